"""Choices of the room of stakeholders."""

from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy

# The line of a tally in which States count that answer a consultation; international organizations have it by category.
PUBLIC_TALLY_GROUP: Final = "public_international"


class OrganisationState(models.TextChoices):
    """An organization registers itself and is at once able to send written inputs; a mistaken entry is closed."""

    REGISTERED = "registered", pgettext_lazy("organization", "Registered")
    CLOSED = "closed", pgettext_lazy("organization", "Closed")
