"""The steps open on a written input, in words that say who will see it."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from meetings.workflow import INPUT
from poa_portal.common.enums import Audience
from poa_portal.common.workflow import Transition

WITHDRAW = "withdraw"


def transitions_for(user: Any, written_input: Any) -> list[Transition]:
    """The open steps of this person, each worded for this input; those that say no stand last."""
    rows = [worded(row, written_input) for row in INPUT.available(user, written_input)]
    return sorted(rows, key=lambda row: row.needs_reason or row.name == WITHDRAW)


def worded(row: Transition, written_input: Any) -> Transition:
    """Publishing promises the audience that the author chose, not always everybody."""
    if row.name != "publish" or written_input.audience == Audience.PUBLIC:
        return row
    readers = {"readers": written_input.get_audience_display()}
    return replace(
        row,
        label=_("Publish for: %(readers)s") % readers,
        confirm=_("The input appears for those whom its author chose: %(readers)s. Nobody else finds it.") % readers,
    )
