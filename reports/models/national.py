"""Voluntary national reports: the State's own, published by its own publisher for whom it chooses."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.models import Party
from poa_portal.common.enums import Audience
from reports.enums import ReportState
from reports.models.survey import Question, SurveyEdition
from reports.querysets import AnswerQuerySet, NationalReportQuerySet


class NationalReport(models.Model):
    """One report of one State. What was published is never changed: a correction supersedes it."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="national_reports", verbose_name=_("State"))
    edition = models.ForeignKey(SurveyEdition, on_delete=models.PROTECT, related_name="reports")
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    language = models.CharField(_("language of the report"), max_length=10, choices=settings.LANGUAGES, default="en")
    audience = models.CharField(_("who may read it"), max_length=20, choices=Audience.choices, default=Audience.PRIVATE)
    state = models.CharField(_("state"), max_length=20, choices=ReportState.choices, default=ReportState.DRAFTING)
    released_at = models.DateTimeField(_("release time"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    in_care_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)

    objects = NationalReportQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="report_period_in_order"),
            models.CheckConstraint(
                condition=~Q(state__in=[ReportState.PUBLISHED, ReportState.SUPERSEDED]) | Q(published_at__isnull=False),
                name="report_published_with_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="report_withdrawn_with_a_time",
            ),
        ]
        verbose_name = _("national report")
        verbose_name_plural = _("national reports")

    def __str__(self) -> str:
        return f"{self.reference} {self.owner}"

    def get_absolute_url(self) -> str:
        return reverse("reports:national_detail", args=[self.reference])

    @property
    def carer(self) -> Any:
        """Who looks after it for the party: the starter, until a hand-over names another."""
        return self.in_care_of or self.started_by


class Answer(models.Model):
    """The answer to one question, edited by one colleague at a time: ``version`` shows when two met."""

    report = models.ForeignKey(NationalReport, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"), blank=True)
    choices = models.JSONField(_("chosen"), default=list, blank=True)  # keys of the question's choices
    # Empty: as the report. Otherwise the stricter of the two holds.
    audience = models.CharField(_("who may read this answer"), max_length=20, choices=Audience.choices, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["question__part__number", "question__position"]
        constraints = [models.UniqueConstraint(fields=["report", "question"], name="one_answer_a_report")]
        verbose_name = _("answer of a national report")
        verbose_name_plural = _("answers of a national report")

    def __str__(self) -> str:
        return f"{self.report_id}/{self.question_id}"
