"""What people find about accreditation on their work page."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from poa_portal.accounts.models import Post
from poa_portal.accounts.panels import Panel, register
from poa_portal.common.enums import PartyKind
from stakeholders import rules
from stakeholders.accreditation_rows import clock_at, request_rows, with_rows
from stakeholders.enums import RequestState
from stakeholders.models import AccreditationRequest, AccreditationRound, Objection

SHOWN = 5
AT_DESK = (RequestState.SUBMITTED, RequestState.ELIGIBLE, RequestState.NO_OBJECTION, RequestState.OBJECTED)


def plug_in() -> None:
    """Called once the app registry is ready."""
    template = "stakeholders/accreditation_panel.html"
    for name, kind, context in (
        ("accreditation-desk", PartyKind.SECRETARIAT, secretariat_panel),
        ("accreditation-delegation", PartyKind.STATE, delegation_panel),
        ("accreditation", PartyKind.ORGANISATION, organisation_panel),
    ):
        register(Panel(name, frozenset({kind}), template, context, position=40))


def secretariat_panel(user: Any, post: Post) -> dict[str, Any] | None:
    """How many requests wait, by step; for the Chair's office how many objections stand, and nothing of them."""
    waiting = AccreditationRequest.objects.visible_to(user).filter(state__in=AT_DESK).order_by()
    counts = dict(waiting.values_list("state").annotate(Count("pk")))
    lines = [(state.value, state.label, counts[state]) for state in AT_DESK if state in counts]
    objections = 0
    if rules.can_read_objections(user):
        undecided = (RequestState.CIRCULATED, RequestState.OBJECTED, RequestState.CONSULTATIONS)
        found = Objection.objects.visible_to(user).standing().filter(request__state__in=undecided)
        objections = found.count()
    return {"lines": lines, "objections": objections} if lines or objections else None


def delegation_panel(user: Any, post: Post) -> dict[str, Any] | None:
    """Circulated requests to which the State can still object, by the end of their silence."""
    found = AccreditationRequest.objects.visible_to(user).in_silence().order_by("silence_until")
    ends = found.values_list("silence_until", "round__time_zone").annotate(Count("pk"))
    silences = [(clock_at(until, zone), number) for until, zone, number in ends[:SHOWN]]
    return {"silences": silences} if silences else None


def organisation_panel(user: Any, post: Post) -> dict[str, Any] | None:
    """The organization's newest requests, and the rounds that take one now."""
    own = with_rows(AccreditationRequest.objects.visible_to(user).filter(owner=post.party_id))
    rows = request_rows(own.order_by("-started_at", "-pk")[:SHOWN])
    rounds = list(AccreditationRound.objects.open_now().order_by("closes_at")[:SHOWN])
    return {"rows": rows, "rounds": rounds, "title": _("Accreditation")} if rows or rounds else None
