"""Drafting: numbers run on, anchors stay, and two who meet both see what the other wrote."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.enums import TopicKind
from reports import documents
from reports.actions import progress as actions
from reports.enums import Block, ProgressState
from reports.models import ParagraphText, ProgressReport
from tests import factories
from tests.reports.factories_progress import TITLES, make_report, something_to_count

pytestmark = pytest.mark.django_db


def begin(officer: Any) -> ProgressReport:
    for position, title in enumerate(["Threats", "Norms"], 1):
        factories.TopicFactory(kind=TopicKind.PILLAR, title=title, title_ar=f"{title} ar", position=position)
    return actions.create_report(
        by=officer,
        slug="progress-2026",
        body=factories.BodyFactory(),
        titles=TITLES,
        period_from=date(2026, 1, 1),
        period_to=date(2026, 12, 31),
    )


def add(report: ProgressReport, officer: Any, letter: str, words: str, block: str = Block.TEXT) -> ParagraphText:
    return actions.add_paragraph(
        actions.latest_revision(report),
        by=officer,
        section=report.sections.get(letter=letter),
        block=block,
        texts={"en": words},
    )


def numbered(report: ProgressReport) -> list[tuple[str, str, int]]:
    texts = actions.latest_revision(report).texts.select_related("section").order_by("position")
    return [(text.section.letter, text.text, text.number) for text in texts]


def test_report_begins_with_overview_and_pillars(officer: Any) -> None:
    report = begin(officer)

    sections = [(section.letter, section.title_en, section.title_ar) for section in report.sections.all()]
    assert sections == [("A", "Overview", sections[0][2]), ("B", "Threats", "Threats ar"), ("C", "Norms", "Norms ar")]
    assert [revision.number for revision in report.revisions.all()] == [0]
    assert report.title_ar == TITLES["ar"]


def test_report_sent_twice_is_made_once(officer: Any) -> None:
    first = begin(officer)
    second = actions.create_report(
        by=officer,
        slug="progress-2026",
        body=first.body,
        titles=TITLES,
        period_from=first.period_from,
        period_to=first.period_to,
    )

    assert second == first
    assert first.sections.count() == 3


def test_numbers_run_through_the_report_and_figures_count_apart(officer: Any) -> None:
    report = begin(officer)
    add(report, officer, "B", "second section")
    add(report, officer, "A", "step", Block.NEXT_STEP)
    add(report, officer, "A", "first")
    add(report, officer, "A", "", Block.MEETINGS)
    add(report, officer, "B", "", Block.DOCUMENTS)

    assert numbered(report) == [
        ("A", "first", 1),
        ("A", "", 1),
        ("A", "step", 2),
        ("B", "second section", 3),
        ("B", "", 2),
    ]


def test_reading_keeps_figures_where_they_were_put(officer: Any) -> None:
    report = begin(officer)
    for words, block in [("one", Block.TEXT), ("two", Block.TEXT), ("", Block.MEETINGS), ("three", Block.TEXT)]:
        add(report, officer, "A", words, block)

    read = documents.Source.load(report.revisions.get()).texts

    assert [(text.block, text.text_en or "") for text in read] == [
        (Block.TEXT, "one"),
        (Block.TEXT, "two"),
        (Block.MEETINGS, ""),
        (Block.TEXT, "three"),
    ]


def test_moving_exchanges_neighbours_and_keeps_anchors(officer: Any) -> None:
    report = begin(officer)
    one, two = add(report, officer, "A", "one"), add(report, officer, "A", "two")

    actions.move_paragraph(two, by=officer, up=True)
    actions.move_paragraph(two, by=officer, up=True)

    assert numbered(report) == [("A", "two", 1), ("A", "one", 2)]
    one.refresh_from_db()
    assert one.paragraph.anchor != two.paragraph.anchor
    assert one.paragraph.anchor.startswith("p")


def test_added_after_another_stands_behind_it(officer: Any) -> None:
    report = begin(officer)
    one = add(report, officer, "A", "one")
    add(report, officer, "A", "three")
    section = report.sections.get(letter="A")
    actions.add_paragraph(one.revision, by=officer, section=section, block=Block.TEXT, texts={"en": "two"}, after=one)

    assert [words for _letter, words, _number in numbered(report)] == ["one", "two", "three"]


def test_edit_of_a_changed_paragraph_is_refused_with_what_stands(officer: Any, publisher: Any) -> None:
    report = begin(officer)
    text = add(report, officer, "A", "begun")
    seen = text.version
    actions.edit_paragraph(
        text, by=publisher, version=seen, section=text.section, block=Block.TEXT, texts={"en": "of a colleague"}
    )

    with pytest.raises(actions.ChangedMeanwhile) as meeting:
        actions.edit_paragraph(
            text, by=officer, version=seen, section=text.section, block=Block.TEXT, texts={"en": "mine"}
        )

    assert meeting.value.current.text_en == "of a colleague"
    text.refresh_from_db()
    assert text.text_en == "of a colleague"


def test_circulated_revision_stands(publisher: Any) -> None:
    report = begin(publisher)
    text = add(report, publisher, "A", "words")
    actions.circulate(report, by=publisher)
    before = AuditEvent.objects.count()

    for change in (
        lambda: add(report, publisher, "A", "more"),
        lambda: actions.move_paragraph(text, by=publisher, up=True),
        lambda: actions.delete_paragraph(text, by=publisher, version=text.version),
    ):
        with pytest.raises(TransitionRefused):
            change()

    assert numbered(report) == [("A", "words", 1)]
    assert AuditEvent.objects.count() == before


def test_empty_revision_cannot_be_circulated(publisher: Any) -> None:
    report = begin(publisher)

    with pytest.raises(TransitionRefused):
        actions.circulate(report, by=publisher)

    report.refresh_from_db()
    assert (report.state, actions.latest_revision(report).circulated_at) == (ProgressState.DRAFTING, None)


def test_next_revision_keeps_the_anchors_and_all_languages(publisher: Any) -> None:
    revision = make_report()
    report = revision.report
    anchors = list(revision.texts.values_list("paragraph__anchor", "text_ar", "number"))
    actions.circulate(report, by=publisher)
    actions.revise(report, by=publisher)

    latest = actions.latest_revision(report)
    assert latest.number == 1
    assert list(latest.texts.values_list("paragraph__anchor", "text_ar", "number")) == anchors
    assert latest.circulated_at is None


def test_paragraph_taken_out_stays_where_it_was_circulated(publisher: Any) -> None:
    revision = make_report()
    report = revision.report
    actions.circulate(report, by=publisher)
    actions.revise(report, by=publisher)
    latest = actions.latest_revision(report)
    text = latest.texts.order_by("number").first()
    assert text is not None
    actions.delete_paragraph(text, by=publisher, version=text.version)

    assert not latest.texts.filter(paragraph=text.paragraph).exists()
    assert revision.texts.filter(paragraph=text.paragraph).count() == 1


def test_figures_stand_from_circulation_on(publisher: Any) -> None:
    revision = make_report()
    something_to_count(revision.report)
    actions.circulate(revision.report, by=publisher)
    something_to_count(revision.report)

    revision.refresh_from_db()
    counted = {line[0]["en"]: line[1] for line in revision.figures["input_tally"]["lines"]}
    assert counted == {"Private sector": 5, "Technical community": 2, "Civil society and academia": 4}
    assert revision.figures["input_tally"]["facts"] == {"authors": 11}


@pytest.mark.parametrize("who", ["coordinator", "representative", "stranger"])
def test_only_the_secretariat_drafts(who: str, request: Any) -> None:
    user = request.getfixturevalue(who)

    with pytest.raises(TransitionRefused):
        begin(user)

    assert not ProgressReport.objects.exists()


def test_officer_prepares_and_does_not_circulate(officer: Any) -> None:
    revision = make_report()

    with pytest.raises(TransitionRefused):
        actions.circulate(revision.report, by=officer)

    revision.refresh_from_db()
    assert (revision.circulated_at, revision.figures) == (None, None)


def test_symbol_of_another_document_is_refused(officer: Any) -> None:
    report = begin(officer)
    factories.SymbolFactory(text="A/81/100", normal_form="A/81/100")

    with pytest.raises(ValidationError):
        actions.change_report(report, by=officer, symbol="A/81/100")
