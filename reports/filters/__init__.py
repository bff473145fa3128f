"""The filters of the lists of reports, by noun."""
