"""Choices of the room of States."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The rows of ``ConfirmationRule``: one for each register whose entries must be confirmed from time to time.
STATE_DIRECTORY: Final = "state-directory"
STAKEHOLDER_REPOSITORY: Final = "stakeholder-repository"


class StateStatus(models.TextChoices):
    MEMBER = "member", _("Member State")
    OBSERVER = "observer", _("Observer State")


class GroupRole(models.TextChoices):
    """How a State belongs to a regional group; some belong to none, some to two."""

    MEMBER = "member", pgettext_lazy("regional group", "Member")
    OBSERVER = "observer", pgettext_lazy("regional group", "Observer")
    ELECTORAL = "electoral", _("For elections only")


class Rank(models.TextChoices):
    """Which entry of a category is tried first."""

    PRIMARY = "primary", pgettext_lazy("point of contact", "Primary")
    ALTERNATE = "alternate", pgettext_lazy("point of contact", "Alternate")


class Reachability(models.TextChoices):
    """When a point of contact can be reached."""

    ALWAYS = "always", _("At any time")
    HOURS = "hours", _("At given hours")


class PingState(models.TextChoices):
    """The life of a ping round."""

    PLANNED = "planned", pgettext_lazy("ping round", "Planned")
    RUNNING = "running", pgettext_lazy("ping round", "Running")
    CLOSED = "closed", pgettext_lazy("ping round", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("ping round", "Cancelled")


class PingResult(models.TextChoices):
    """What became of the mail to one point of contact; a fact about a mailbox, never a judgement of a State."""

    WAITING = "waiting", pgettext_lazy("ping", "Waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("ping", "Answered")
    LATE = "late", pgettext_lazy("ping", "Answered after the end")
    BOUNCED = "bounced", pgettext_lazy("ping", "Could not be delivered")
    SILENT = "silent", pgettext_lazy("ping", "No answer")


class MessageKind(models.TextChoices):
    INFORMATION = "information", _("Information")
    REQUEST = "request", _("Request for assistance")


class Urgency(models.TextChoices):
    ROUTINE = "routine", pgettext_lazy("urgency", "Routine")
    URGENT = "urgent", pgettext_lazy("urgency", "Urgent")
    IMMEDIATE = "immediate", pgettext_lazy("urgency", "Immediate")


class Confidentiality(models.TextChoices):
    """How far the receiving State is asked to pass a message on."""

    CONTACT = "contact", _("For the points of contact of the receiving State alone")
    GOVERNMENT = "government", _("May be passed on within the government of the receiving State")
    OPEN = "open", _("May be passed on")


class MessageState(models.TextChoices):
    """The life of a message from one State to another."""

    SENT = "sent", pgettext_lazy("message", "Sent")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("message", "Acknowledged")
    CLOSED = "closed", pgettext_lazy("message", "Closed")
