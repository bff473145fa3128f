"""Pages of the room of stakeholders, by noun."""
