"""The forms of the room of reports, by noun."""
