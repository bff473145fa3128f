"""The mechanism's progress report: paragraphs that keep their identity while their numbers change."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models import Body
from poa_portal.library.models import Document, Topic
from reports.enums import Block, JobState, ProgressState
from reports.querysets import (
    OfProgressReportQuerySet,
    ParagraphTextQuerySet,
    ProgressReportQuerySet,
    RenderJobQuerySet,
    RevisionQuerySet,
)


class ProgressReport(models.Model):
    """One edition of the progress report, for a body and a period."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="progress_reports", verbose_name=_("body"))
    title = models.CharField(_("title"), max_length=300)
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    state = models.CharField(_("state"), max_length=20, choices=ProgressState.choices, default=ProgressState.DRAFTING)
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="progress_report"
    )

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["-period_to", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[ProgressState.ADOPTED, ProgressState.PUBLISHED]) | Q(adopted_at__isnull=False),
                name="progress_report_adopted_with_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProgressState.PUBLISHED) | Q(document__isnull=False),
                name="progress_report_published_as_a_document",
            ),
        ]
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:progress_detail", args=[self.slug])


class Section(models.Model):
    """A lettered section under a pillar: ``B. Existing and potential threats``; some, as the overview, have none."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="sections")
    letter = models.CharField(_("letter"), max_length=3)
    title = models.CharField(_("title"), max_length=200)
    pillar = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="report_sections")
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "letter"], name="section_letter_once")]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return f"{self.letter}. {self.title}"


class Revision(models.Model):
    """A state of the text: zero draft, Rev.1, … It may be edited until it is circulated."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"), default=0)
    circulated_at = models.DateTimeField(_("circulated"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # grows with every change of the text
    # The computed figures by language, as they stood when the revision was circulated; computed anew until then.
    figures = models.JSONField(null=True, blank=True, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="revision_number_once")]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"Rev.{self.number}" if self.number else str(_("Zero draft"))


class Paragraph(models.Model):
    """A paragraph as it lives through all revisions; ``anchor`` is its stable address for citation."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="paragraphs")
    anchor = models.SlugField(max_length=20)

    objects = OfProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "anchor"], name="anchor_once_a_report")]
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")

    def __str__(self) -> str:
        return self.anchor


class ParagraphText(models.Model):
    """The words of a paragraph in one revision, in six languages; the shown number belongs to the revision."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="texts")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="texts")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="texts")
    block = models.CharField(_("content"), max_length=20, choices=Block.choices, default=Block.TEXT)
    text = models.TextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField(_("number"), default=0)  # runs on through the whole report
    version = models.PositiveIntegerField(default=0)  # an edit names the version it began from

    objects = ParagraphTextQuerySet.as_manager()

    class Meta:
        ordering = ["section__position", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["revision", "paragraph"], name="paragraph_once_a_revision")]
        verbose_name = _("text of a paragraph")
        verbose_name_plural = _("texts of paragraphs")

    def __str__(self) -> str:
        return f"{self.revision_id} {self.number}"


class RenderJob(models.Model):
    """The making of one PDF: one revision in one language; a row before it is a task."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="jobs")
    language = models.CharField(_("language"), max_length=10)
    asked_in = models.CharField(max_length=10, default="en")  # the language of the page, so that a refusal speaks it
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(_("reason"), max_length=500, blank=True)  # why it failed, in words for the secretariat
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(_("queued"), auto_now_add=True)
    beat_at = models.DateTimeField(null=True, blank=True)  # the worker's last sign of life
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)  # of the HTML, so that nothing is rendered twice
    upload = models.FileField(upload_to="rendered", blank=True, max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)

    objects = RenderJobQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "language"],
                condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
                name="one_open_job_a_language",
            ),
            models.CheckConstraint(condition=~Q(state=JobState.FAILED) | ~Q(reason=""), name="a_failed_job_says_why"),
            models.CheckConstraint(condition=~Q(state=JobState.DONE) | ~Q(upload=""), name="a_done_job_has_a_file"),
        ]
        verbose_name = _("rendering job")
        verbose_name_plural = _("rendering jobs")

    def __str__(self) -> str:
        return f"{self.revision_id} {self.language} {self.get_state_display()}"
