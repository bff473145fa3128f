"""Bodies, meetings, calls and written inputs in the public API."""
