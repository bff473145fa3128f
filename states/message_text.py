"""The thread and its log as plain text, to be kept outside the portal."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from states.message_log import LogLine, ThreadLog
from states.message_rows import facts_of
from states.models import Message

RULE = "-" * 72


def log_as_text(message: Message, log: ThreadLog, reader: Any) -> str:
    """Everything that both States read, the oldest first; each moment in up to three zones."""
    zone, own_zone = message.contact.time_zone, reader.time_zone
    facts = [f"{label}: {value}" for label, value in facts_of(message)]
    parts = [
        f"{settings.PRODUCT_NAME}\n{_('Message %(reference)s') % {'reference': message.reference}}",
        "\n".join(facts),
    ]
    parts += [f"{label}\n{text}" for label, text in words_of(message) if text]
    parts += [RULE, _("Log of the thread")]
    parts += [_step(line, zone, own_zone) for line in log.lines()]
    return "\n\n".join(parts) + "\n"


def words_of(message: Message) -> list[tuple[str, str]]:
    """The texts of a message, each under its name."""
    return [
        (_("Subject"), message.subject),
        (_("What happened"), message.what_happened),
        (_("Systems or services affected"), message.affected),
        (_("What is asked"), message.what_is_asked),
    ]


def _step(line: LogLine, zone: str, own_zone: str) -> str:
    who = f" ({line.who})" if line.who else ""
    text = f"\n\n{line.text}" if line.text else ""
    return f"{line.moments(zone, own_zone)}\n{line.words}{who}{text}"
