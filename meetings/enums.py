"""Choices of the room of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Modality(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    HYBRID = "hybrid", pgettext_lazy("modality", "Hybrid")
    ONLINE = "online", pgettext_lazy("modality", "Online")


class MeetingState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "Draft")
    PUBLISHED = "published", pgettext_lazy("state", "Published")
    CANCELLED = "cancelled", pgettext_lazy("state", "Cancelled")


class CallState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "Draft")
    OPEN = "open", pgettext_lazy("call", "Announced")
    CLOSED = "closed", pgettext_lazy("call", "Closed")


class InputState(models.TextChoices):
    """The life of a written input."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state", "Submitted")
    RETURNED = "returned", pgettext_lazy("state", "Returned for completion")
    PUBLISHED = "published", pgettext_lazy("state", "Published")
    DECLINED = "declined", pgettext_lazy("state", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "Withdrawn")
    CLOSED = "closed", _("Considered and closed")

    @classmethod
    def public(cls) -> list["InputState"]:
        return [cls.PUBLISHED, cls.CLOSED]


class Outcome(models.TextChoices):
    """How a forum dealt with a written input."""

    REFLECTED = "reflected", pgettext_lazy("consideration", "Reflected")
    NOTED = "noted", pgettext_lazy("consideration", "Noted")
    OUT_OF_SCOPE = "out_of_scope", pgettext_lazy("consideration", "Out of scope")
    HELD = "held", pgettext_lazy("consideration", "Held for the next meeting")


class Respondents(models.TextChoices):
    """Who may answer a call."""

    ORGANISATIONS = "organisations", _("Organizations registered on the portal; accreditation is not needed")
    STATES = "states", _("States")
    EVERYBODY = "everybody", _("States and organizations registered on the portal; accreditation is not needed")
