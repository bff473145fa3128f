"""Editions of the survey that guides national reports. A new edition never alters answers to an old one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from poa_portal.library.models import Topic
from reports.enums import QuestionKind
from reports.querysets import PublicQuerySet


class SurveyEdition(models.Model):
    """One edition of the survey, in parts; reports are made from the edition that is in use."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    in_use_from = models.DateField(_("in use from"))
    in_use_until = models.DateField(_("in use until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["-in_use_from"]
        verbose_name = _("edition of the survey")
        verbose_name_plural = _("editions of the survey")

    def __str__(self) -> str:
        return self.title


class Part(models.Model):
    """A part of the survey, under a pillar."""

    edition = models.ForeignKey(SurveyEdition, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    pillar = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="survey_parts")

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="part_number_once")]
        verbose_name = _("part of the survey")
        verbose_name_plural = _("parts of the survey")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question; none is mandatory. Its topics are the norms and themes that an answer speaks to."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=60)
    text = models.CharField(_("question"), max_length=500)
    help = models.TextField(_("explanation"), blank=True)
    kind = models.CharField(max_length=10, choices=QuestionKind.choices, default=QuestionKind.TEXT)
    position = models.PositiveSmallIntegerField(default=0)
    topics = models.ManyToManyField(Topic, blank=True, related_name="survey_questions")

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["part__number", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["part", "key"], name="question_key_once_a_part")]
        verbose_name = _("question of the survey")
        verbose_name_plural = _("questions of the survey")

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """One of the answers that a question offers."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    key = models.SlugField(max_length=60)
    text = models.CharField(_("answer"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="choice_key_once_a_question")]
        verbose_name = _("answer offered")
        verbose_name_plural = _("answers offered")

    def __str__(self) -> str:
        return self.text
