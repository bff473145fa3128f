"""What calls and written inputs ask of a party, and the deadlines that were announced."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import rules
from meetings.enums import CallKind, CallState, InputState
from meetings.models import Call, WrittenInput
from poa_portal.accounts import duties
from poa_portal.accounts.duties import Duty
from poa_portal.common.enums import PartyKind

MINUTES_A_QUESTION = 30
MINUTES_TO_CHECK = 20  # an input all of whose questions have an answer
MINUTES_WITHOUT_QUESTIONS = 120
IN_WRITING = (InputState.DRAFT, InputState.RETURNED)


def plug_in() -> None:
    duties.register(duties.DutySource("calls", duties_of, announced))


def duties_of(user: Any, party: Any) -> list[Duty]:
    """Own drafts, then the open calls that the party may still answer; for the secretariat what waits at its desk."""
    if party.kind == PartyKind.SECRETARIAT:
        return [*_deadlines_to_keep(user), *_desk(user)]
    return [*_drafts(user, party), *_open_calls(user, party)]


def announced(start: datetime, end: datetime) -> list[Duty]:
    """The deadlines of announced calls between two moments, for whoever sets another."""
    calls = Call.objects.filter(state=CallState.OPEN, deadline__range=(start, end)).order_by("deadline")
    return [_of_call(call, call.get_absolute_url()) for call in calls]


def _of_call(call: Call, url: str, minutes: int | None = None, title: str = "") -> Duty:
    return Duty(title or call.title, str(CallKind(call.kind).label), url, call.deadline, call.time_zone, minutes)


def _drafts(user: Any, party: Any) -> list[Duty]:
    """The party's own inputs in writing. One that was returned after the deadline has none any more."""
    own = WrittenInput.objects.visible_to(user).filter(owner=party.pk, state__in=IN_WRITING).select_related("call")
    questions = Count("call__questions", distinct=True)
    answered = Count("answers", filter=~Q(answers__text=""), distinct=True)
    return [
        Duty(
            title=_("Finish “%(title)s”") % {"title": row.title or row.call.title},
            kind=_("Written input, %(state)s") % {"state": row.get_state_display()},
            url=reverse("meetings:input_edit", args=[row.reference]),
            until=row.call.deadline if row.submitted_at is None else None,
            zone=row.call.time_zone,
            minutes=max(MINUTES_TO_CHECK, (row.asked - row.written) * MINUTES_A_QUESTION),
        )
        for row in own.annotate(asked=questions, written=answered)
    ]


def _open_calls(user: Any, party: Any) -> list[Duty]:
    """Calls open now to parties of this kind, and to the groups of this State, that it has not answered yet."""
    answered = WrittenInput.objects.filter(owner=party.pk).exclude(state=InputState.WITHDRAWN).values("call")
    calls = _open_to(Call.objects.visible_to(user).open_now(), party).exclude(pk__in=answered)
    return [
        _of_call(call, call.get_absolute_url(), call.asked * MINUTES_A_QUESTION or MINUTES_WITHOUT_QUESTIONS)
        for call in calls.annotate(asked=Count("questions", distinct=True))
        if party.kind in rules.kinds_that_may_answer(call)
    ]


def _open_to(calls: QuerySet[Call], party: Any) -> QuerySet[Call]:
    own = Q(open_to__memberships__state=party.pk, open_to__memberships__ends_on=None)
    return calls.filter(Q(open_to=None) | own).distinct().order_by("deadline", "pk")


def _deadlines_to_keep(user: Any) -> list[Duty]:
    calls = Call.objects.visible_to(user).open_now()
    return [
        _of_call(
            call,
            reverse("meetings:call_edit", args=[call.slug]),
            title=_("The call “%(call)s” closes") % {"call": call.title},
        )
        for call in calls
    ]


def _desk(user: Any) -> list[Duty]:
    """One duty for each call whose inputs wait to be looked through."""
    waiting = WrittenInput.objects.visible_to(user).filter(state=InputState.SUBMITTED).order_by()
    numbers = dict(waiting.values_list("call").annotate(Count("pk")))
    return [_to_look_through(call, numbers[call.pk]) for call in Call.objects.filter(pk__in=numbers)]


def _to_look_through(call: Call, number: int) -> Duty:
    title = ngettext(
        "%(number)d written input to “%(call)s” waits to be looked through",
        "%(number)d written inputs to “%(call)s” wait to be looked through",
        number,
    )
    return Duty(
        title=title % {"number": number, "call": call.title},
        kind=_("Desk of written inputs"),
        url=f"{reverse('meetings:input_work_list')}?call={call.slug}&state={InputState.SUBMITTED}",
        until=None,
        minutes=number * MINUTES_TO_CHECK,
    )
