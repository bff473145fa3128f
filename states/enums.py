"""Choices of the room of States."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StateStatus(models.TextChoices):
    MEMBER = "member", _("Member State")
    OBSERVER = "observer", _("Observer State")


class GroupRole(models.TextChoices):
    """How a State belongs to a regional group; some belong to none, some to two."""

    MEMBER = "member", pgettext_lazy("regional group", "Member")
    OBSERVER = "observer", pgettext_lazy("regional group", "Observer")
    ELECTORAL = "electoral", _("For elections only")
