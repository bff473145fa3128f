"""Surveys, national reports for everybody, and progress reports being drafted."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from poa_portal.common.enums import Audience
from poa_portal.library.enums import TopicKind
from reports import models as reports
from reports.enums import ReportState
from tests.factories.floor import TopicFactory, UserFactory
from tests.factories.meetings import BodyFactory
from tests.factories.parties import StateFactory


class SurveyEditionFactory(DjangoModelFactory):
    class Meta:
        model = reports.SurveyEdition
        django_get_or_create = ("key",)

    key = "survey-2026"
    title = "National survey of implementation, 2026"
    in_use_from = date(2026, 1, 1)


class PartFactory(DjangoModelFactory):
    class Meta:
        model = reports.Part

    edition = factory.SubFactory(SurveyEditionFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Part {n}")
    pillar = factory.SubFactory(TopicFactory, kind=TopicKind.PILLAR)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = reports.Question

    part = factory.SubFactory(PartFactory)
    key = factory.Sequence(lambda n: f"question-{n}")
    text = factory.Sequence(lambda n: f"Which measures, {n}?")
    position = factory.Sequence(lambda n: n)


class ChoiceFactory(DjangoModelFactory):
    class Meta:
        model = reports.Choice

    question = factory.SubFactory(QuestionFactory)
    key = factory.Sequence(lambda n: f"choice-{n}")
    text = factory.Sequence(lambda n: f"Choice {n}")


class NationalReportFactory(DjangoModelFactory):
    """A report published for everybody."""

    class Meta:
        model = reports.NationalReport

    reference = factory.Sequence(lambda n: f"NR-2026-{n:04d}")
    owner = factory.SubFactory(StateFactory)
    edition = factory.SubFactory(SurveyEditionFactory)
    period_from = date(2025, 1, 1)
    period_to = date(2025, 12, 31)
    audience = Audience.PUBLIC
    state = ReportState.PUBLISHED
    submitted_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=3))
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=3))
    started_by = factory.SubFactory(UserFactory)


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = reports.Answer

    report = factory.SubFactory(NationalReportFactory)
    question = factory.SubFactory(QuestionFactory)
    text = "A measure was taken."


class ProgressReportFactory(DjangoModelFactory):
    class Meta:
        model = reports.ProgressReport

    slug = factory.Sequence(lambda n: f"progress-report-{n}")
    body = factory.SubFactory(BodyFactory)
    title = "Annual progress report 2026"
    period_from = date(2026, 1, 1)
    period_to = date(2026, 12, 31)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = reports.Section

    report = factory.SubFactory(ProgressReportFactory)
    letter = factory.Sequence(lambda n: chr(65 + n % 26))
    title = "Existing and potential threats"
    position = factory.Sequence(lambda n: n)


class RevisionFactory(DjangoModelFactory):
    class Meta:
        model = reports.Revision

    report = factory.SubFactory(ProgressReportFactory)
    number = 0


class ParagraphFactory(DjangoModelFactory):
    class Meta:
        model = reports.Paragraph

    report = factory.SubFactory(ProgressReportFactory)
    anchor = factory.Sequence(lambda n: f"p{n:04x}")


class ParagraphTextFactory(DjangoModelFactory):
    class Meta:
        model = reports.ParagraphText

    revision = factory.SubFactory(RevisionFactory)
    paragraph = factory.SubFactory(ParagraphFactory, report=factory.SelfAttribute("..revision.report"))
    section = factory.SubFactory(SectionFactory, report=factory.SelfAttribute("..revision.report"))
    text = "States recalled the framework of responsible State behaviour."
    position = factory.Sequence(lambda n: n)
    number = factory.Sequence(lambda n: n + 1)


class RenderJobFactory(DjangoModelFactory):
    class Meta:
        model = reports.RenderJob

    revision = factory.SubFactory(RevisionFactory)
    language = "en"
