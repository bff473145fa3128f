"""Forms of the room of meetings, by noun."""
