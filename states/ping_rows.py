"""Ping rounds and their results as pages show them: words and times formatted once, no further query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.units import format_unit
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from poa_portal.common import languages, times
from poa_portal.common.times import Moment
from states import contact_hours
from states.enums import PingState
from states.models import Contact, Ping, PingRound


@dataclass(frozen=True, slots=True)
class RoundRow:
    reference: str
    title: str
    url: str
    kind: str
    state_word: str
    starts: Moment
    ends: Moment


def round_rows(rounds: Iterable[PingRound]) -> list[RoundRow]:
    return [
        RoundRow(
            reference=ping_round.reference,
            title=ping_round.title,
            url=ping_round.get_absolute_url(),
            kind=kind_of(ping_round),
            state_word=ping_round.get_state_display(),
            starts=Moment.at(ping_round.starts_at, ping_round.time_zone),
            ends=Moment.at(ping_round.ends_at, ping_round.time_zone),
        )
        for ping_round in rounds
    ]


def kind_of(ping_round: PingRound) -> str:
    if ping_round.is_drill:
        return _("Private drill")
    if ping_round.is_announced:
        return pgettext("ping round", "Announced")
    return pgettext("ping round", "Not announced")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One point of contact in one round; moments are empty where nothing happened."""

    pk: int
    state: str
    contact: str
    contact_url: str
    result: str
    sent: str
    came: str
    took: str
    may_be_marked: bool
    is_marked: bool


def result_rows(pings: Iterable[Ping], zone: str) -> list[ResultRow]:
    """Rows of pings read ``with_rows()``, with times in ``zone``."""
    return [_result_row(ping, zone) for ping in pings]


def _result_row(ping: Ping, zone: str) -> ResultRow:
    came = ping.answered_at or ping.late_at
    return ResultRow(
        pk=ping.pk,
        state=ping.owner.name,
        contact=contact_words(ping.contact),
        contact_url=ping.contact.get_absolute_url(),
        result=str(ping.result.label),
        sent=_moment(ping.sent_at, zone),
        came=_moment(came or ping.bounced_at, zone),
        took=duration(came - ping.sent_at) if came and ping.sent_at else "",
        may_be_marked=came is None,
        is_marked=ping.bounced_at is not None,
    )


def contact_words(contact: Contact) -> str:
    """``Technical · Primary``: enough to know which entry is meant."""
    return f"{contact.category.name} · {contact.get_rank_display()}"


def _moment(value: datetime | None, zone: str) -> str:
    """Without the name of the zone, which stands above the table."""
    return times.format_moment(value, zone) if value else ""


def duration(delta: timedelta) -> str:
    """Two units at most in the reader's language: ``2 days 3 hr``, ``5 hr 10 min``, ``0 min``."""
    minutes = max(int(delta.total_seconds()) // 60, 0)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [("duration-day", days), ("duration-hour", hours), ("duration-minute", minutes)]
    first = next((place for place, (_unit, count) in enumerate(parts) if count), 2)
    locale = languages.babel_locale()
    named = [
        format_unit(count, unit, length="short", locale=locale)
        for place, (unit, count) in enumerate(parts[first : first + 2])
        if count or place == 0
    ]
    return " ".join(named)


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Whether one point of contact can be reached at a chosen moment."""

    contact: str
    contact_url: str
    hours: str
    answers: str
    is_reachable: bool


def hours_rows(contacts: Iterable[Contact], moment: datetime) -> list[HoursRow]:
    rows = []
    for contact in contacts:
        is_reachable = contact_hours.is_reachable(contact, moment)
        word = pgettext("point of contact", "Reachable") if is_reachable else _("Outside the given hours")
        words = contact_hours.in_words(contact)
        rows.append(HoursRow(contact_words(contact), contact.get_absolute_url(), words, word, is_reachable))
    return rows


def facts_of(ping_round: PingRound, categories: list[str]) -> list[tuple[str, str]]:
    """Label and words of what there is to know about a round."""
    zone = ping_round.time_zone
    facts = [
        (pgettext("ping round", "Starts"), str(Moment.at(ping_round.starts_at, zone))),
        (pgettext("ping round", "Ends"), str(Moment.at(ping_round.ends_at, zone))),
        (_("Categories"), languages.listed(categories) or pgettext("categories", "All")),
    ]
    if ping_round.started_at:
        facts.append((pgettext("ping round", "Began"), str(Moment.at(ping_round.started_at, zone))))
    if ping_round.state == PingState.CLOSED and ping_round.closed_at:
        facts.append((pgettext("ping round", "Closed"), str(Moment.at(ping_round.closed_at, zone))))
    return facts
