"""Every write of the room of meetings, by noun."""
