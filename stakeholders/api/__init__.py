"""Organizations in the public API."""
