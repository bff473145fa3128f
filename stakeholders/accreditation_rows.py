"""Rounds and requests as pages show them: rows, totals, the line of steps and the clock; formatted once in Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel import dates as babel_dates
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from poa_portal.common import languages, times
from poa_portal.library.models import Document
from stakeholders import rules
from stakeholders.enums import OrganisationState, RequestState, RoundState
from stakeholders.models import AccreditationRequest, AccreditationRound, AccreditationStep

DAYS_IN_DAYS = 2
GRANTED = (RequestState.ACCREDITED, RequestState.LAPSED)


@dataclass(frozen=True, slots=True)
class Clock:
    """The end of a silence: in the zone of the round and in UTC (the browser adds the reader's), and the time left."""

    moment: times.Moment
    left: str
    is_over: bool


def clock_of(request: Any) -> Clock | None:
    """None while nothing was circulated."""
    if request.silence_until is None:
        return None
    return clock_at(request.silence_until, request.round.time_zone)


def clock_at(until: datetime, zone: str) -> Clock:
    is_over = timezone.now() > until
    return Clock(times.Moment.at(until, zone), "" if is_over else time_left(until), is_over)


def time_left(until: datetime) -> str:
    """How long it is until a moment, in words: ``in 9 days``; in hours and minutes on the last two days."""
    left = until - timezone.now()
    if left.days >= DAYS_IN_DAYS:
        left = timedelta(days=left.days)
    threshold = max(left.days, DAYS_IN_DAYS)  # days, not weeks: who has to act before the end counts days
    return babel_dates.format_timedelta(left, add_direction=True, threshold=threshold, locale=languages.babel_locale())


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request in a list. ``name`` is the one under which it applied; ``now`` what became of the name since."""

    reference: str
    name: str
    now: str
    url: str
    work_url: str
    category: str
    state: str
    state_word: str
    day: str
    iso_day: str
    round: str
    skips_circulation: bool
    is_invented: bool
    clock: Clock | None


def with_rows(requests: QuerySet[AccreditationRequest]) -> QuerySet[AccreditationRequest]:
    """All that ``request_rows`` reads: the moment of the latest step is that of the present state."""
    latest = AccreditationStep.objects.filter(request=OuterRef("pk")).order_by("-at", "-pk").values("at")[:1]
    found = requests.select_related("round", "category", "owner__merged_into")
    return found.annotate(step_at=latest)


def request_rows(requests: Iterable[Any]) -> list[RequestRow]:
    """Rows of requests read ``with_rows``; no further query."""
    return [_row(request) for request in requests]


def _row(request: Any) -> RequestRow:
    at = request.step_at or request.submitted_at or request.started_at
    day = local_day(at, request.round.time_zone)
    return RequestRow(
        reference=request.reference,
        name=request.applied_as,
        now=name_now(request),
        url=request.get_absolute_url(),
        work_url=reverse("stakeholders:request_reading", args=[request.reference]),
        category=request.category.name,
        state=request.state,
        state_word=request.get_state_display(),
        day=times.format_date(day),
        iso_day=day.isoformat(),
        round=request.round.title,
        skips_circulation=request.skips_circulation,
        is_invented=request.owner.is_invented,
        clock=clock_of(request) if request.state == RequestState.CIRCULATED else None,
    )


def local_day(at: datetime, zone: str) -> Any:
    return at.astimezone(ZoneInfo(zone)).date()


def name_now(request: Any) -> str:
    """The present name of the organization, or of the one into which it was merged; empty where nothing changed."""
    owner = request.owner
    if owner.merged_into_id:
        return _("now part of %(name)s") % {"name": owner.merged_into.own_name or owner.merged_into.name}
    present = owner.own_name or owner.name
    return "" if request.applied_as in {owner.own_name, owner.name} else _("now %(name)s") % {"name": present}


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the status line; ``moment`` is text, empty while the step lies ahead."""

    label: str
    moment: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """The same with who took it, by role, and on which document."""

    label: str
    moment: times.Moment
    role: str
    document: str
    document_url: str
    note: str


_AHEAD: dict[str, tuple[RequestState, ...]] = {
    RequestState.SUBMITTED: (RequestState.ELIGIBLE,),
    RequestState.INFORMATION_REQUESTED: (RequestState.SUBMITTED, RequestState.ELIGIBLE),
    RequestState.OBJECTED: (RequestState.CONSULTATIONS,),
}
_DECIDED = {RequestState.ACCREDITED, RequestState.NOT_ACCREDITED, RequestState.LAPSED, RequestState.WITHDRAWN}


def steps_of(request: Any, steps: list[AccreditationStep]) -> list[Step]:
    """What happened, in order, and the usual way ahead."""
    line = [
        Step(step.get_state_display(), str(times.Moment.at(step.at, request.round.time_zone)), True, False)
        for step in steps
    ]
    if line:
        last = line.pop()
        line.append(Step(last.label, last.moment, False, True))
    else:
        line.append(Step(request.get_state_display(), "", False, True))
    return line + [Step(label, "", False, False) for label in _ahead(request)]


def _ahead(request: Any) -> list[str]:
    state = RequestState(request.state)
    if state in _DECIDED:
        return []
    ahead = [RequestState.SUBMITTED] if state == RequestState.DRAFT else []
    ahead += _AHEAD.get(state, ())
    before_circulation = state in {RequestState.DRAFT, RequestState.SUBMITTED, RequestState.INFORMATION_REQUESTED}
    if before_circulation and RequestState.ELIGIBLE not in ahead:
        ahead.append(RequestState.ELIGIBLE)
    if (before_circulation or state == RequestState.ELIGIBLE) and not request.skips_circulation:
        ahead.append(RequestState.CIRCULATED)
    return [*(str(one.label) for one in ahead), pgettext("accreditation", "Decision")]


def step_rows(request: Any, steps: list[AccreditationStep], user: Any) -> list[StepRow]:
    """The steps with their documents; a document that the reader may not read is left out. One query at most."""
    wanted = [step.document_id for step in steps if step.document_id]
    readable = Document.objects.visible_to(user).filter(pk__in=wanted).prefetch_related("symbols") if wanted else []
    documents = {document.pk: document for document in readable}
    rows = []
    for step in steps:
        document = documents.get(step.document_id)
        rows.append(
            StepRow(
                label=step.get_state_display(),
                moment=times.Moment.at(step.at, request.round.time_zone),
                role=step.get_role_display() if step.role else _("The portal, by the clock"),
                document=document.public_name if document else "",
                document_url=document.get_absolute_url() if document else "",
                note=step.document_note,
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of one round. ``applied``, ``accredited`` and ``objected`` are of requests that are circulated."""

    applied: int = 0
    accredited: int = 0
    objected: int = 0
    admitted: int = 0

    @property
    def lines(self) -> list[tuple[str, int]]:
        return [
            (_("Applied, to be circulated to all delegations"), self.applied),
            (_("Accredited after circulation"), self.accredited),
            (_("Objected to"), self.objected),
            (_("Accredited without circulation"), self.admitted),
        ]


def totals_of(rounds: Iterable[AccreditationRound]) -> dict[int, Totals]:
    """The totals by round, in one query. An organization that withdrew and applied again counts once."""
    circulated, direct = Q(skips_circulation=False), Q(skips_circulation=True)
    noted = AccreditationStep.objects.filter(request=OuterRef("pk"), name="note_objection")
    found = AccreditationRequest.objects.filter(round__in=[one.pk for one in rounds], submitted_at__isnull=False)
    counted = (
        found.order_by()
        .alias(was_objected=Exists(noted))
        .values("round")
        .annotate(
            applied=Count("owner", filter=circulated, distinct=True),
            accredited=Count("owner", filter=circulated & Q(state__in=GRANTED), distinct=True),
            objected=Count("owner", filter=circulated & Q(was_objected=True), distinct=True),
            admitted=Count("owner", filter=direct & Q(state__in=GRANTED), distinct=True),
        )
    )
    return {
        row["round"]: Totals(row["applied"], row["accredited"], row["objected"], row["admitted"]) for row in counted
    }


def round_words(the_round: Any) -> tuple[str, str]:
    """Whether a request can be sent now: the kind of notice and its words."""
    now = timezone.now()
    if the_round.state == RoundState.DRAFT:
        return "caution", _("This round is a draft. Only the secretariat sees it.")
    if the_round.state == RoundState.CLOSED or now > the_round.closes_at:
        return "info", _("No requests can be sent in this round any more. Requests that were sent go on.")
    if now < the_round.opens_at:
        return "info", _("This round is announced. Requests can be sent from the date below.")
    return "success", _("Requests can be sent now.")


def silence_words(the_round: Any) -> str:
    """The rule of the silence in one sentence."""
    values = {
        "days": the_round.silence_days,
        "hour": f"{the_round.silence_ends_at:%H:%M}",
        "city": times.city_of(the_round.time_zone),
        "station": the_round.duty_station,
    }
    if the_round.counts_working_days:
        return (
            _(
                "%(days)d working days after the day of circulation, at %(hour)s in %(city)s; holidays of the United Nations in %(station)s are no working days."
            )
            % values
        )
    return (
        _(
            "%(days)d days after the day of circulation, at %(hour)s in %(city)s; on the next working day where that day is a weekend or a holiday of the United Nations in %(station)s."
        )
        % values
    )


def is_listed(organisation: Any) -> bool:
    """Whether readers find its entry in the list of organizations."""
    return bool(organisation.state == OrganisationState.REGISTERED)


def readable_files(user: Any, request: Any) -> list[Any]:
    return list(request.files.all()) if rules.can_read_request(user, request) else []
