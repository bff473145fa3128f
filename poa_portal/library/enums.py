"""Choices of the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TopicKind(models.TextChoices):
    PILLAR = "pillar", _("Pillar")
    NORM = "norm", _("Norm")
    THEME = "theme", _("Theme")


class PublicationState(models.TextChoices):
    """The life of what the secretariat publishes: nothing disappears, a withdrawal leaves its notice."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    PUBLISHED = "published", pgettext_lazy("state", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "Withdrawn")


class TranslationStatus(models.TextChoices):
    OFFICIAL = "official", pgettext_lazy("translation", "Official")
    COURTESY = "courtesy", pgettext_lazy("translation", "Courtesy translation")
    VOLUNTEER = "volunteer", pgettext_lazy("translation", "Volunteer translation")
    MACHINE = "machine", pgettext_lazy("translation", "Machine translation")
