"""Choices of the room of stakeholders."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The line of a tally in which States count that answer a consultation; international organizations have it by category.
PUBLIC_TALLY_GROUP: Final = "public_international"


class OrganisationState(models.TextChoices):
    """An organization registers itself and is at once able to send written inputs; a mistaken or double entry is
    closed by the secretariat."""

    REGISTERED = "registered", pgettext_lazy("organization", "Registered")
    CLOSED = "closed", pgettext_lazy("organization", "Closed")


class NameKind(models.TextChoices):
    """Why an organization has another name beside its own and those in the six languages."""

    OTHER = "other", _("Name in another language")
    FORMER = "former", _("Former name")


class RoundState(models.TextChoices):
    """The life of a round of accreditation."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    OPEN = "open", pgettext_lazy("round of accreditation", "Announced")
    CLOSED = "closed", pgettext_lazy("round of accreditation", "Closed")


class RequestState(models.TextChoices):
    """The life of a request for accreditation."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state", "Submitted")
    INFORMATION_REQUESTED = "information_requested", pgettext_lazy("accreditation", "Information requested")
    ELIGIBLE = "eligible", pgettext_lazy("accreditation", "Found eligible")
    CIRCULATED = "circulated", pgettext_lazy("accreditation", "Circulated to all delegations")
    NO_OBJECTION = "no_objection", pgettext_lazy("accreditation", "No objection")
    OBJECTED = "objected", pgettext_lazy("accreditation", "Objection received")
    CONSULTATIONS = "consultations", pgettext_lazy("accreditation", "Consultations of the Chair")
    ACCREDITED = "accredited", pgettext_lazy("accreditation", "Accredited")
    NOT_ACCREDITED = "not_accredited", pgettext_lazy("accreditation", "Not accredited")
    LAPSED = "lapsed", pgettext_lazy("accreditation", "Lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("accreditation", "Withdrawn")

    @classmethod
    def public(cls) -> list["RequestState"]:
        """Everything that was submitted is public as steps and dates."""
        return [state for state in cls if state != cls.DRAFT]

    @classmethod
    def with_delegations(cls) -> list["RequestState"]:
        """What was circulated to delegations, whatever became of it."""
        return [
            cls.CIRCULATED, cls.NO_OBJECTION, cls.OBJECTED, cls.CONSULTATIONS,
            cls.ACCREDITED, cls.NOT_ACCREDITED, cls.LAPSED,
        ]  # fmt: skip


class ThreadState(models.TextChoices):
    """What became of a question at one contact of the repository."""

    WAITING = "waiting", pgettext_lazy("question to a contact", "Waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("question to a contact", "Answered")
    DECLINED = "declined", pgettext_lazy("question to a contact", "Declined")
    CLOSED = "closed", pgettext_lazy("question to a contact", "Closed")


class TextState(models.TextChoices):
    """The life of a common text."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    OPEN = "open", pgettext_lazy("common text", "Open for support")
    CLOSED = "closed", pgettext_lazy("common text", "Closed for support")


class EndorsementOrder(models.TextChoices):
    """The order in which supporters stand, chosen by the coordinators of the text."""

    NAME = "name", _("By name")
    DATE = "date", _("By date of support")
    POSITION = "position", _("As arranged by the coordinators")
