"""Two colleagues wrote at once: what the other one saved, beside what this one typed."""

from dataclasses import dataclass
from typing import Any

from meetings.forms.inputs import InputForm, initial_of
from meetings.models import WrittenInput


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which the two differ; ``anchor`` leads to it in the form."""

    label: str
    anchor: str
    theirs: str
    mine: str


def differences(form: InputForm, current: WrittenInput) -> list[Difference]:
    """The fields whose text in the form is not what ``current`` holds, in the order of the form."""
    saved = initial_of(current)
    found = []
    for bound in form.visible_fields():
        if bound.name in {"attachments", "remove"}:
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
    return ", ".join(names.get(one, one) for one in shown).replace("\r\n", "\n").strip()


def _flat(choices: Any) -> list[tuple[str, str]]:
    pairs = []
    for value, label in choices:
        members = label if isinstance(label, (list, tuple)) else [(value, label)]
        pairs += [(str(key), str(name)) for key, name in members]
    return pairs
