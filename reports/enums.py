"""Choices of the room of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(models.TextChoices):
    TEXT = "text", pgettext_lazy("question", "Text")
    ONE = "one", _("One of several")
    SOME = "some", _("Any of several")


class ReportState(models.TextChoices):
    """The life of a national report."""

    DRAFTING = "drafting", pgettext_lazy("report", "Drafting")
    NATIONAL_REVIEW = "national_review", _("National review")
    CLEARED = "cleared", pgettext_lazy("report", "Cleared")
    SUBMITTED = "submitted", pgettext_lazy("report", "Submitted")
    PUBLISHED = "published", pgettext_lazy("report", "Published")
    SUPERSEDED = "superseded", pgettext_lazy("report", "Superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("report", "Withdrawn")

    @classmethod
    def internal(cls) -> list["ReportState"]:
        """States in which the report is the delegation's alone."""
        return [cls.DRAFTING, cls.NATIONAL_REVIEW, cls.CLEARED, cls.SUBMITTED]


class ProgressState(models.TextChoices):
    """The life of a progress report."""

    DRAFTING = "drafting", pgettext_lazy("report", "Drafting")
    CIRCULATED = "circulated", pgettext_lazy("report", "Circulated")
    ADOPTED = "adopted", pgettext_lazy("report", "Adopted")
    PUBLISHED = "published", pgettext_lazy("report", "Published")


class Block(models.TextChoices):
    """What stands in a paragraph: words, or a figure computed from the live records."""

    TEXT = "text", pgettext_lazy("paragraph", "Text")
    NEXT_STEP = "next_step", _("Recommended next step")
    INPUT_TALLY = "input_tally", _("Written inputs by group (computed)")
    MEETINGS = "meetings", _("Meetings held (computed)")
    REPORTS = "reports", _("National reports published (computed)")
    DOCUMENTS = "documents", _("Documents by kind (computed)")


class JobState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")
