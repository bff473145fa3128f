"""How search finds States."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from poa_portal.common.enums import Audience
from poa_portal.library.search import Found, SearchSource
from states.models import State
from states.querysets import StateQuerySet

# The library orders by date; a State has none that readers would look for, so it stands after everything dated.
NO_DATE = date(1945, 10, 24)


def states_to_find() -> StateQuerySet:
    """The invented States are found where the demonstration is."""
    states = State.objects.all() if settings.DEMONSTRATION else State.objects.real()
    return states.prefetch_related("aliases")


def describe(state: State) -> Found:
    other_names = [alias.text for alias in state.aliases.all()]
    return Found(
        title=state.name,
        url=f"/states/{state.key}/",
        date=NO_DATE,
        audience=Audience.PUBLIC,
        kind=str(state.get_status_display()),
        text=" ".join(filter(None, [state.formal_name, state.iso2, state.iso3, *other_names])),
        parties=[state.key],
    )


STATES = SearchSource("state", _("States"), State, states_to_find, describe)
