"""What every list of the directory offers to choose from: names of States, categories and languages.

Each process keeps it for a minute. Nothing of an entry is kept but the tags of the languages that occur.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import CharField, F, Func
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from poa_portal.common import languages
from poa_portal.common.text import fold
from poa_portal.common.times import minute_now
from poa_portal.common.widgets import written_options
from states.contact_rows import languages_in_words
from states.enums import STATE_DIRECTORY
from states.models import ConfirmationRule, Contact, ContactCategory, State
from states.search import Called

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Category:
    pk: int
    key: str
    name: str
    is_expected: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """In the language of the page; ``state_options`` are the States as the options of a select."""

    states: Choices
    state_of: dict[int, tuple[str, str]]
    state_options: SafeString
    called: list[Called]
    categories: list[Category]
    languages: Choices
    rule: ConfirmationRule

    def state(self, pk: int) -> tuple[str, str]:
        """Key and name of a State, as for categories."""
        return self.state_of.get(pk) or State.objects.values_list("key", "name").get(pk=pk)

    def category_name(self, pk: int) -> str:
        """The name of a category; one that was added within this minute is asked for."""
        found = next((category.name for category in self.categories if category.pk == pk), None)
        return found if found is not None else ContactCategory.objects.get(pk=pk).name


def vocabulary() -> Vocabulary:
    """That of this minute in the language of the page."""
    return _kept(languages.current(), minute_now())


@lru_cache(maxsize=len(languages.CODES))
def _kept(code: str, minute: int) -> Vocabulary:
    return _read(code)


forget = _kept.cache_clear


def _read(code: str) -> Vocabulary:
    name = Coalesce(languages.column("name", code), "name_en", output_field=CharField())
    states = State.objects.alphabetical().annotate(label=name).values_list("pk", "key", "label")
    tags = Contact.objects.valid().order_by().annotate(tag=Func(F("languages"), function="unnest"))
    named = [(tag, languages_in_words((tag,), code)) for tag in tags.values_list("tag", flat=True).distinct()]
    categories = [
        Category(category.pk, category.key, category.name, category.is_expected)
        for category in ContactCategory.objects.all()
    ]
    state_of = {pk: (key, label) for pk, key, label in states}
    known = list(state_of.values())
    return Vocabulary(
        states=known,
        state_of=state_of,
        state_options=written_options(known),
        called=State.objects.called(),
        categories=categories,
        languages=sorted(named, key=lambda pair: fold(pair[1])),
        rule=ConfirmationRule.objects.of(STATE_DIRECTORY),
    )
