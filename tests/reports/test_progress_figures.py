"""Figures count what everybody may read, in the report's period, and name no State."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from meetings.enums import InputState, MeetingState
from poa_portal.common.enums import Audience
from poa_portal.library.enums import PublicationState
from reports import figures
from reports.enums import Block, ReportState
from reports.models import ProgressReport
from tests import factories
from tests.reports.factories_progress import something_to_count

pytestmark = pytest.mark.django_db
INSIDE = datetime(2026, 5, 4, 12, tzinfo=UTC)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def report() -> ProgressReport:
    return factories.ProgressReportFactory()


def counted(report: ProgressReport, block: str, until: datetime = NOW) -> list[tuple[str, int]]:
    data = figures.collect(report, [block], until=until)[block]
    return [(bar.label, bar.value) for bar in figures.read(block, data).bars.rows]


def test_inputs_are_counted_by_group_with_shares(report: ProgressReport) -> None:
    something_to_count(report)
    data = figures.collect(report, [Block.INPUT_TALLY], until=NOW)[Block.INPUT_TALLY]
    figure = figures.read(Block.INPUT_TALLY, data)

    assert [(bar.label, bar.value, bar.figure) for bar in figure.bars.rows] == [
        ("Civil society and academia", 4, "36.4 %"),
        ("Private sector", 5, "45.5 %"),
        ("Technical community", 2, "18.2 %"),
    ]
    assert figure.bars.note == "Percentages may not add to 100 because of rounding."
    assert figure.facts == ["They came from 11 different States and organizations."]
    assert figure.as_of == "As of 1 November 2026."


def test_inputs_that_not_everybody_may_read_are_not_counted(report: ProgressReport) -> None:
    factories.WrittenInputFactory(published_at=INSIDE, audience=Audience.STATES)
    factories.WrittenInputFactory(published_at=None, state=InputState.SUBMITTED)
    factories.WrittenInputFactory(published_at=datetime(2025, 12, 31, 23, tzinfo=UTC))
    factories.WrittenInputFactory(published_at=INSIDE)

    assert counted(report, Block.INPUT_TALLY) == [("Civil society and academia", 1)]


def test_states_that_answered_a_call_are_one_line(report: ProgressReport) -> None:
    state = factories.StateFactory()
    factories.WrittenInputFactory(owner=state, published_at=INSIDE)
    factories.TallyGroupFactory()

    assert counted(report, Block.INPUT_TALLY) == [("Civil society and academia", 0), ("States", 1)]


def test_meetings_count_when_they_have_ended(report: ProgressReport) -> None:
    held = {"starts_on": date(2026, 3, 30), "ends_on": date(2026, 3, 31), "body": report.body}
    factories.MeetingFactory(**held)
    factories.MeetingFactory(**held, state=MeetingState.DRAFT)
    factories.MeetingFactory(**held, state=MeetingState.CANCELLED)
    factories.MeetingFactory(**{**held, "body": factories.BodyFactory(key="other-body")})
    factories.MeetingFactory(**{**held, "body": factories.BodyFactory(key="group", parent=report.body)})
    factories.MeetingFactory(starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 11), body=report.body)

    assert counted(report, Block.MEETINGS) == [("Substantive plenary", 2)]


def test_documents_are_counted_by_kind(report: ProgressReport) -> None:
    letter = factories.DocumentKindFactory(key="letter", name="Letter", position=1)
    factories.DocumentFactory.create_batch(2, date=date(2026, 4, 1))
    factories.DocumentFactory(date=date(2026, 4, 1), kind=letter)
    factories.DocumentFactory(date=date(2026, 4, 1), state=PublicationState.DRAFT)
    factories.DocumentFactory(date=date(2026, 4, 1), audience=Audience.STATES)
    factories.DocumentFactory(date=date(2024, 4, 1))

    assert counted(report, Block.DOCUMENTS) == [("Working paper", 2), ("Letter", 1)]


def test_few_restricted_reports_are_not_shown_by_number(report: ProgressReport, settings: Any) -> None:
    _reports(2, Audience.PUBLIC)
    _reports(settings.SMALL_CELL - 1, Audience.STATES)

    assert counted(report, Block.REPORTS) == [("Open to everybody", 2)]


def test_many_restricted_reports_are_counted(report: ProgressReport, settings: Any) -> None:
    _reports(2, Audience.PUBLIC)
    _reports(settings.SMALL_CELL - 1, Audience.STATES)
    _reports(1, Audience.STAKEHOLDERS)
    _reports(9, Audience.OWNER)

    assert counted(report, Block.REPORTS) == [
        ("Open to everybody", 2),
        ("Open to a restricted audience", settings.SMALL_CELL),
    ]


def test_names_of_lines_follow_the_language_and_fall_back(report: ProgressReport) -> None:
    group = factories.TallyGroupFactory(key="private", name="Private sector", name_ar="القطاع الخاص")
    factories.WrittenInputFactory(
        owner=factories.OrganisationFactory(category=factories.CategoryFactory(key="p", tally_group=group)),
        published_at=INSIDE,
    )
    data = figures.collect(report, [Block.INPUT_TALLY], until=NOW)[Block.INPUT_TALLY]

    labels = {}
    for code in ("ar", "fr"):
        with translation.override(code):
            labels[code] = [bar.label for bar in figures.read(Block.INPUT_TALLY, data).bars.rows]
    assert labels == {"ar": ["القطاع الخاص"], "fr": ["Private sector"]}


def _reports(count: int, audience: str) -> None:
    factories.NationalReportFactory.create_batch(
        count, audience=audience, state=ReportState.PUBLISHED, published_at=INSIDE, submitted_at=INSIDE
    )
