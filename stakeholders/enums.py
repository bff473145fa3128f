"""Choices of the room of stakeholders."""

from django.db import models
from django.utils.translation import pgettext_lazy


class OrganisationState(models.TextChoices):
    """An organization registers itself and is at once able to send written inputs; a mistaken entry is closed."""

    REGISTERED = "registered", pgettext_lazy("organization", "Registered")
    CLOSED = "closed", pgettext_lazy("organization", "Closed")
