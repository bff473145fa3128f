"""Publishing, reading and finding national reports, as each reader sees them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone, translation

from poa_portal.audit.models import Receipt
from poa_portal.library import search
from poa_portal.library.models import SearchEntry
from reports import national_plugin, presenters
from reports.actions import national as actions
from reports.enums import ReportState
from reports.models import NationalReport
from reports.national_summary import summary
from tests import factories
from tests.reports.national_survey import address, draft_of, published, survey

ANSWERS = {"text": ("Open words.", ""), "one": ("Diplomatic words.", "states"), "some": ("Inner words.", "private")}


@pytest.fixture
def questions(db: None) -> dict[str, Any]:
    return survey()


@pytest.fixture
def draft(state: Any, questions: dict[str, Any]) -> NationalReport:
    """An answer for all readers, one for delegations, one for the own delegation alone."""
    report = draft_of(state, questions, language="ar")
    for name, (text, audience) in ANSWERS.items():
        factories.AnswerFactory(report=report, question=questions[name], text=text, audience=audience)
    return report


def _read(client: Client, report: NationalReport) -> set[str]:
    """The answers found in the page."""
    page = client.get(address("national_detail", report.reference)).content.decode()
    return {name for name, (text, _audience) in ANSWERS.items() if text in page}


READERS: dict[str, set[str]] = {
    "nobody": {"text"},
    "stranger": {"text"},
    "representative": {"text"},
    "other_drafter": {"text", "one"},
    "officer": {"text", "one"},
    "drafter": {"text", "one", "some"},
}


@pytest.mark.parametrize("who", READERS)
def test_detail_shows_the_stricter_answers_to_their_readers_only(
    request: Any, client_of: Any, draft: NationalReport, coordinator: Any, who: str
) -> None:
    published(draft, coordinator, "public")
    reader = None if who == "nobody" else request.getfixturevalue(who)
    assert _read(client_of(reader), draft) == READERS[who]


@pytest.mark.parametrize(
    ("audience", "may_read"),
    [
        ("stakeholders", {"representative", "other_drafter", "officer", "drafter"}),
        ("states", {"other_drafter", "officer", "drafter"}),
        ("owner", {"officer", "drafter"}),
    ],
)
def test_detail_is_not_found_by_those_for_whom_it_is_not(
    request: Any, client_of: Any, draft: NationalReport, coordinator: Any, audience: str, may_read: set[str]
) -> None:
    published(draft, coordinator, audience)
    for who in READERS:
        reader = client_of(None if who == "nobody" else request.getfixturevalue(who))
        status = reader.get(address("national_detail", draft.reference)).status_code
        assert (who, status) == (who, 200 if who in may_read else 404)


def test_detail_of_a_draft_is_the_delegations_alone(request: Any, client_of: Any, draft: NationalReport) -> None:
    for who in READERS:
        reader = client_of(None if who == "nobody" else request.getfixturevalue(who))
        expected = 200 if who == "drafter" else 404
        assert reader.get(address("national_detail", draft.reference)).status_code == expected


def test_detail_before_its_release_time_is_the_delegations_alone(
    client: Client, client_of: Any, draft: NationalReport, coordinator: Any, officer: Any
) -> None:
    report = published(draft, coordinator, "public", released_at=timezone.now() + timedelta(hours=2))
    assert client.get(report.get_absolute_url()).status_code == 404
    assert client_of(officer).get(report.get_absolute_url()).status_code == 404
    assert "Others can read it from" in client_of(coordinator).get(report.get_absolute_url()).content.decode()
    NationalReport.objects.update(released_at=timezone.now() - timedelta(seconds=1))
    assert client.get(report.get_absolute_url()).status_code == 200


def test_detail_gives_answers_the_language_of_the_report(
    client: Client, draft: NationalReport, coordinator: Any
) -> None:
    published(draft, coordinator)
    page = client.get(address("national_detail", draft.reference)).content.decode()
    assert 'lang="ar" dir="rtl"><p>Open words.</p>' in page
    assert "State content – reproduced as received" in page
    assert "%" not in page.split("<main", 1)[1]  # nothing speaks of completion


def test_detail_shows_the_digest_of_what_its_readers_can_read(
    client: Client, draft: NationalReport, coordinator: Any
) -> None:
    published(draft, coordinator, "public")
    receipt = Receipt.objects.get(act="published")
    page = client.get(address("national_detail", draft.reference)).content.decode()
    assert receipt.sha256 in page
    assert Receipt.objects.get(act="submitted").sha256 not in page
    assert all(text not in receipt.content for text in ("Diplomatic words.", "Inner words."))


def test_detail_leaves_out_what_was_not_answered(client: Client, state: Any, coordinator: Any, questions: Any) -> None:
    report = draft_of(state, questions)
    factories.AnswerFactory(report=report, question=questions["text"], text="")
    published(report, coordinator)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "How do you cooperate?" not in page
    assert "No information published here." in page


def test_withdrawn_report_leaves_a_dated_notice_and_no_answer(
    client: Client, client_of: Any, draft: NationalReport, coordinator: Any
) -> None:
    report = actions.withdraw_report(published(draft, coordinator), by=coordinator, reason="Wrong.")
    page = client.get(report.get_absolute_url())
    assert page.status_code == 200
    assert "Withdrawn by the State on" in page.content.decode()
    assert _read(client, report) == set()
    assert "Wrong." not in page.content.decode()
    assert not SearchEntry.objects.filter(source="national-report").exists()
    assert national_plugin.feed_entries(AnonymousUser(), "en") == []
    assert client.get(address("report_list")).context["rows"] == []


def test_superseded_report_stays_and_says_so(
    client: Client, client_of: Any, draft: NationalReport, coordinator: Any, other_drafter: Any
) -> None:
    report = published(draft, coordinator, "public")
    correction = published(actions.start_correction(report, by=coordinator), coordinator, "states")
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Open words." in page
    assert "The State has replaced this report" in page
    assert correction.reference not in page  # the correction is not for this reader
    page = client_of(other_drafter).get(report.get_absolute_url()).content.decode()
    assert correction.get_absolute_url() in page
    page = client_of(other_drafter).get(correction.get_absolute_url()).content.decode()
    assert f"This report supersedes {report.reference}" in page


def test_correction_in_work_is_not_told_to_others(client: Client, draft: NationalReport, coordinator: Any) -> None:
    report = published(draft, coordinator)
    correction = actions.start_correction(report, by=coordinator)
    page = client.get(report.get_absolute_url()).content.decode()
    assert correction.reference not in page
    assert "replaced" not in page


def test_search_entry_and_feed_never_hold_a_stricter_answer(draft: NationalReport, coordinator: Any) -> None:
    published(draft, coordinator, "public")
    entries = SearchEntry.objects.filter(source="national-report", language="en").visible_to(AnonymousUser())

    def hits(words: str) -> int:
        return entries.filter(vector=search.query_for(words, "en")).count()

    assert [hits(words) for words in ("open words", "diplomatic", "inner")] == [1, 0, 0]
    assert "inter-state-cooperation" in entries.get().topics
    feed = national_plugin.feed_entries(AnonymousUser(), "en")
    assert [(entry.id, entry.url) for entry in feed] == [
        (f"national-report/{draft.reference}", f"/en/reports/national/{draft.reference}/")
    ]
    assert all(text not in f"{feed[0].title} {feed[0].summary}" for text, _audience in ANSWERS.values())


def test_search_entry_of_a_report_for_delegations_is_theirs(
    draft: NationalReport, coordinator: Any, other_drafter: Any, representative: Any
) -> None:
    published(draft, coordinator, "states")
    entries = SearchEntry.objects.filter(source="national-report", language="en")
    assert entries.visible_to(other_drafter).count() == 1
    assert entries.visible_to(representative).count() == 0
    assert national_plugin.feed_entries(AnonymousUser(), "en") == []


def test_summary_counts_what_each_reader_would_read(draft: NationalReport) -> None:
    found = summary(draft, "public")
    assert [(reader.answers, reader.reads) for reader in found.readers] == [
        (1, True),
        (1, True),
        (2, True),
        (2, True),
        (3, True),
    ]
    assert [answer.question for answer in found.stricter] == ["Is there a strategy?", "What helps?"]
    for_owner = summary(draft, "owner")
    assert [reader.answers for reader in for_owner.readers] == [0, 0, 0, 2, 3]
    assert [answer.question for answer in for_owner.stricter] == ["What helps?"]


def _cleared(report: NationalReport, by: Any) -> NationalReport:
    return actions.clear_report(actions.send_to_review(report, by=by), by=by)


def test_publish_page_shows_first_and_publishes_then(client_of: Any, draft: NationalReport, coordinator: Any) -> None:
    desk, url = client_of(coordinator), address("national_publish", draft.reference)
    _cleared(draft, coordinator)
    assert "Nothing is published yet" in desk.get(url).content.decode()
    preview = desk.get(url, {"audience": "states", "released_at": "", "time_zone": "America/New_York"})
    assert "Publish for: All delegations" in preview.content.decode()
    draft.refresh_from_db()
    assert draft.state == ReportState.CLEARED
    response = desk.post(url, {"audience": "states", "released_at": "", "time_zone": "America/New_York"})
    assert response.url == address("national_receipt", draft.reference)
    page = desk.get(response.url).content.decode()
    assert all(number in page for number in Receipt.objects.values_list("number", flat=True))
    assert Receipt.objects.count() == 2
    assert desk.post(url, {"audience": "public", "time_zone": "America/New_York"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.audience, Receipt.objects.count()) == ("states", 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"audience": "private"},
        {"audience": "public", "released_at": "2020-01-01T10:00", "time_zone": "America/New_York"},
        {"audience": "public", "released_at": "soon", "time_zone": "America/New_York"},
        {"audience": "public", "released_at": "2999-01-01T10:00", "time_zone": "Mars/Olympus"},
    ],
)
def test_publish_page_with_a_wrong_choice_publishes_nothing(
    client_of: Any, draft: NationalReport, coordinator: Any, wrong: dict[str, str]
) -> None:
    _cleared(draft, coordinator)
    response = client_of(coordinator).post(address("national_publish", draft.reference), wrong)
    assert (response.status_code, bool(response.context["form"].errors)) == (422, True)
    draft.refresh_from_db()
    assert draft.state == ReportState.CLEARED


def test_publish_page_is_the_publishers_alone(
    client_of: Any, draft: NationalReport, coordinator: Any, drafter: Any
) -> None:
    _cleared(draft, coordinator)
    url = address("national_publish", draft.reference)
    assert client_of(drafter).get(url).status_code == 404
    client_of(drafter).post(url, {"audience": "public", "time_zone": "America/New_York"})
    draft.refresh_from_db()
    assert draft.state == ReportState.CLEARED


def test_audience_page_widens_after_a_look(
    client: Client, client_of: Any, draft: NationalReport, coordinator: Any
) -> None:
    published(draft, coordinator, "states")
    desk, url = client_of(coordinator), address("national_audience", draft.reference)
    assert "More people will be able to read" in desk.get(url, {"audience": "public"}).content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert desk.post(url, {"audience": "public"}).status_code == 302
    assert _read(client, draft) == {"text"}


@pytest.mark.parametrize(
    ("transition", "state_after"), [("send_to_review", "national_review"), ("take_back", "drafting")]
)
def test_transition_page_confirms_and_does(
    client_of: Any, state: Any, questions: Any, drafter: Any, transition: str, state_after: str
) -> None:
    before = "drafting" if transition == "send_to_review" else "national_review"
    report = draft_of(state, questions, state=before)
    url = address("national_transition", report.reference, transition)
    desk = client_of(drafter)
    assert desk.get(url).status_code == 200
    assert desk.post(url).url == report.get_absolute_url()
    report.refresh_from_db()
    assert report.state == state_after
    assert desk.get(url).status_code == 404


def test_create_page_starts_a_report_once(client_of: Any, drafter: Any, state: Any, questions: dict[str, Any]) -> None:
    desk, url = client_of(drafter), address("national_create")
    last_year = timezone.now().year - 1
    assert desk.get(url).context["form"].initial["period_from"] == date(last_year, 1, 1)
    data = {"edition": "survey-2026", "period_from": "2025-01-01", "period_to": "2025-12-31", "language": "fr"}
    first, second = desk.post(url, data), desk.post(url, data)
    report = NationalReport.objects.get()
    assert first.url == second.url == address("national_edit", report.reference)
    assert (report.owner_id, report.language) == (state.pk, "fr")


@pytest.mark.parametrize(
    "wrong",
    [
        {"edition": "unknown"},
        {"period_to": "2024-01-01"},
        {"period_from": "0001-01-01"},
        {"period_to": "9999-12-31"},
        {"period_from": "soon"},
        {"language": "tlh"},
    ],
)
def test_create_page_with_wrong_values_shows_them_again(
    client_of: Any, drafter: Any, questions: dict[str, Any], wrong: dict[str, str]
) -> None:
    data = {"edition": "survey-2026", "period_from": "2025-01-01", "period_to": "2025-12-31", "language": "fr"}
    response = client_of(drafter).post(address("national_create"), data | wrong)
    assert (response.status_code, list(response.context["form"].errors)) == (422, list(wrong))
    assert not NationalReport.objects.exists()


@pytest.mark.parametrize("who", ["publisher", "representative", "stranger"])
def test_work_pages_are_not_found_by_those_without_a_delegation(request: Any, client_of: Any, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    for name in ("national_work_list", "national_create"):
        assert client.get(address(name)).status_code == 404


def test_work_list_holds_the_own_delegations_reports(
    client_of: Any, drafter: Any, draft: NationalReport, questions: dict[str, Any]
) -> None:
    factories.NationalReportFactory(edition=questions["edition"])
    desk, url = client_of(drafter), address("national_work_list")
    assert [line.row.reference for line in desk.get(url).context["rows"]] == [draft.reference]
    assert desk.get(url).context["rows"][0].next_steps == ["Send to national review"]
    assert desk.get(url, {"q": draft.reference.lower()}).context["count"] == 1
    assert desk.get(url, {"state": "published"}).context["count"] == 0


def test_panel_shows_what_the_delegation_has_in_work(
    state: Any, drafter: Any, draft: NationalReport, questions: dict[str, Any]
) -> None:
    factories.NationalReportFactory(owner=state, edition=questions["edition"])
    context = national_plugin.panel_context(drafter, drafter.standing.posts[0])
    assert context is not None
    assert [line.row.reference for line in context["rows"]] == [draft.reference]
    assert context["may_start"] is True


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2024, 1, 1), date(2025, 12, 31), "2024–2025"),
        (date(2025, 3, 1), date(2025, 3, 1), "1 March 2025"),
    ],
)
def test_period_is_given_in_whole_years_where_it_is(start: date, end: date, words: str) -> None:
    report = NationalReport(period_from=start, period_to=end)
    with translation.override("en"):
        assert presenters.period_of(report) == words
