"""Every write of the room of reports, by noun."""
