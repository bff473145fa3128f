"""The workflows of meetings, calls and written inputs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings import rules
from meetings.enums import CallState, InputState, MeetingState
from poa_portal.common.workflow import Transition, Workflow

MEETING = Workflow.of(
    MeetingState.values,
    initial=MeetingState.DRAFT,
    final=[MeetingState.CANCELLED],
    rows=[
        Transition(
            "publish",
            frozenset({MeetingState.DRAFT}),
            MeetingState.PUBLISHED,
            rules.can_publish,
            _("Announce the meeting"),
            _("The meeting appears for everybody: in the calendar, in search, in the feeds and in the API."),
        ),
        Transition(
            "cancel",
            frozenset({MeetingState.PUBLISHED}),
            MeetingState.CANCELLED,
            rules.can_publish,
            _("Cancel the meeting"),
            _("The page stays, with a notice that the meeting was cancelled."),
            needs_reason=True,
        ),
    ],
)

CALL = Workflow.of(
    CallState.values,
    initial=CallState.DRAFT,
    final=[],
    rows=[
        Transition(
            "open",
            frozenset({CallState.DRAFT}),
            CallState.OPEN,
            rules.can_publish,
            _("Announce the call"),
            _("The call appears for everybody; inputs can be sent from its opening time to its deadline."),
        ),
        Transition(
            "close",
            frozenset({CallState.OPEN}),
            CallState.CLOSED,
            rules.can_publish,
            _("Close the call"),
            _("No more inputs can be sent. The page stays."),
            needs_reason=True,
        ),
        Transition(
            "reopen",
            frozenset({CallState.CLOSED}),
            CallState.OPEN,
            rules.can_publish,
            _("Open the call again"),
            needs_reason=True,
        ),
    ],
)

INPUT = Workflow.of(
    InputState.values,
    initial=InputState.DRAFT,
    final=[InputState.DECLINED, InputState.WITHDRAWN, InputState.CLOSED],
    rows=[
        Transition(
            "submit",
            frozenset({InputState.DRAFT, InputState.RETURNED}),
            InputState.SUBMITTED,
            rules.can_submit,
            _("Send the input"),
            _("The secretariat reads the input. You get a receipt, and a message when it is published."),
        ),
        Transition(
            "ask_parties",
            frozenset({InputState.DRAFT, InputState.RETURNED}),
            InputState.AWAITING_CONFIRMATION,
            rules.can_ask_parties,
            _("Ask the other parties to confirm"),
            _(
                "Each party named gets a message. The input goes to the secretariat when all have confirmed these words."
            ),
        ),
        Transition(
            "complete",
            frozenset({InputState.AWAITING_CONFIRMATION}),
            InputState.SUBMITTED,
            rules.can_complete,
            _("Send the joint input"),
            _("Every party has confirmed. The secretariat reads the input; its author gets a receipt."),
        ),
        Transition(
            "refuse_words",
            frozenset({InputState.AWAITING_CONFIRMATION}),
            InputState.DRAFT,
            rules.can_refuse,
            _("Decline to confirm"),
            _(
                "The input goes back to its author, who reads your reason and can change the words or take your name off."
            ),
        ),
        Transition(
            "take_back",
            frozenset({InputState.AWAITING_CONFIRMATION}),
            InputState.DRAFT,
            rules.can_author,
            _("Take back to drafting"),
            _("Confirmations given so far end, because the words may change. Every party is asked again."),
        ),
        Transition(
            "return",
            frozenset({InputState.SUBMITTED}),
            InputState.RETURNED,
            rules.can_prepare,
            _("Return for completion"),
            _("The author gets a message with your reason and can complete the input."),
            needs_reason=True,
        ),
        Transition(
            "publish",
            frozenset({InputState.SUBMITTED}),
            InputState.PUBLISHED,
            rules.can_publish,
            pgettext_lazy("written input", "Publish for everybody"),
            _("The input appears for everybody: on the page of the call, in search, in the feeds and in the API."),
        ),
        Transition(
            "decline",
            frozenset({InputState.SUBMITTED}),
            InputState.DECLINED,
            rules.can_publish,
            _("Decline"),
            _("The author gets a message with your reason. The input is not published."),
            needs_reason=True,
        ),
        Transition(
            "withdraw",
            frozenset(
                {
                    InputState.DRAFT,
                    InputState.AWAITING_CONFIRMATION,
                    InputState.SUBMITTED,
                    InputState.RETURNED,
                }
            ),
            InputState.WITHDRAWN,
            rules.can_author,
            _("Withdraw the input"),
            _("The input is not published. This cannot be undone; you can write a new one while the call is open."),
        ),
        Transition(
            "close",
            frozenset({InputState.PUBLISHED}),
            InputState.CLOSED,
            rules.may_close,
            _("Close as considered"),
            _("Every meeting that was to consider this input has recorded how it did."),
        ),
    ],
)
