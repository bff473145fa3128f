"""Filters of the lists of the room of meetings, by noun."""
