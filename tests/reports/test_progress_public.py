"""The public page: anchors that stay, revisions for those who may read them, comparison by words."""

from typing import Any

import pytest
from django.test import Client

from poa_portal.library.models import SearchEntry
from reports import comparison
from reports.actions import progress as actions
from reports.models import Revision
from tests.reports.factories_progress import make_report, something_to_count

pytestmark = pytest.mark.django_db
ADDRESS = "/en/reports/progress/progress-2026/"


@pytest.fixture
def revision(publisher: Any) -> Revision:
    """A zero draft that was circulated, and a first revision in which one paragraph changed and one went."""
    revision = make_report(paragraphs_per_section=2, sections=1)
    something_to_count(revision.report)
    actions.circulate(revision.report, by=publisher)
    actions.revise(revision.report, by=publisher)
    latest = actions.latest_revision(revision.report)
    first, second = latest.texts.filter(block="text").order_by("number")
    words = {"en": first.text_en.replace("peace, security and stability", "peace and security"), "ar": first.text_ar}
    actions.edit_paragraph(
        first, by=publisher, version=first.version, section=first.section, block=first.block, texts=words
    )
    actions.delete_paragraph(second, by=publisher, version=second.version)
    return latest


def adopt(revision: Revision, publisher: Any) -> None:
    actions.circulate(revision.report, by=publisher)
    actions.adopt(revision.report, by=publisher)


def test_draft_is_the_secretariats_and_circulated_text_the_delegations(
    revision: Revision, client_of: Any, officer: Any, coordinator: Any, representative: Any
) -> None:
    answers = {
        name: client_of(user).get(ADDRESS)
        for name, user in {"officer": officer, "delegate": coordinator, "guest": representative, "public": None}.items()
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "officer": 200,
        "delegate": 200,
        "guest": 404,
        "public": 404,
    }
    assert [str(seen) for seen in answers["delegate"].context["revisions"]] == ["Zero draft"]
    assert [str(seen) for seen in answers["officer"].context["revisions"]] == ["Rev.1", "Zero draft"]


def test_adopted_text_is_everybodys_and_costs_few_queries(
    revision: Revision, publisher: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    adopt(revision, publisher)

    with django_assert_max_num_queries(8):
        answer = client.get(ADDRESS)

    assert answer.status_code == 200
    assert not answer.cookies


def test_anchor_of_a_paragraph_is_the_same_in_every_language_and_revision(
    revision: Revision, publisher: Any, client: Client
) -> None:
    adopt(revision, publisher)
    anchor = revision.texts.order_by("number")[0].paragraph.anchor

    for address in (ADDRESS, ADDRESS.replace("/en/", "/ar/"), f"{ADDRESS}?revision=0"):
        page = client.get(address).content.decode()
        assert page.count(f'id="{anchor}"') == 1
        assert f'href="#{anchor}"' in page


def test_paragraph_that_went_still_answers_to_its_address(revision: Revision, publisher: Any, client: Client) -> None:
    adopt(revision, publisher)
    zero = revision.report.revisions.get(number=0)
    here = revision.texts.values("paragraph")
    gone = zero.texts.exclude(paragraph__in=here).get().paragraph.anchor

    page = client.get(ADDRESS).content.decode()

    assert page.count(f'id="{gone}"') == 1
    assert f'href="{ADDRESS}?revision=0#{gone}"' in page


@pytest.mark.parametrize("asked", ["1", "7", "-1", "x", "1000000000000", ""])
def test_revision_that_a_delegation_may_not_read_is_not_there(
    asked: str, revision: Revision, client_of: Any, coordinator: Any
) -> None:
    answer = client_of(coordinator).get(ADDRESS, {"revision": asked})

    assert answer.status_code == 404
    assert "There are: Zero draft." in answer.content.decode()


def test_comparison_shows_words_and_paragraphs(revision: Revision, publisher: Any, client: Client) -> None:
    adopt(revision, publisher)

    answer = client.get(f"{ADDRESS}comparison/?from=0&to=1")

    changes = answer.context["changes"]
    assert [change.kind for change in changes] == ["changed", "deleted"]
    marked = [part for part in changes[0].parts if part[0] != "same"]
    assert marked == [("deleted", "peace, "), ("inserted", "peace and "), ("deleted", "and stability ")]
    page = answer.content.decode()
    assert "<del>" in page
    assert ">[deleted: </span>" in page


def test_comparison_needs_two_revisions(client: Client, publisher: Any) -> None:
    alone = make_report(paragraphs_per_section=1, sections=1)
    adopt(alone, publisher)

    assert client.get(f"{ADDRESS}comparison/").status_code == 404


def test_words_in_chinese_are_compared_by_character() -> None:
    assert comparison.words("各国重申国际法", "各国重申和平") == [
        ("same", "各国重申"),
        ("deleted", "国际法"),
        ("inserted", "和平"),
    ]


def test_search_finds_the_adopted_text_for_everybody_and_no_draft(revision: Revision, publisher: Any) -> None:
    entries = SearchEntry.objects.filter(source="progress-report", language="en")
    assert entries.values_list("audience", flat=True).get() == "states"

    adopt(revision, publisher)

    assert entries.values_list("audience", "url").get() == ("public", "/reports/progress/progress-2026/")


def test_page_mirrors_and_marks_other_languages(revision: Revision, publisher: Any, client: Client) -> None:
    text = revision.texts.filter(block="text").get()
    revision.texts.filter(pk=text.pk).update(text_ar="")
    adopt(revision, publisher)

    page = client.get(ADDRESS.replace("/en/", "/ar/")).content.decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert f'id="{text.paragraph.anchor}" lang="en" dir="ltr"' in page
