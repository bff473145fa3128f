"""The steps open on a written input, in words that say who will see it."""

from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.workflow import INPUT
from poa_portal.common.enums import Audience
from poa_portal.common.workflow import Transition

WITHDRAW = "withdraw"
# The word of a named party has a page of its own, and the last one sends the input.
_BY_OTHER_PAGES = {"complete", "refuse_words"}


def transitions_for(user: Any, written_input: Any) -> list[Transition]:
    """The open steps of this person, each worded for this input; those that say no stand last."""
    rows = [
        worded(row, written_input) for row in INPUT.available(user, written_input) if row.name not in _BY_OTHER_PAGES
    ]
    return sorted(rows, key=lambda row: row.needs_reason or row.name == WITHDRAW)


def worded(row: Transition, written_input: Any) -> Transition:
    """Publishing promises the audience that the author chose, not always everybody."""
    if row.name == "ask_parties":
        return replace(row, name="submit")  # the page that checks an input sends it and asks its parties alike
    if row.name == "take_back" and timezone.now() > written_input.call.deadline and not written_input.call.accepts_late:
        return replace(row, confirm=f"{row.confirm} {_late_words()}")
    if row.name != "publish" or written_input.audience == Audience.PUBLIC:
        return row
    readers = {"readers": written_input.get_audience_display()}
    return replace(
        row,
        label=_("Publish for: %(readers)s") % readers,
        confirm=_("The input appears for those whom its author chose: %(readers)s. Nobody else finds it.") % readers,
    )


def _late_words() -> str:
    return _("The deadline has passed: unless nobody can confirm for one of the parties, it cannot be sent again.")
