"""The log of a thread for its two States: every step with its moment; names of people for their own side only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from post_office.models import STATUS, Email

from poa_portal.accounts.models import Post
from poa_portal.audit.models import AuditEvent
from poa_portal.common import languages, times
from states.message_sides import side_of
from states.models import Message, MessageEntry, MessageReading


@dataclass(frozen=True)
class LogLine:
    """One step. ``who`` is a person of the reader's own side, empty otherwise; ``text`` is what was written in it."""

    at: datetime
    words: str
    who: str = ""
    text: str = ""
    order: int = 0

    def moments(self, zone: str, own_zone: str = "") -> str:
        """The moment in the zone of the point of contact, in the reader's own and in UTC, as one line of text."""
        shown = [f"{times.format_moment(self.at, zone)} ({times.city_of(zone)})"]
        if own_zone and own_zone not in {zone, "UTC"}:
            shown.append(f"{times.format_moment(self.at, own_zone)} ({times.city_of(own_zone)})")
        if zone != "UTC":
            shown.append(f"{times.format_moment(self.at)} UTC")
        return languages.listed(shown)


class ThreadLog:
    """The log of one message for one reader, from six queries at most, however long the thread is."""

    def __init__(self, message: Message, reader: Any) -> None:
        self.message = message
        self.side = side_of(reader, message)
        self.states = {message.owner_id: message.owner, message.recipient_id: message.recipient}
        self.entries: list[MessageEntry] = list(message.entries.select_related("written_by"))
        self.readings: list[MessageReading] = list(message.readings.select_related("read_by"))
        self.events: list[AuditEvent] = list(AuditEvent.objects.about(message).select_related("actor").order_by("pk"))
        self.mails = self._mails()

    def lines(self) -> list[LogLine]:
        """All steps, the oldest first."""
        found = [*self._of_message(), *self._of_entries(), *self._of_readings(), *self._of_events()]
        return sorted(found, key=lambda line: (line.at, line.order))

    def words(self) -> list[dict[str, Any]]:
        """The entries as the thread shows them."""
        return [
            {
                "pk": entry.pk,
                "state": self.states[entry.party_id],
                "at": entry.written_at,
                "text": entry.text,
                "who": self._name(entry.party_id, entry.written_by),
            }
            for entry in self.entries
        ]

    def first_read_by(self, party: int) -> datetime | None:
        """When somebody of this State first opened the thread."""
        return next((reading.read_at for reading in self.readings if reading.party_id == party), None)

    def _of_message(self) -> Iterator[LogLine]:
        words = _("Sent by the delegation of %(state)s") % {"state": self.message.owner}
        yield LogLine(self.message.sent_at, words, self._name(self.message.owner_id, self.message.sent_by))

    def _of_entries(self) -> Iterator[LogLine]:
        for entry in self.entries:
            words = _("Written by the delegation of %(state)s") % {"state": self.states[entry.party_id]}
            yield LogLine(entry.written_at, words, self._name(entry.party_id, entry.written_by), entry.text)

    def _of_readings(self) -> Iterator[LogLine]:
        for reading in self.readings:
            words = _("Read by the delegation of %(state)s") % {"state": self.states[reading.party_id]}
            yield LogLine(reading.read_at, words, self._name(reading.party_id, reading.read_by), order=2)

    def _of_events(self) -> Iterator[LogLine]:
        sides = self._sides_of_actors()
        for event in self.events:
            party = event.detail.get("party") or sides.get(event.actor_id or 0, 0)
            state, who = self.states.get(party), self._name(party, event.actor)
            if event.verb == "acknowledge":
                words = _("Receipt acknowledged by the delegation of %(state)s") % {"state": self.message.recipient}
                yield LogLine(event.at, words, who, order=1)
            elif event.verb == "close":
                words = _("Thread closed by the delegation of %(state)s") % {"state": state} if state else _("Closed")
                yield LogLine(event.at, words, who, order=1)
            elif event.verb == "download_log":
                words = _("Log downloaded by the delegation of %(state)s") % {"state": state}
                yield LogLine(event.at, words, who, order=3)
            elif event.verb == "notify":
                yield from self._of_mails(event)

    def _of_mails(self, event: AuditEvent) -> Iterator[LogLine]:
        """How many people work for the other State is its own matter: no numbers."""
        state = {"state": self.states.get(event.detail.get("to"), "")}
        words = _("Mail written to the delegation of %(state)s; it says only that something waits")
        yield LogLine(event.at, words % state, order=1)
        sent = [self.mails[number] for number in event.detail.get("mails", ()) if number in self.mails]
        if sent:
            words = _("The mail to the delegation of %(state)s was taken by the mail server")
            yield LogLine(max(sent), words % state, order=1)

    def _name(self, party: int | None, person: Any) -> str:
        return str(person) if person and party == self.side else ""

    def _mails(self) -> dict[int, datetime]:
        """When each mail left, as long as its row is kept."""
        numbers = [number for event in self.events for number in event.detail.get("mails") or []]
        sent = Email.objects.filter(pk__in=numbers, status=STATUS.sent)
        return dict(sent.values_list("pk", "last_updated"))

    def _sides_of_actors(self) -> dict[int, int]:
        """For which of the two States those acted whose events do not say it: where they hold or held a post."""
        actors = {event.actor_id for event in self.events if event.actor_id and "party" not in event.detail}
        posts = Post.objects.filter(user__in=actors, party__in=self.states).order_by("pk")
        return dict(posts.values_list("user", "party"))
