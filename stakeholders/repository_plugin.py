"""What the repository offers to search, to topics, to the work page and to what is due."""

from poa_portal.audit import readers
from stakeholders import repository_duties, repository_panels, repository_search


def plug_in() -> None:
    """Called once the app registry is ready."""
    for part in (repository_search, repository_panels, repository_duties):
        part.plug_in()
    readers.restrict("stakeholders.mute", lambda user: False)
