"""The workflows of ping rounds and of messages between States."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.common.workflow import Transition, Workflow
from states import rules
from states.enums import MessageState, PingState

PING = Workflow.of(
    PingState.values,
    initial=PingState.PLANNED,
    final=[PingState.CLOSED, PingState.CANCELLED],
    rows=[
        Transition(
            "start",
            frozenset({PingState.PLANNED}),
            PingState.RUNNING,
            rules.can_run_round,
            _("Start now"),
            _("Mail with a link for one use goes to each point of contact at once."),
            by_clock=True,
        ),
        Transition(
            "close",
            frozenset({PingState.RUNNING}),
            PingState.CLOSED,
            rules.can_run_round,
            _("Close the round"),
            _("Answers that come later are kept as late. Each State sees its own result, others see totals."),
            by_clock=True,
        ),
        Transition(
            "cancel",
            frozenset({PingState.PLANNED}),
            PingState.CANCELLED,
            rules.can_run_round,
            pgettext_lazy("ping round", "Cancel the round"),
            _("No mail goes out. Delegations to whom the round was announced see that it was cancelled."),
            needs_reason=True,
        ),
    ],
)

MESSAGE = Workflow.of(
    MessageState.values,
    initial=MessageState.SENT,
    final=[MessageState.CLOSED],
    rows=[
        Transition(
            "acknowledge",
            frozenset({MessageState.SENT}),
            MessageState.ACKNOWLEDGED,
            rules.can_answer_message,
            _("Acknowledge receipt"),
            _("The sending State sees that your delegation received the message, and when."),
        ),
        Transition(
            "close",
            frozenset({MessageState.SENT, MessageState.ACKNOWLEDGED}),
            MessageState.CLOSED,
            rules.can_take_part,
            _("Close the thread"),
            _("Nothing more can be written. Both States keep the thread and its log."),
        ),
    ],
)
