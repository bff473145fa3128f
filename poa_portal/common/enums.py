"""Choices that every room shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(models.TextChoices):
    """Who may read a thing, from everybody to its owner alone; the order is that of strictness."""

    PUBLIC = "public", pgettext_lazy("audience", "Everybody")
    STAKEHOLDERS = "stakeholders", _("States and registered organizations")
    STATES = "states", _("All delegations")
    OWNER = "owner", _("The owner and the secretariat")
    PRIVATE = "private", _("The owner alone")

    @classmethod
    def strictest(cls, *audiences: str) -> str:
        """Of a report and its answer, the stricter wins."""
        order = list(cls.values)
        return max(audiences, key=order.index)


class PartyKind(models.TextChoices):
    """The three kinds of parties in which a person can hold a post."""

    SECRETARIAT = "secretariat", _("Secretariat")
    STATE = "state", pgettext_lazy("kind of party", "State")
    ORGANISATION = "organisation", _("Organization")


class Role(models.TextChoices):
    """The roles of posts; what each may do stands in the ``rules.py`` of each room."""

    OFFICER = "officer", _("Secretariat officer")
    PUBLISHER = "publisher", _("Secretariat publisher")
    ADMINISTRATOR = "administrator", _("Secretariat administrator")
    DIRECTORY_MANAGER = "directory_manager", _("Directory manager")
    CHAIRS_OFFICE = "chairs_office", _("Chair’s office")
    COORDINATOR = "coordinator", _("Delegation coordinator")
    DRAFTER = "drafter", _("Delegation drafter")
    DELEGATION_PUBLISHER = "delegation_publisher", _("Delegation publisher")
    REPRESENTATIVE = "representative", _("Representative")
    MODERATOR = "moderator", _("Moderator of the repository of contacts")

    @classmethod
    def of(cls, kind: str) -> list["Role"]:
        """The roles that a party of this kind gives."""
        return {
            PartyKind.SECRETARIAT: [
                cls.OFFICER,
                cls.PUBLISHER,
                cls.ADMINISTRATOR,
                cls.DIRECTORY_MANAGER,
                cls.CHAIRS_OFFICE,
            ],
            PartyKind.STATE: [cls.COORDINATOR, cls.DRAFTER, cls.DELEGATION_PUBLISHER],
            PartyKind.ORGANISATION: [cls.REPRESENTATIVE, cls.MODERATOR],
        }[PartyKind(kind)]
