"""Pages of the room of States, by noun."""
