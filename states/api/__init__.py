"""States and regional groups in the public API."""
