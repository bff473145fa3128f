"""Every write in the room of States, by noun."""
