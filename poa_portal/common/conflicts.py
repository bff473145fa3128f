"""Two people wrote at once: what the other one saved, beside what this one typed. ``pieces/conflict.html`` shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from poa_portal.common.text import unix_lines


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which the two differ; ``anchor`` leads to it in the form."""

    label: str
    anchor: str
    theirs: str
    mine: str


def differences(form: BaseForm, saved: dict[str, Any], *, leave_out: Collection[str] = ()) -> list[Difference]:
    """The fields whose text in the form is not what was ``saved`` meanwhile (by name), in the order of the form."""
    found = []
    for bound in form.visible_fields():
        if bound.name in leave_out:
            continue
        theirs, mine = _text(bound, saved.get(bound.name)), _text(bound, bound.data)
        if theirs != mine:
            found.append(Difference(str(bound.label), bound.auto_id, theirs, mine))
    return found


def _text(bound: Any, value: Any) -> str:
    """A value as the reader of the form knows it: the words of a choice, the lines of a text."""
    values = value if isinstance(value, (list, tuple)) else [value]
    names = dict(_flat(getattr(bound.field, "choices", [])))
    shown = [str(one) for one in values if one not in (None, "")]
    return unix_lines(", ".join(names.get(one, one) for one in shown)).strip()


def _flat(choices: Any) -> list[tuple[str, str]]:
    pairs = []
    for value, label in choices:
        members = label if isinstance(label, (list, tuple)) else [(value, label)]
        pairs += [(str(key), str(name)) for key, name in members]
    return pairs
