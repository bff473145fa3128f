"""“Who would answer at three in the morning?”: the page of a drill asks the given hours of its points of contact."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from poa_portal.common import times
from poa_portal.common.moments import local_of, moment_in
from poa_portal.common.times import Moment
from states.forms.pings import MomentForm
from states.ping_rows import hours_rows

HOUR = 3


def context_of(request: HttpRequest, contacts: Any) -> dict[str, Any]:
    """The form, and the rows for the chosen moment; before one is chosen, for the next three o'clock of the reader."""
    zone = getattr(request.user, "time_zone", "") or times.DEFAULT_ZONE
    form = MomentForm(request.GET) if "at" in request.GET else MomentForm(initial=_next_night(zone))
    if form.is_bound and not form.is_valid():
        return {"hours_form": form, "hours": [], "hours_at": None}
    chosen = form.cleaned_data if form.is_bound else None
    moment, shown_in = (chosen["moment"], chosen["zone"]) if chosen else (_moment_of(form.initial), zone)
    return {"hours_form": form, "hours": hours_rows(contacts, moment), "hours_at": Moment.at(moment, shown_in)}


def _next_night(zone: str) -> dict[str, Any]:
    now = local_of(timezone.now(), zone)
    night = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return {"at": night if night > now else night + timedelta(days=1), "zone": zone}


def _moment_of(initial: dict[str, Any]) -> datetime:
    return moment_in(initial["at"], initial["zone"])
