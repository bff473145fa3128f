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
    AWAITING_CONFIRMATION = "awaiting_confirmation", pgettext_lazy("state", "Awaiting confirmation by every party")
    SUBMITTED = "submitted", pgettext_lazy("state", "Submitted")
    RETURNED = "returned", pgettext_lazy("state", "Returned for completion")
    PUBLISHED = "published", pgettext_lazy("state", "Published")
    DECLINED = "declined", pgettext_lazy("state", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "Withdrawn")
    CLOSED = "closed", _("Considered and closed")

    @classmethod
    def public(cls) -> list["InputState"]:
        return [cls.PUBLISHED, cls.CLOSED]

    @classmethod
    def with_named_parties(cls) -> list["InputState"]:
        """What the other parties of a joint input read: what they are asked to confirm, and what became of it."""
        return [cls.AWAITING_CONFIRMATION, cls.SUBMITTED, cls.PUBLISHED, cls.DECLINED, cls.CLOSED]


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


class CallKind(models.TextChoices):
    """What a call asks for."""

    INPUTS = "inputs", _("Written inputs")
    EXERCISE = "exercise", _("Participation in an exercise")


class Capacity(models.TextChoices):
    """In which capacity a party stands on a joint input."""

    AUTHOR = "author", pgettext_lazy("joint input", "Author")
    SPONSOR = "sponsor", pgettext_lazy("joint input", "Sponsor")
    SUPPORT = "support", pgettext_lazy("joint input", "With the support of")

    @classmethod
    def counted(cls) -> list["Capacity"]:
        """Those who speak in a consultation; who supports a paper has not answered for itself."""
        return [cls.AUTHOR, cls.SPONSOR]
