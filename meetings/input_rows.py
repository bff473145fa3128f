"""Written inputs as pages show them: rows, labels, citation and the line of their process, formatted once in Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.enums import InputState
from meetings.named import Named, all_names, named_of, party_address
from poa_portal.audit.models import AuditEvent
from poa_portal.common import languages, times
from poa_portal.common.enums import Audience, PartyKind


@dataclass(frozen=True, slots=True)
class InputRow:
    """One written input in a list. The title stands in the language in which it was written."""

    reference: str
    title: str
    url: str
    language: str
    language_name: str
    direction: str
    party: str
    party_url: str
    others: list[Named]
    content_label: str
    call: str
    call_url: str
    submitted: str
    published: str
    state_word: str
    audience_word: str
    is_late: bool


def input_rows(inputs: Iterable[Any]) -> list[InputRow]:
    """Rows of inputs read ``with_rows()``; no further query."""
    return [_row(written_input) for written_input in inputs]


def _row(written_input: Any) -> InputRow:
    zone = written_input.call.time_zone
    submitted, published = written_input.submitted_at, written_input.published_at
    return InputRow(
        reference=written_input.reference,
        title=written_input.title or _("Without a title yet"),
        url=written_input.get_absolute_url(),
        language=written_input.language,
        language_name=languages.name_in(written_input.language),
        direction=languages.direction(written_input.language),
        party=written_input.owner.name,
        party_url=party_url(written_input.owner),
        others=named_of(written_input),
        content_label=label_of(written_input),
        call=written_input.call.title,
        call_url=written_input.call.get_absolute_url(),
        submitted=str(times.Moment.at(submitted, zone)) if submitted else "",
        published=times.format_date(published.date()) if published else "",
        state_word=written_input.get_state_display(),
        audience_word="" if written_input.audience == Audience.PUBLIC else written_input.get_audience_display(),
        is_late=written_input.was_late,
    )


def party_url(party: Any) -> str:
    """The public page of a party; the secretariat has none."""
    return party_address(party.kind, party.key)


def content_label(party: Any) -> str:
    """The visible label of whose content it is; States and stakeholders are never mixed without it."""
    if party.kind == PartyKind.STATE:
        return _("State content")
    return _("Stakeholder content") if party.kind == PartyKind.ORGANISATION else _("Secretariat content")


def label_of(written_input: Any) -> str:
    """The label of an input: of a joint one of States and stakeholders both, so that neither stands for the other."""
    kinds = {written_input.owner.kind, *(other.kind for other in named_of(written_input))}
    if kinds == {PartyKind.STATE, PartyKind.ORGANISATION}:
        return _("State and stakeholder content")
    return content_label(written_input.owner)


def citation_of(written_input: Any) -> str:
    """How to cite a published input, with its permanent address."""
    return _("%(party)s, “%(title)s”, written input %(reference)s, %(date)s, %(address)s") % {
        "party": all_names(written_input),
        "title": written_input.title,
        "reference": written_input.reference,
        "date": times.format_date(written_input.published_at.date()),
        "address": settings.BASE_URL + written_input.get_absolute_url(),
    }


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the process; ``moment`` is empty while it lies ahead."""

    label: str
    moment: datetime | str
    is_done: bool
    is_current: bool


def steps_of(written_input: Any) -> list[Step]:
    """The way of an input so far and the usual way ahead. One query: when each transition happened last."""
    events = AuditEvent.objects.about(written_input).order_by("at", "pk").values_list("verb", "at")
    happened: dict[str, datetime] = dict(events)
    state = InputState(written_input.state)
    path: list[tuple[str, Any, datetime | None]] = [
        (InputState.DRAFT, pgettext("status line", "Begun"), written_input.started_at),
        (InputState.AWAITING_CONFIRMATION, _("With the other parties"), written_input.asked_at),
        (InputState.SUBMITTED, InputState.SUBMITTED.label, written_input.submitted_at),
    ]
    if state == InputState.RETURNED:
        path.append((state, state.label, happened.get("return")))
    if state in (InputState.DECLINED, InputState.WITHDRAWN):
        path.append((state, state.label, happened.get("decline" if state == InputState.DECLINED else "withdraw")))
    else:
        path.append((InputState.PUBLISHED, InputState.PUBLISHED.label, written_input.published_at))
        path.append((InputState.CLOSED, InputState.CLOSED.label, happened.get("close")))
    if not written_input.asked_at and state != InputState.AWAITING_CONFIRMATION:
        path = [step for step in path if step[0] != InputState.AWAITING_CONFIRMATION]
    if state == InputState.WITHDRAWN and not written_input.submitted_at:
        path = [step for step in path if step[0] != InputState.SUBMITTED]
    current = [name for name, _label, _moment in path].index(state)
    return [
        Step(str(label), (moment or "") if place <= current else "", place < current, place == current)
        for place, (_name, label, moment) in enumerate(path)
    ]
