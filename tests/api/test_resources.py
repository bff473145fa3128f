"""The public API: what it gives, in which language and order, and how it refuses."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from poa_portal.api_urls import RESOURCES
from tests import factories
from tests.contracts.world import World


def _full_meeting() -> Any:
    meeting = factories.MeetingFactory()
    factories.AgendaItemFactory(meeting=meeting)
    factories.MeetingDocumentFactory(meeting=meeting)
    return factories.CallFactory(meeting=meeting)


def _adopted_report() -> Any:
    report = factories.ProgressReportFactory(state="adopted", adopted_at=timezone.now())
    revision = factories.RevisionFactory(report=report, circulated_at=timezone.now())
    return factories.ParagraphTextFactory(revision=revision)


MAKERS = {
    "states": factories.StateFactory,
    "regional-groups": factories.RegionalGroupFactory,
    "contacts": factories.PublicContactFactory,
    "topics": factories.TopicFactory,
    "organisations": factories.OrganisationFactory,
    "accreditation-rounds": factories.AccreditationRoundFactory,
    "accreditation-requests": lambda: factories.AccreditationStepFactory().request,
    "stakeholder-contacts": factories.StakeholderContactFactory,
    "common-texts": lambda: factories.EndorsementFactory(version__number=1),
    "bodies": lambda: factories.BodyFactory(key=f"body-{timezone.now():%H%M%S%f}"),
    "meetings": _full_meeting,
    "documents": lambda: factories.FileFactory(version__document=factories.SymbolFactory().document),
    "calls": factories.CallQuestionFactory,
    "inputs": factories.InputAnswerFactory,
    "national-reports": factories.AnswerFactory,
    "progress-reports": _adopted_report,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(RESOURCES))
def test_list_costs_the_same_with_one_row_and_with_three(
    name: str, client: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    MAKERS[name]()
    with django_assert_max_num_queries(7) as captured:
        assert len(client.get(f"/api/v1/{name}/").json()["results"]) == 1
    MAKERS[name]()
    MAKERS[name]()
    with django_assert_num_queries(len(captured)):
        assert len(client.get(f"/api/v1/{name}/").json()["results"]) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(RESOURCES))
def test_record_has_the_declared_fields(name: str, client: Client) -> None:
    MAKERS[name]()
    record = client.get(f"/api/v1/{name}/").json()["results"][0]
    assert list(record) == list(RESOURCES[name].serializer_class().fields)


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(RESOURCES))
def test_record_is_found_at_its_own_address(name: str, client: Client) -> None:
    MAKERS[name]()
    record = client.get(f"/api/v1/{name}/").json()["results"][0]
    key = record[RESOURCES[name].lookup_field]
    assert client.get(f"/api/v1/{name}/{key}/").json() == record


@pytest.mark.django_db
def test_states_are_alphabetical_in_the_asked_language(client: Client) -> None:
    factories.StateFactory(name_en="Germany", name_fr="Allemagne", place_en=2, place_fr=1)
    factories.StateFactory(name_en="Belgium", name_fr="Belgique", place_en=1, place_fr=2)
    names = {
        code: [state["name"] for state in client.get(f"/api/v1/states/?lang={code}").json()["results"]]
        for code in ("en", "fr")
    }
    assert names == {"en": ["Belgium", "Germany"], "fr": ["Allemagne", "Belgique"]}


@pytest.mark.django_db
def test_accept_language_decides_where_the_address_does_not(client: Client) -> None:
    factories.TopicFactory(title_en="Threats", title_ar="التهديدات")
    answer = client.get("/api/v1/topics/", headers={"accept-language": "ar"})
    assert [topic["title"] for topic in answer.json()["results"]] == ["التهديدات"]


@pytest.mark.django_db
def test_title_missing_in_a_language_falls_back(client: Client) -> None:
    factories.TopicFactory(title_en="Threats")
    topic = client.get("/api/v1/topics/?lang=ru").json()["results"][0]
    assert (topic["title"], topic["translations"]) == ("Threats", {"en": {"title": "Threats"}})


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["de", "", "en-", "'; --", "زبان"])
def test_unknown_language_is_a_problem_document(client: Client, asked: str) -> None:
    answer = client.get("/api/v1/states/", {"lang": asked})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert list(answer.json()["errors"]) == ["lang"]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["ordering=password", "status=unheard", "page_size=2&cursor=%00", "symbol=%FF%FE"])
def test_bad_parameter_is_a_problem_document(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/{'documents' if 'symbol' in query else 'states'}/?{query}")
    assert (answer.status_code // 100, answer.headers["Content-Type"]) == (4, "application/problem+json")
    assert answer.json()["status"] == answer.status_code


@pytest.mark.django_db
def test_unknown_resource_is_a_problem_document(client: Client) -> None:
    answer = client.get("/api/v1/passwords/")
    assert (answer.status_code, answer.json()["title"]) == (404, "Not Found")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client: Client, method: str) -> None:
    assert getattr(client, method)("/api/v1/states/").status_code in {403, 405}


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", ["A/RES/77/37", "a/res/77/37", "RES/77/37"])
def test_document_is_found_by_its_symbol_in_any_spelling(client: Client, spelling: str) -> None:
    document = factories.SymbolFactory(text="A/RES/77/37", normal_form="A/RES/77/37").document
    assert client.get(f"/api/v1/documents/{spelling}/").json()["reference"] == document.reference


@pytest.mark.django_db
def test_csv_has_a_column_for_each_translation_and_no_formula(client: Client) -> None:
    factories.TopicFactory(key="threats", title_en="=SUM(A1)", title_fr="Menaces")
    answer = client.get("/api/v1/topics/?format=csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert [(row["key"], row["title"], row["translations.fr.title"]) for row in rows] == [
        ("threats", "'=SUM(A1)", "Menaces")
    ]


@pytest.mark.django_db
def test_cursor_leads_through_all_rows_once(client: Client) -> None:
    made = {factories.MeetingFactory().slug for _ in range(5)}
    found, address = [], "/api/v1/meetings/?page_size=2"
    while address:
        page = client.get(address).json()
        found += [meeting["slug"] for meeting in page["results"]]
        address = page["next"]
    assert (sorted(found), len(found)) == (sorted(made), 5)


@pytest.mark.django_db
def test_withdrawn_report_gives_its_notice_and_no_answers(client: Client) -> None:
    report = factories.NationalReportFactory(state="withdrawn", withdrawn_at=timezone.now())
    factories.AnswerFactory(report=report, text="secretword")
    answer = client.get(f"/api/v1/national-reports/{report.reference}/")
    assert (answer.json()["state"], answer.json()["answers"]) == ("withdrawn", [])


@pytest.mark.django_db
def test_stricter_answer_stays_out(client: Client) -> None:
    report = factories.NationalReportFactory()
    factories.AnswerFactory(report=report, text="for everybody")
    factories.AnswerFactory(report=report, text="secretword", audience="states")
    texts = [answer["text"] for answer in client.get(f"/api/v1/national-reports/{report.reference}/").json()["answers"]]
    assert texts == ["for everybody"]


@pytest.mark.django_db
def test_answer_names_its_etag_and_is_not_sent_twice(client: Client, settings: Any) -> None:
    factories.TopicFactory()
    first = client.get("/api/v1/topics/")
    again = client.get("/api/v1/topics/", headers={"if-none-match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


@pytest.mark.django_db
def test_too_many_questions_are_refused_for_a_while(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from poa_portal.api.throttling import ReaderThrottle

    monkeypatch.setattr(ReaderThrottle, "THROTTLE_RATES", {"reader": "2/min"})
    answers = [client.get("/api/v1/topics/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_docs_explain_every_resource_in_the_asked_language(client: Client) -> None:
    page = client.get("/api/v1/docs/?lang=ar").content.decode()
    assert 'dir="rtl"' in page
    assert all(f"/api/v1/{name}/" in page for name in RESOURCES)


@pytest.mark.django_db
def test_unpublished_records_are_not_there(client: Client, world: World) -> None:
    addresses = [
        f"/api/v1/documents/{world.draft_document.reference}/",
        f"/api/v1/documents/{world.later_document.reference}/",
        f"/api/v1/meetings/{world.draft_meeting.slug}/",
        f"/api/v1/calls/{world.draft_call.slug}/",
        f"/api/v1/inputs/{world.submitted_input.reference}/",
        f"/api/v1/national-reports/{world.states_report.reference}/",
        f"/api/v1/progress-reports/{world.draft_progress.slug}/",
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
