"""Filters of the lists of the room of States, by noun."""
