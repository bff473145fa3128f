"""The pages that belong to no room."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from poa_portal.common.enums import Audience
from poa_portal.library.models import SearchEntry
from poa_portal.pages.help import TOPICS
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = ["about/", "accessibility/", "privacy/", "related-processes/", "help/", *(f"help/{slug}/" for slug in TOPICS)]


def entry(number: int, **fields: Any) -> SearchEntry:
    values = {
        "source": "document",
        "object_id": number,
        "language": "en",
        "title": f"Document {number}",
        "url": f"/documents/DOC-{number}",
        "date": timezone.now().date(),
        "kind": "Letter",
        "audience": Audience.PUBLIC,
        "vector": "",
        **fields,
    }
    return SearchEntry.objects.create(**values)


def fill(number: int) -> None:
    today = timezone.now().date()
    for place in range(number):
        meeting = factories.MeetingFactory(starts_on=today + timedelta(days=place), ends_on=today + timedelta(days=9))
        factories.CallFactory(meeting=meeting)
        entry(place)


def titles(response: Any, name: str) -> list[str]:
    return [row.title for row in response.context[name]]


def test_home_on_an_empty_portal_says_what_will_be_here(client: Client) -> None:
    page = client.get("/en/").content.decode()
    assert "No meeting is announced at the moment" in page
    assert "No call is open at the moment" in page
    assert "Nothing has been published yet" in page


def test_home_shows_next_meetings_in_order_and_no_past_or_draft_one(client: Client) -> None:
    today = timezone.now().date()
    day = timedelta(days=1)
    factories.MeetingFactory(title="Later", starts_on=today + 9 * day, ends_on=today + 9 * day)
    factories.MeetingFactory(title="Sooner", starts_on=today + day, ends_on=today + day)
    factories.MeetingFactory(title="Past", starts_on=today - 9 * day, ends_on=today - 9 * day)
    factories.MeetingFactory(title="Draft", starts_on=today + day, ends_on=today + day, state="draft")
    assert titles(client.get("/en/"), "meetings") == ["Sooner", "Later"]


def test_home_shows_open_calls_with_their_deadline(client: Client) -> None:
    factories.CallFactory(title="Open")
    factories.CallFactory(title="Over", deadline=timezone.now() - timedelta(seconds=1))
    assert titles(client.get("/en/"), "calls") == ["Open"]


def test_home_news_keep_what_is_not_for_the_reader(client: Client) -> None:
    entry(1)
    entry(2, audience=Audience.STATES)
    entry(3, released_at=timezone.now() + timedelta(minutes=1))
    entry(4, language="fr")
    assert titles(client.get("/en/"), "news") == ["Document 1"]


def test_home_news_show_a_delegation_what_is_for_delegations(client_of: Any, drafter: Any) -> None:
    entry(1, audience=Audience.STATES)
    assert titles(client_of(drafter).get("/en/"), "news") == ["Document 1"]


@pytest.mark.parametrize("path", ["", "how-it-works/"])
def test_page_with_rows_costs_the_same_with_one_and_three(
    client: Client, django_assert_max_num_queries: Any, path: str
) -> None:
    costs = []
    for number in (1, 3):
        fill(number)
        with django_assert_max_num_queries(8) as queries:
            client.get(f"/en/{path}")
        costs.append(len(queries))
        SearchEntry.objects.all().delete()
    assert costs[0] == costs[1]


@pytest.mark.parametrize("path", WORDS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_of_words_asks_no_database(
    client: Client, django_assert_num_queries: Any, path: str, language: str
) -> None:
    with django_assert_num_queries(0):
        response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


def test_help_on_an_unknown_subject_is_not_found(client: Client) -> None:
    assert client.get("/en/help/cooking/").status_code == 404


def test_how_it_works_shows_the_dates_of_now(client: Client) -> None:
    today = timezone.now().date()
    meeting = factories.MeetingFactory(title="Plenary", starts_on=today, ends_on=today)
    factories.CallFactory(title="Views", meeting=meeting)
    edition = factories.SurveyEditionFactory(in_use_from=today - timedelta(days=9))
    response = client.get("/en/how-it-works/")
    assert titles(response, "meetings") == ["Plenary"]
    assert titles(response, "calls") == ["Views"]
    assert response.context["editions"] == [edition]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_styleguide_shows_every_piece_in_either_theme(client: Client, language: str, theme: str) -> None:
    page = client.get(f"/{language}/styleguide/?theme={theme}").content.decode()
    assert f'data-theme="{theme}"' in page
    assert '<meta name="robots" content="noindex">' in page
    pieces = ["document-row", "meeting-row", "status-line", "facts", "bars", "chips", "pagination", "notice", "empty"]
    assert [
        piece for piece in [*pieces, "comparison", "receipt", "error-summary"] if f'class="{piece}' not in page
    ] == [
        "error-summary"  # it is a notice as well
    ]


def test_styleguide_with_a_strange_theme_keeps_the_reader_own(client: Client) -> None:
    assert "data-theme" not in client.get('/en/styleguide/?theme="><b>').content.decode()
