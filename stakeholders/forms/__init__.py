"""Forms of the room of stakeholders, by noun."""
