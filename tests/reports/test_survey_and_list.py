"""The public list of reports and the page of a survey edition."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from reports.enums import ReportState
from tests import factories
from tests.reports.national_survey import address, survey


@pytest.fixture
def three_reports(db: None) -> list[Any]:
    """Of Austria, Germany and Côte d'Ivoire, published in the opposite order of the alphabet."""
    places = {
        "Austria": {"place": 1, "place_en": 1, "place_fr": 2},
        "Germany": {"place": 3, "place_en": 3, "place_fr": 1, "name_fr": "Allemagne"},
        "Côte d’Ivoire": {"place": 2, "place_en": 2, "place_fr": 3},
    }
    codes = {"Austria": "AT", "Germany": "DE", "Côte d’Ivoire": "CI"}
    return [
        factories.NationalReportFactory(
            owner=factories.StateFactory(name=name, iso2=codes[name], iso3=f"{codes[name]}X", **values),
            published_at=timezone.now() - timedelta(days=day),
            language="fr" if name != "Germany" else "en",
        )
        for day, (name, values) in enumerate(places.items(), start=1)
    ]


def _states(response: Any) -> list[str]:
    return [row.state for row in response.context["rows"]]


def test_report_list_follows_the_alphabet_of_the_page(client: Client, three_reports: list[Any]) -> None:
    english = client.get(address("report_list"))
    assert _states(english) == ["Austria", "Côte d’Ivoire", "Germany"]
    assert _states(client.get(address("report_list", language="fr"))) == ["Allemagne", "Austria", "Côte d’Ivoire"]


def test_report_list_can_show_the_newest_first(client: Client, three_reports: list[Any]) -> None:
    newest = client.get(address("report_list"), {"order": "newest"})
    assert _states(newest) == ["Austria", "Germany", "Côte d’Ivoire"]


def test_report_list_filters(client: Client, three_reports: list[Any]) -> None:
    url = address("report_list")
    assert _states(client.get(url, {"state": "de"})) == ["Germany"]
    assert _states(client.get(url, {"language": "fr"})) == ["Austria", "Côte d’Ivoire"]
    assert len(_states(client.get(url, {"year": "2025"}))) == 3
    assert _states(client.get(url, {"year": "2024"})) == []
    assert len(_states(client.get(url, {"edition": "survey-2026"}))) == 3


@pytest.mark.parametrize(
    "query", [{"state": "zz"}, {"edition": "unknown"}, {"year": "1000000000"}, {"year": "x"}, {"language": "tlh"}]
)
def test_report_list_with_a_broken_filter_says_so(
    client: Client, three_reports: list[Any], query: dict[str, str]
) -> None:
    response = client.get(address("report_list"), query)
    assert (response.status_code, _states(response)) == (200, [])
    assert set(response.context["filter"].form.errors) == set(query)


@pytest.mark.parametrize("page", ["1000000000", "x", "0"])
def test_report_list_of_a_page_that_is_not_there_is_not_found(
    client: Client, three_reports: list[Any], page: str
) -> None:
    assert client.get(address("report_list"), {"page": page}).status_code == 404


def test_report_list_tells_of_no_state_whose_reports_are_restricted(
    client: Client, client_of: Any, other_drafter: Any, three_reports: list[Any]
) -> None:
    restricted = three_reports[0]
    type(restricted).objects.filter(pk=restricted.pk).update(audience="states")
    page = client.get(address("report_list"))
    assert _states(page) == ["Côte d’Ivoire", "Germany"]
    assert "Austria" not in page.content.decode()
    assert "Austria" in _states(client_of(other_drafter).get(address("report_list")))


def test_report_list_leaves_out_what_does_not_stand(client: Client, three_reports: list[Any]) -> None:
    now = timezone.now()
    reports = type(three_reports[0]).objects
    reports.filter(pk=three_reports[0].pk).update(state=ReportState.WITHDRAWN, withdrawn_at=now)
    reports.filter(pk=three_reports[1].pk).update(state=ReportState.SUPERSEDED)
    reports.filter(pk=three_reports[2].pk).update(released_at=now + timedelta(days=1))
    assert _states(client.get(address("report_list"))) == []


def test_report_list_shows_progress_reports_apart(client: Client, db: None) -> None:
    factories.ProgressReportFactory(title="Draft of a report", state="drafting")
    factories.ProgressReportFactory(title="An adopted report", state="adopted", adopted_at=timezone.now())
    page = client.get(address("report_list"))
    assert [title for title, _url, _period in page.context["progress"]] == ["An adopted report"]
    assert page.context["rows"] == []


def test_report_list_costs_the_same_with_one_and_three_reports(
    client: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any, db: None
) -> None:
    factories.NationalReportFactory()
    with django_assert_max_num_queries(8) as first:
        client.get(address("report_list"))
    factories.NationalReportFactory.create_batch(2)
    with django_assert_num_queries(len(first)):
        client.get(address("report_list"))


def test_survey_page_shows_questions_by_part_with_norms(client: Client, db: None) -> None:
    survey()
    page = client.get(address("survey_detail", "survey-2026"))
    parts = [(part.title, [question.key for question in part.questions]) for part in page.context["parts"]]
    assert parts == [("Norms", ["cooperation", "strategy"]), ("Capacity-building", ["needs"])]
    text = page.content.decode()
    assert "(a) Cooperation" in text
    assert "Planned" in text
    assert "No question is mandatory" in text


def test_survey_page_of_an_unknown_edition_is_not_found(client: Client, db: None) -> None:
    assert client.get(address("survey_detail", "unknown")).status_code == 404


def test_survey_page_costs_the_same_with_one_and_three_questions(
    client: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any, db: None
) -> None:
    question = factories.QuestionFactory(part=factories.PartFactory(number=1))
    question.topics.add(factories.TopicFactory())
    with django_assert_max_num_queries(8) as first:
        client.get(address("survey_detail", "survey-2026"))
    for number in (2, 3):
        more = factories.QuestionFactory(part=factories.PartFactory(number=number))
        more.topics.add(factories.TopicFactory())
        factories.ChoiceFactory(question=more)
    with django_assert_num_queries(len(first)):
        client.get(address("survey_detail", "survey-2026"))


def test_detail_costs_the_same_with_one_and_three_answers(
    client: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any, db: None
) -> None:
    report = factories.AnswerFactory(question__part__number=1).report
    with django_assert_max_num_queries(8) as first:
        client.get(address("national_detail", report.reference))
    for number in (2, 3):
        answer = factories.AnswerFactory(report=report, question__part__number=number)
        answer.question.topics.add(factories.TopicFactory())
    with django_assert_num_queries(len(first)):
        client.get(address("national_detail", report.reference))


@pytest.mark.parametrize("reference", ["NRP-1999-0001", "x", "9" * 60])
def test_detail_of_an_unknown_reference_is_not_found(client: Client, db: None, reference: str) -> None:
    assert client.get(address("national_detail", reference)).status_code == 404
