"""Who must sign in with two factors, and who did."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from poa_portal.accounts.standing import standing_of

DEMONSTRATION_FLAG = "demonstration"  # in the session of an invented person, who has no telephone for codes


def is_required_of(user: Any) -> bool:
    """Posts of the secretariat and of delegations need it; representatives may choose it."""
    standing = standing_of(user)
    return standing.is_secretariat or standing.is_delegation


def is_missing(request: HttpRequest) -> bool:
    """Whether the person must set up a second factor before working here."""
    if not is_required_of(request.user) or is_demonstration(request):
        return False
    return not standing_of(request.user).has_second_factor


def is_demonstration(request: HttpRequest) -> bool:
    """Signed in by a button of the demonstration; outside demonstration mode the flag means nothing."""
    return settings.DEMONSTRATION and bool(request.session.get(DEMONSTRATION_FLAG))
