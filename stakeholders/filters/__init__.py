"""Filters of the lists of the room of stakeholders, by noun."""
