"""Who may do what in the library: officers prepare, publishers publish, both for the secretariat's own records."""

from typing import Any

from poa_portal.accounts.standing import is_secretariat_officer, is_secretariat_publisher, standing_of
from poa_portal.library.enums import PublicationState


def _is_own(user: Any, document: Any) -> bool:
    return document.owner_id is None or document.owner_id in standing_of(user).parties


def can_prepare(user: Any, document: Any = None) -> bool:
    """May create documents, and change this one while it is a draft."""
    return is_secretariat_officer(user) and (document is None or _is_own(user, document))


def can_publish(user: Any, document: Any) -> bool:
    return is_secretariat_publisher(user) and _is_own(user, document)


def can_change(user: Any, document: Any) -> bool:
    """Drafts are changed by those who prepare, what is published by those who publish, a notice by nobody."""
    if document.state == PublicationState.DRAFT:
        return can_prepare(user, document)
    return document.state == PublicationState.PUBLISHED and can_publish(user, document)
