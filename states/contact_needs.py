"""What a State's own part of the directory lacks. The State alone is told; nothing here is shown to anybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from states.contact_rows import Reading
from states.models import Contact, ContactCategory


class HasName(Protocol):
    """A category, or what a list keeps of one."""

    @property
    def pk(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def is_expected(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Needs:
    """Names of expected categories without an entry, of categories with unconfirmed ones, and how many are due."""

    missing: list[str]
    unconfirmed: list[str]
    due: int

    def __bool__(self) -> bool:
        return bool(self.missing or self.unconfirmed or self.due)


def needs_of(state: Any, user: Any, reading: Reading, categories: Iterable[HasName] | None = None) -> Needs:
    """What is missing, for somebody of that State; nothing for anybody else. ``categories`` are all of them, where the
    caller has them already."""
    if state.pk not in user.standing.parties:
        return Needs([], [], 0)
    own = Contact.objects.filter(owner=state.pk).valid().order_by()  # of the reader's own State, so all are visible
    rows = list(own.values_list("category_id", "last_confirmed_at"))
    known = list(ContactCategory.objects.visible_to(user) if categories is None else categories)
    held = {category for category, _confirmed in rows}
    lapsed = {category for category, confirmed in rows if reading.is_unconfirmed(confirmed)}
    return Needs(
        missing=[category.name for category in known if category.is_expected and category.pk not in held],
        unconfirmed=[category.name for category in known if category.pk in lapsed],
        due=sum(reading.is_due(confirmed) for _category, confirmed in rows),
    )
