"""The workflows of organizations, rounds and requests of accreditation, questions and common texts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.common.workflow import Transition, Workflow
from stakeholders import rules
from stakeholders.enums import OrganisationState, RequestState, RoundState, TextState, ThreadState

ORGANISATION = Workflow.of(
    OrganisationState.values,
    initial=OrganisationState.REGISTERED,
    final=[],
    rows=[
        Transition(
            "close",
            frozenset({OrganisationState.REGISTERED}),
            OrganisationState.CLOSED,
            rules.can_close,
            _("Close the entry"),
            _("The entry leaves the list and search. What the organization contributed stays under its name."),
            needs_reason=True,
        ),
        Transition(
            "reopen",
            frozenset({OrganisationState.CLOSED}),
            OrganisationState.REGISTERED,
            rules.can_close,
            _("Open the entry again"),
            _("The entry appears again in the list and in search; a merger is undone."),
            needs_reason=True,
        ),
    ],
)

ROUND = Workflow.of(
    RoundState.values,
    initial=RoundState.DRAFT,
    final=[],
    rows=[
        Transition(
            "open",
            frozenset({RoundState.DRAFT}),
            RoundState.OPEN,
            rules.can_publish,
            _("Announce the round"),
            _("The round and its rule appear for everybody; requests can be sent between its two dates."),
        ),
        Transition(
            "close",
            frozenset({RoundState.OPEN}),
            RoundState.CLOSED,
            rules.can_publish,
            _("Close the round"),
            _("No more requests can be sent. Requests that were sent go on."),
            needs_reason=True,
        ),
        Transition(
            "reopen",
            frozenset({RoundState.CLOSED}),
            RoundState.OPEN,
            rules.can_publish,
            _("Open the round again"),
            needs_reason=True,
        ),
    ],
)


def _is_direct(user: Any, request: Any) -> bool:
    """A request that its category admits without circulation."""
    return rules.can_publish(user) and request.skips_circulation


def _is_circulated(user: Any, request: Any) -> bool:
    return rules.can_publish(user) and not request.skips_circulation


def _nothing_stands_against(user: Any, request: Any) -> bool:
    """Non-objection: as long as one objection stands, nobody accredits."""
    may = rules.can_publish(user) or rules.is_chairs_office(user)
    return may and not request.objections.standing().exists()


REQUEST = Workflow.of(
    RequestState.values,
    initial=RequestState.DRAFT,
    final=[RequestState.NOT_ACCREDITED, RequestState.LAPSED, RequestState.WITHDRAWN],
    rows=[
        Transition(
            "submit",
            frozenset({RequestState.DRAFT, RequestState.INFORMATION_REQUESTED}),
            RequestState.SUBMITTED,
            rules.can_own_request,
            _("Send the request"),
            _("The secretariat reads the request. Its steps and dates become public; you get a receipt."),
        ),
        Transition(
            "request_information",
            frozenset({RequestState.SUBMITTED}),
            RequestState.INFORMATION_REQUESTED,
            rules.can_prepare,
            _("Ask for information"),
            _("The organization gets a message with your words and can complete its request."),
            needs_reason=True,
        ),
        Transition(
            "find_eligible",
            frozenset({RequestState.SUBMITTED}),
            RequestState.ELIGIBLE,
            rules.can_prepare,
            _("Find eligible"),
            _("The public page shows the step and its date."),
        ),
        Transition(
            "find_ineligible",
            frozenset({RequestState.SUBMITTED}),
            RequestState.NOT_ACCREDITED,
            rules.can_publish,
            _("Find not eligible"),
            _("The organization gets a message with your reason. It keeps its written inputs and its support for texts."),
            needs_reason=True,
        ),
        Transition(
            "admit",
            frozenset({RequestState.ELIGIBLE}),
            RequestState.ACCREDITED,
            _is_direct,
            _("Accredit without circulation"),
            _("The rule of the round admits this category without circulation. The organization gets a message."),
        ),
        Transition(
            "circulate",
            frozenset({RequestState.ELIGIBLE}),
            RequestState.CIRCULATED,
            _is_circulated,
            _("Circulate to all delegations"),
            _("All delegations get a message; the silence period begins now and ends at the time shown."),
        ),
        Transition(
            "end_silence",
            frozenset({RequestState.CIRCULATED}),
            RequestState.NO_OBJECTION,
            lambda user, request: False,
            _("Silence ended without objection"),
            by_clock=True,
        ),
        Transition(
            "note_objection",
            frozenset({RequestState.CIRCULATED}),
            RequestState.OBJECTED,
            lambda user, request: False,
            _("Silence ended with an objection"),
            by_clock=True,
        ),
        Transition(
            "consult",
            frozenset({RequestState.OBJECTED}),
            RequestState.CONSULTATIONS,
            rules.is_chairs_office,
            _("Begin consultations"),
            _("The public page shows that the Chair consults; it names no State and no reason."),
        ),
        Transition(
            "accredit",
            frozenset({RequestState.NO_OBJECTION, RequestState.OBJECTED, RequestState.CONSULTATIONS}),
            RequestState.ACCREDITED,
            _nothing_stands_against,
            _("Accredit"),
            _("The public page shows the result; the organization gets a message."),
        ),
        Transition(
            "refuse",
            frozenset({RequestState.OBJECTED, RequestState.CONSULTATIONS}),
            RequestState.NOT_ACCREDITED,
            rules.is_chairs_office,
            _("Close without accreditation"),
            _("The public page shows the result, no State and no reason. Written inputs and support for texts stay."),
        ),
        Transition(
            "lapse",
            frozenset({RequestState.ACCREDITED}),
            RequestState.LAPSED,
            rules.can_publish,
            _("Let the accreditation lapse"),
            _("The public page shows the step and its date; the organization gets a message with your reason."),
            needs_reason=True,
            by_clock=True,
        ),
        Transition(
            "withdraw",
            frozenset({
                RequestState.DRAFT, RequestState.SUBMITTED, RequestState.INFORMATION_REQUESTED, RequestState.ELIGIBLE,
                RequestState.CIRCULATED, RequestState.NO_OBJECTION, RequestState.OBJECTED, RequestState.CONSULTATIONS,
                RequestState.ACCREDITED,
            }),
            RequestState.WITHDRAWN,
            rules.can_own_request,
            _("Withdraw the request"),
            _("The public page shows that the request was withdrawn. You can send a new one while the round is open."),
        ),
    ],
)  # fmt: skip

THREAD = Workflow.of(
    ThreadState.values,
    initial=ThreadState.WAITING,
    final=[ThreadState.CLOSED],
    rows=[
        Transition(
            "answer",
            frozenset({ThreadState.WAITING, ThreadState.ANSWERED, ThreadState.DECLINED}),
            ThreadState.ANSWERED,
            lambda user, thread: rules.can_represent(user, thread.owner_id),
            _("Answer"),
        ),
        Transition(
            "decline",
            frozenset({ThreadState.WAITING}),
            ThreadState.DECLINED,
            lambda user, thread: rules.can_represent(user, thread.owner_id),
            pgettext_lazy("question to a contact", "Decline"),
            _("Who asked sees that you do not answer this question. No reason is needed."),
        ),
        Transition(
            "close",
            frozenset({ThreadState.WAITING, ThreadState.ANSWERED, ThreadState.DECLINED}),
            ThreadState.CLOSED,
            lambda user, thread: any(party.pk == thread.enquiry.owner_id for party in rules.parties_that_ask(user)),
            _("Close the thread"),
            _("Nothing more can be written. Both sides keep the thread."),
        ),
    ],
)

TEXT = Workflow.of(
    TextState.values,
    initial=TextState.DRAFT,
    final=[],
    rows=[
        Transition(
            "open",
            frozenset({TextState.DRAFT}),
            TextState.OPEN,
            rules.can_coordinate_text,
            _("Open for support"),
            _("The text appears for everybody, and organizations can support its newest version."),
        ),
        Transition(
            "close",
            frozenset({TextState.OPEN}),
            TextState.CLOSED,
            rules.can_coordinate_text,
            _("Close for support"),
            _("The text and its supporters stay public; nobody can add support."),
        ),
        Transition(
            "reopen",
            frozenset({TextState.CLOSED}),
            TextState.OPEN,
            rules.can_coordinate_text,
            _("Open for support again"),
        ),
    ],
)
