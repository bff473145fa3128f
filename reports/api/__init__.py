"""National and progress reports in the public API."""
