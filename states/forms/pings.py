"""Forms of ping rounds and drills."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from poa_portal.common.forms import LocalMomentField, PortalForm, ZoneField
from poa_portal.common.moments import local_of, moment_in
from states.models import ContactCategory, PingRound

A_MOMENT = timedelta(minutes=2)  # what somebody needs to fill in a form that begins now


class DrillForm(PortalForm):
    """A private drill. Cleans the two local times to moments of the chosen zone."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    starts_at = LocalMomentField(
        label=pgettext_lazy("ping round", "Starts"),
        help_text=gettext_lazy("It starts by itself at this time; before that you can start it by hand."),
    )
    ends_at = LocalMomentField(
        label=pgettext_lazy("ping round", "Ends"),
        help_text=gettext_lazy("It closes by itself at this time. Answers that come later are kept as late."),
    )
    time_zone = ZoneField(label=gettext_lazy("Time zone of both"))
    categories = forms.ModelMultipleChoiceField(
        ContactCategory.objects.none(),
        label=gettext_lazy("Only these categories of points of contact"),
        help_text=gettext_lazy("All categories, if you choose none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, ping_round: PingRound | None = None, zone: str = "", **kwargs: Any) -> None:
        self.ping_round = ping_round
        initial = _initial_of(ping_round) if ping_round else _usual(zone)
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["categories"].queryset = ContactCategory.objects.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "time_zone" not in cleaned:
            return cleaned
        for name in ("starts_at", "ends_at"):
            if cleaned.get(name):
                try:
                    cleaned[name] = moment_in(cleaned[name], cleaned["time_zone"])
                except ValidationError as error:
                    self.add_error(name, error)
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and starts_at < timezone.now() - A_MOMENT and not self._is_as_it_was(starts_at):
            self.add_error("starts_at", _("The start must not be in the past."))
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The end must be later than the start."))
        return cleaned

    def _is_as_it_was(self, starts_at: datetime) -> bool:
        if self.ping_round is None:
            return False
        return starts_at == self.ping_round.starts_at.replace(second=0, microsecond=0)


class RoundForm(DrillForm):
    """A round of the directory manager. What was announced stays announced."""

    is_announced = forms.TypedChoiceField(
        label=gettext_lazy("Announcement"),
        choices=[
            (True, gettext_lazy("Announced: the coordinators of all delegations get a mail now, and see the plan.")),
            (False, gettext_lazy("Not announced: nobody but the directory manager sees it before it starts.")),
        ],
        coerce=lambda value: str(value) == "True",
        widget=forms.RadioSelect,
    )
    field_order = ("title", "is_announced", "starts_at", "ends_at", "time_zone", "categories")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.ping_round is not None and self.ping_round.is_announced:
            del self.fields["is_announced"]


class MomentForm(PortalForm):
    """At which moment: a local time and its zone, cleaned to ``moment``. Sent with GET."""

    at = LocalMomentField(label=gettext_lazy("Day and time"))
    zone = ZoneField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("at") and cleaned.get("zone"):
            try:
                cleaned["moment"] = moment_in(cleaned["at"], cleaned["zone"])
            except ValidationError as error:
                self.add_error("at", error)
        return cleaned


def _initial_of(ping_round: PingRound) -> dict[str, Any]:
    zone = ping_round.time_zone
    return {
        "title": ping_round.title,
        "is_announced": ping_round.is_announced,
        "starts_at": local_of(ping_round.starts_at, zone),
        "ends_at": local_of(ping_round.ends_at, zone),
        "time_zone": zone,
        "categories": list(ping_round.categories.values_list("pk", flat=True)),
    }


def _usual(zone: str) -> dict[str, Any]:
    """From the next full hour to the same hour two days later, in the zone of whoever plans."""
    zone = zone or str(ZoneField().initial)
    starts = local_of(timezone.now(), zone).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return {"starts_at": starts, "ends_at": starts + timedelta(days=2), "time_zone": zone, "is_announced": True}
