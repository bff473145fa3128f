"""What lists of organizations offer to choose from and show by name: categories, lines of tallies, States, topics.

Kept until something changes on the portal, so that a list of thirty does not ask for two hundred names.
"""

from dataclasses import dataclass

from django.core.cache import cache

from poa_portal.common import languages
from poa_portal.common.middleware import GENERATION
from poa_portal.library.models import Topic
from stakeholders.models import Category, Organisation, TallyGroup
from states.models import State

LIFETIME_SECONDS = 60
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """In the language of the page. ``homes`` and ``topics`` are those that an organization has."""

    categories: Choices
    groups: Choices
    homes: Choices
    topics: Choices
    category_names: dict[int, str]
    state_names: dict[int, str]


def vocabulary() -> Vocabulary:
    key = f"organisation-vocabulary:{languages.current()}:{cache.get(GENERATION)}"
    kept: Vocabulary | None = cache.get(key)
    if kept is None:
        kept = _read()
        cache.set(key, kept, LIFETIME_SECONDS)
    return kept


def _read() -> Vocabulary:
    categories = list(Category.objects.values_list("pk", "key", "name"))
    states = list(State.objects.alphabetical().values_list("pk", "key", "name"))
    homes = set(Organisation.objects.registered().order_by().values_list("home_state", flat=True).distinct())
    topics = Topic.objects.filter(pk__in=Organisation.topics.through.objects.values("topic"))
    return Vocabulary(
        categories=[(key, name) for _pk, key, name in categories],
        groups=list(TallyGroup.objects.values_list("key", "name")),
        homes=[(key, name) for pk, key, name in states if pk in homes],
        topics=[(topic.key, str(topic)) for topic in topics],
        category_names={pk: name for pk, _key, name in categories},
        state_names={pk: name for pk, _key, name in states},
    )
