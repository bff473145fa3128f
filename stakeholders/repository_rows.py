"""How contacts of the repository look: rows of lists, and the words for where an entry stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, Func, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from poa_portal.common import languages, times
from poa_portal.common.text import fold
from poa_portal.library.enums import TopicKind
from poa_portal.library.models import Topic
from stakeholders.actions.repository import runs_until
from stakeholders.models import Organisation, StakeholderContact
from states.enums import STAKEHOLDER_REPOSITORY
from states.models import ConfirmationRule, RegionalGroup


@dataclass(frozen=True)
class ContactRow:
    """One contact as a list shows it; the mailbox is not among it."""

    reference: str
    title: str
    url: str
    organisation: str
    organisation_url: str
    is_invented: bool
    offer: str
    offer_language: str
    offer_direction: str
    topics: list[str]
    regions: list[str]
    languages: list[str]
    confirmed: str
    takes_questions: bool


class Names:
    """All topics and regional groups by their number, in two queries for any number of rows."""

    @cached_property
    def topics(self) -> dict[int, Topic]:
        return {topic.pk: topic for topic in in_order(Topic.objects.all())}

    @cached_property
    def regions(self) -> dict[int, RegionalGroup]:
        return {group.pk: group for group in RegionalGroup.objects.all()}


def in_order(topics: Iterable[Topic]) -> list[Topic]:
    """Each pillar, then what stands under it; free themes at the end."""
    found = list(topics)
    pillars = [topic for topic in found if topic.kind == TopicKind.PILLAR]
    ordered = [one for pillar in pillars for one in (pillar, *(t for t in found if t.parent_id == pillar.pk))]
    placed = {topic.pk for topic in ordered}
    return [*ordered, *(topic for topic in found if topic.pk not in placed)]


def with_ids(contacts: QuerySet[StakeholderContact]) -> QuerySet[StakeholderContact]:
    """All that ``contact_rows`` needs beside the names, in the query of the contacts themselves."""
    topics = StakeholderContact.topics.through.objects.filter(stakeholdercontact=OuterRef("pk")).values("topic")
    regions = StakeholderContact.regions.through.objects.filter(stakeholdercontact=OuterRef("pk"))
    return contacts.select_related("owner").annotate(
        topic_ids=ArraySubquery(topics), region_ids=ArraySubquery(regions.values("regionalgroup"))
    )


def contact_rows(contacts: Iterable[Any], names: Names | None = None) -> list[ContactRow]:
    """Rows of contacts that come from ``with_ids``."""
    known = names or Names()
    return [_row(contact, known) for contact in contacts]


@dataclass(frozen=True)
class ContactLine:
    """One contact on the page of its organization, in few words."""

    title: str
    url: str
    languages: list[str]
    confirmed: str


def lines_of(organisation: Organisation) -> list[ContactLine]:
    """What the organization lists, for its own page; in one query."""
    listed = StakeholderContact.objects.listed().filter(owner=organisation.pk).order_by("title", "pk")
    return [
        ContactLine(one.title, one.get_absolute_url(), language_names(one.languages), _confirmed(one)) for one in listed
    ]


def language_names(tags: Iterable[str]) -> list[str]:
    return sorted((languages.name_in(tag) for tag in tags), key=fold)


def _row(contact: Any, names: Names) -> ContactRow:
    topics, regions = set(contact.topic_ids), set(contact.region_ids)
    return ContactRow(
        reference=contact.reference,
        title=contact.title,
        url=contact.get_absolute_url(),
        organisation=contact.owner.name,
        organisation_url=contact.owner.get_absolute_url(),
        is_invented=contact.owner.is_invented,
        offer=contact.offer,
        offer_language=contact.offer_language,
        offer_direction=languages.direction(contact.offer_language),
        topics=[str(topic) for key, topic in names.topics.items() if key in topics],
        regions=[group.name for key, group in names.regions.items() if key in regions] or [_("All regions")],
        languages=language_names(contact.languages),
        confirmed=_confirmed(contact),
        takes_questions=contact.takes_questions,
    )


def _confirmed(contact: StakeholderContact) -> str:
    return times.format_date(contact.last_confirmed_at.date())


@dataclass(frozen=True)
class Used:
    """What the contacts of a list have: the choices that lead somewhere."""

    topics: list[Topic]
    regions: list[RegionalGroup]
    languages: list[tuple[str, str]]


def used_by(contacts: QuerySet[StakeholderContact], names: Names) -> Used:
    """In one query. A pillar stands for what is under it; a contact without a region answers for all of them."""
    spoken = Func(F("languages"), Value(" "), function="array_to_string", output_field=CharField())
    found = contacts.order_by().aggregate(
        used_topics=ArrayAgg("topics", distinct=True, default=Value([])),
        used_regions=ArrayAgg("regions", distinct=True, default=Value([])),
        spoken=StringAgg(spoken, delimiter=" ", distinct=True, default=Value("")),
    )
    topics = {key for key in found["used_topics"] if key in names.topics}
    topics |= {parent for key in topics if (parent := names.topics[key].parent_id)}
    regions = set(found["used_regions"])
    tags = set(found["spoken"].split())
    return Used(
        [topic for key, topic in names.topics.items() if key in topics],
        [group for key, group in names.regions.items() if key in regions or None in regions],
        sorted(((tag, languages.name_in(tag)) for tag in tags), key=lambda pair: fold(pair[1])),
    )


@dataclass(frozen=True)
class Standing:
    """Where an entry stands, for those who keep or moderate it. ``is_due`` asks for a confirmation."""

    word: str
    text: str
    is_due: bool = False
    is_shown: bool = True


def standing_of_entry(contact: StakeholderContact, rule: ConfirmationRule, now: datetime | None = None) -> Standing:
    """In words; the first of these that holds: hidden, off the list, dropped, to confirm, listed."""
    day = {"day": times.format_date(runs_until(contact, rule).date())}
    if contact.hidden_at:
        word = pgettext("contact in the repository", "Hidden by a moderator")
        return Standing(word, contact.hidden_reason, is_shown=False)
    if not contact.is_listed:
        return Standing(pgettext("contact in the repository", "Off the list"), "", is_shown=False)
    if contact.last_confirmed_at < rule.expired_before(now):
        word = pgettext("contact in the repository", "Not shown any more")
        text = (
            _("It was not confirmed in time and is out of view since %(day)s. Confirm it, and it appears again.") % day
        )
        return Standing(word, text, is_due=True, is_shown=False)
    if contact.last_confirmed_at < rule.due_before(now):
        word = pgettext("contact in the repository", "To be confirmed")
        return Standing(word, _("Everybody sees it until %(day)s. Confirm that it is still right.") % day, is_due=True)
    return Standing(
        pgettext("contact in the repository", "Listed"), _("Everybody sees it. It runs until %(day)s.") % day
    )


def rule_of_repository() -> ConfirmationRule:
    rule: ConfirmationRule = ConfirmationRule.objects.of(STAKEHOLDER_REPOSITORY)
    return rule


def entries_to_confirm(organisation_id: int) -> list[StakeholderContact]:
    """Of one organization: listed entries that are due or have dropped from view already."""
    due = rule_of_repository().due_before()
    own = StakeholderContact.objects.filter(owner=organisation_id, is_listed=True, hidden_at=None)
    return list(own.filter(last_confirmed_at__lt=due).order_by("last_confirmed_at", "pk"))


def filtered_address(**chosen: str) -> str:
    """The repository with filters set, for links from other pages."""
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    return f"{reverse('stakeholders:contact_list')}?{query}"
