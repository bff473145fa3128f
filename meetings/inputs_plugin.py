"""What written inputs offer to search, feeds and the work page."""


def plug_in() -> None:
    """Called once the app registry is ready."""
