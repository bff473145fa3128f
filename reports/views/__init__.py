"""The pages of the room of reports: public ones, and those of work."""
