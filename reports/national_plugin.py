"""What national reports give to the whole portal."""


def plug_in() -> None:
    """Register with the search, the feeds and the work page."""
