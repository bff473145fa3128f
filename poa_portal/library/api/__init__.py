"""The library in the public API."""
