"""Questions and their threads as lists show them, and whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from poa_portal.common import languages, times
from stakeholders.enums import ThreadState
from stakeholders.models import Enquiry, EnquiryEntry, EnquiryThread


@dataclass(frozen=True)
class ThreadRow:
    """One thread. ``is_waiting``: the organization's turn."""

    subject: str
    url: str
    language: str
    direction: str
    asker: str
    contact: str
    organisation: str
    day: str
    state_word: str
    is_waiting: bool


@dataclass(frozen=True)
class EnquiryRow:
    """One question with what became of it at its contacts, in words."""

    reference: str
    subject: str
    url: str
    language: str
    direction: str
    day: str
    asked_by: str
    outcome: str


def with_turn(threads: QuerySet[EnquiryThread]) -> QuerySet[EnquiryThread]:
    """With the party of the last word, as ``last_party``."""
    last = EnquiryEntry.objects.filter(thread=OuterRef("pk")).order_by("-written_at", "-pk")
    return threads.with_rows().annotate(last_party=Subquery(last.values("party")[:1]))  # type: ignore[attr-defined]


def waiting_for_organisation(threads: QuerySet[EnquiryThread]) -> QuerySet[EnquiryThread]:
    """Threads without an answer, and those in which who asked wrote last."""
    answered = Q(state=ThreadState.ANSWERED, last_party=F("enquiry__owner"))
    return with_turn(threads).filter(Q(state=ThreadState.WAITING) | answered)


def thread_rows(threads: Iterable[Any]) -> list[ThreadRow]:
    """Rows of threads that come from ``with_turn``."""
    return [
        ThreadRow(
            subject=thread.enquiry.subject,
            url=thread.get_absolute_url(),
            language=thread.enquiry.language,
            direction=languages.direction(thread.enquiry.language),
            asker=thread.enquiry.owner.name,
            contact=thread.contact.title,
            organisation=thread.owner.name,
            day=times.format_date(thread.enquiry.asked_at.date()),
            state_word=thread.get_state_display(),
            is_waiting=is_waiting(thread),
        )
        for thread in threads
    ]


def is_waiting(thread: Any) -> bool:
    """Whether the organization is to write next."""
    wrote_last = thread.last_party == thread.enquiry.owner_id
    return thread.state == ThreadState.WAITING or (thread.state == ThreadState.ANSWERED and wrote_last)


def with_outcomes(enquiries: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    """The newest first, with the number of threads in each state as ``in_waiting`` and so on."""
    counts = {f"in_{state.value}": Count("threads", filter=Q(threads__state=state)) for state in ThreadState}
    return enquiries.select_related("owner", "asked_by").annotate(**counts).order_by("-asked_at", "-pk")


def enquiry_rows(enquiries: Iterable[Any]) -> list[EnquiryRow]:
    """Rows of questions that come from ``with_outcomes``."""
    return [
        EnquiryRow(
            reference=enquiry.reference,
            subject=enquiry.subject,
            url=enquiry.get_absolute_url(),
            language=enquiry.language,
            direction=languages.direction(enquiry.language),
            day=times.format_date(enquiry.asked_at.date()),
            asked_by=str(enquiry.asked_by),
            outcome=_outcome(enquiry),
        )
        for enquiry in enquiries
    ]


def _outcome(enquiry: Any) -> str:
    """``Waiting for an answer: 2 · Answered: 1``; states without a thread are left out."""
    counts = [(state.label, getattr(enquiry, f"in_{state.value}")) for state in ThreadState]
    return " · ".join(
        _("%(state)s: %(number)d") % {"state": label, "number": found} for label, found in counts if found
    )
