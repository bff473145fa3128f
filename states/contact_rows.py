"""Points of contact as pages show them: every word is made once, here, so that long lists stay quick."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape  # Django's is for lazy texts as well and costs a list of twenty a third of its rows
from itertools import groupby
from typing import Any, Protocol

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from poa_portal.common import languages, times
from states.contact_hours import in_words, in_words_elsewhere, is_reachable
from states.enums import STATE_DIRECTORY, Rank
from states.models import ConfirmationRule, Contact

_NOT_DIALLED = re.compile(r"[^\d+]")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One entry in words; what is empty is not shown. ``standing`` tells its own State that it begins later or ends.

    ``lines`` are those of a list: markup, escaped. They are written here and not in a template, because a list of
    twenty would spend most of its time in templates.
    """

    reference: str
    url: str
    category: str
    office: str
    fingerprint: str
    key_note: str
    dialled: str
    languages: str
    hours: str
    hours_here: str
    confirmed: str
    standing: str
    is_reachable: bool
    is_unconfirmed: bool
    is_due: bool
    has_ended: bool
    lines: SafeString


@dataclass(frozen=True, slots=True)
class StateGroup:
    """The entries of one State on this page of the list."""

    key: str
    name: str
    rows: list[ContactRow]


class Names(Protocol):
    """Names that a list knows already."""

    def state(self, pk: int) -> tuple[str, str]:
        """Key and name of a State."""

    def category_name(self, pk: int) -> str: ...


class Reading:
    """What the rows of one page share: the moment, the reader's zone and language, and the rule of confirmation."""

    def __init__(self, user: Any, rule: ConfirmationRule | None = None) -> None:
        self.now = timezone.now()
        self.today = self.now.date()
        self.zone = getattr(user, "time_zone", "") or "UTC"
        self.code = languages.current()
        self.rule = rule or ConfirmationRule.objects.of(STATE_DIRECTORY)
        self._expired, self._due = self.rule.expired_before(self.now), self.rule.due_before(self.now)
        self._words = {
            "alternate": pgettext("point of contact", "Alternate"),
            "unconfirmed": pgettext("point of contact", "Unconfirmed"),
            "key": pgettext("of encrypted mail", "Key"),
            "confirmed": _("Last confirmed"),
            "reachable": _("Reachable now"),
        }

    def is_unconfirmed(self, confirmed: datetime) -> bool:
        """Whether what was last ``confirmed`` then counts as unconfirmed."""
        return confirmed < self._expired

    def is_due(self, confirmed: datetime) -> bool:
        return confirmed < self._due

    def row(self, contact: Contact, category: str = "") -> ContactRow:
        """The entry in words; ``category`` is its name where the caller has it already."""
        category = category or contact.category.name
        valid, unconfirmed = is_valid(contact, self.today), self.is_unconfirmed(contact.last_confirmed_at)
        hours, here = in_words(contact), in_words_elsewhere(contact, self.zone, self.today)
        spoken = languages_in_words(tuple(contact.languages), self.code)
        fingerprint, key_note = in_fours(contact.key_fingerprint), self._key_note(contact)
        confirmed = day_in_words(contact.last_confirmed_at.date(), self.code)
        dialled, standing = _NOT_DIALLED.sub("", contact.telephone), self._standing(contact)
        marks = (
            contact.rank == Rank.ALTERNATE and self._words["alternate"],
            unconfirmed and self._words["unconfirmed"],
            standing,
        )
        url = f"/{self.code}/work/contacts/{contact.reference}/"
        reachable = valid and is_reachable(contact, self.now)
        tags = "".join(f' <span class="tag">{escape(mark)}</span>' for mark in marks if mark)
        lines = (
            f'<p class="row-title"><a href="{url}">{_bdi(contact.office)}</a>{tags}</p>',
            f'<p class="meta">{_line(category, _bdi(contact.role_title), _bdi(contact.person))}</p>',
            f'<p class="cluster">{_channels(contact, dialled)}</p>',
            f'<p class="open-now">{escape(self._words["reachable"])}</p>' if reachable else "",
            f'<p class="meta">{_line(hours, here, spoken)}</p>',
            f'<p class="meta">{_line(self._key(fingerprint, key_note), self._words["confirmed"] + " " + confirmed)}</p>',
        )
        return ContactRow(
            reference=contact.reference,
            url=url,
            category=category,
            office=contact.office,
            fingerprint=fingerprint,
            key_note=key_note,
            dialled=dialled,
            languages=spoken,
            hours=hours,
            hours_here=here,
            confirmed=confirmed,
            standing=standing,
            is_reachable=reachable,
            is_unconfirmed=unconfirmed,
            is_due=valid and self.is_due(contact.last_confirmed_at),
            has_ended=contact.valid_to is not None and contact.valid_to <= self.today,
            lines=SafeString("".join(lines)),
        )

    def _key(self, fingerprint: str, note: str) -> SafeString | str:
        if not fingerprint:
            return ""
        ending = f" ({escape(note)})" if note else ""
        return SafeString(f"{escape(self._words['key'])} <code><bdi>{escape(fingerprint)}</bdi></code>{ending}")

    def _key_note(self, contact: Contact) -> str:
        if not contact.key_fingerprint or contact.key_expires_on is None:
            return ""
        values = {"day": day_in_words(contact.key_expires_on, self.code)}
        if contact.key_expires_on <= self.today:
            return _("expired on %(day)s") % values
        return _("expires on %(day)s") % values

    def _standing(self, contact: Contact) -> str:
        if contact.valid_to is not None:
            values = {"day": day_in_words(contact.valid_to, self.code)}
            return (_("Ended on %(day)s") if contact.valid_to <= self.today else _("Ends on %(day)s")) % values
        if contact.valid_from > self.today:
            return _("Begins on %(day)s") % {"day": day_in_words(contact.valid_from, self.code)}
        return ""


def by_state(contacts: Iterable[Contact], reading: Reading, names: Names) -> list[StateGroup]:
    """Contacts that are in the order of the list already, under their States."""
    return [
        StateGroup(
            *names.state(owner), [reading.row(contact, names.category_name(contact.category_id)) for contact in found]
        )
        for owner, found in groupby(contacts, key=lambda contact: contact.owner_id)
    ]


def _bdi(text: str) -> SafeString | str:
    return SafeString(f"<bdi>{escape(text)}</bdi>") if text else ""


def _line(*parts: SafeString | str) -> SafeString:
    """What is not empty, in one line."""
    return SafeString(" · ".join(part if isinstance(part, SafeString) else escape(part) for part in parts if part))


def _channels(contact: Contact, dialled: str) -> SafeString:
    links = []
    if contact.mailbox:
        mailbox = escape(contact.mailbox)
        links.append(f'<a href="mailto:{mailbox}"><bdi>{mailbox}</bdi></a>')
    if contact.telephone:
        links.append(f'<a href="tel:{escape(dialled)}"><bdi>{escape(contact.telephone)}</bdi></a>')
    if contact.other_channel:
        links.append(f"<bdi>{escape(contact.other_channel)}</bdi>")
    return SafeString(" ".join(links))


def is_valid(contact: Contact, today: date) -> bool:
    """Whether the entry stands on this day; ``valid_to`` is the first day without it."""
    return contact.valid_from <= today and (contact.valid_to is None or today < contact.valid_to)


def in_fours(fingerprint: str) -> str:
    """A fingerprint as people compare it: ``0A1B 2C3D …``."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, len(fingerprint), 4))


@lru_cache(maxsize=4096)
def day_in_words(day: date, language: str) -> str:
    """A day in the reader's language; the same few days stand on every page."""
    return times.format_date(day)


@lru_cache(maxsize=2048)
def languages_in_words(tags: tuple[str, ...], reader_language: str) -> str:
    return languages.listed((languages.name_in(tag, reader_language) for tag in tags), reader_language)
