"""The cache of public pages: what it keeps, for whom, and when it forgets."""

from typing import Any

import pytest
from django.test import Client

from poa_portal.audit.actions import record
from poa_portal.common import times
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/en/norms/"


@pytest.fixture(autouse=True)
def _cached(settings: Any) -> None:
    settings.PUBLIC_PAGE_CACHE = True


def test_second_reading_asks_the_database_nothing(client: Client, django_assert_num_queries: Any) -> None:
    first = client.get(PAGE)
    with django_assert_num_queries(0):
        again = client.get(PAGE)
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])


def test_reader_who_has_the_page_is_told_so(client: Client) -> None:
    etag = client.get(PAGE).headers["ETag"]
    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 304


def test_page_is_public_and_sets_no_cookie(client: Client) -> None:
    answer = client.get(PAGE)
    seconds = int(answer.headers["Cache-Control"].removeprefix("public, max-age=0, s-maxage="))
    assert 1 <= seconds <= 60
    assert (answer.cookies, "cookie" in answer.headers.get("Vary", "").lower()) == ({}, False)


def test_recorded_change_is_seen_at_once(client: Client) -> None:
    client.get(PAGE)
    topic = factories.TopicFactory(kind="norm", letter="z", title="A norm that is new")
    assert "A norm that is new" not in client.get(PAGE).content.decode()
    record(topic, "change", by=None)
    assert "A norm that is new" in client.get(PAGE).content.decode()


def test_change_of_a_restricted_record_leaves_public_pages_in_the_cache(
    client: Client, django_assert_num_queries: Any
) -> None:
    client.get(PAGE)
    record(factories.ContactFactory(), "change", by=None)
    with django_assert_num_queries(0):
        client.get(PAGE)


def test_page_of_one_minute_is_not_given_in_the_next(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get(PAGE)
    factories.TopicFactory(kind="norm", letter="z", title="A norm that is new")
    now = times.minute_now()
    monkeypatch.setattr(times, "minute_now", lambda: now + 1)
    assert "A norm that is new" in client.get(PAGE).content.decode()


def test_signed_in_reader_gets_an_own_page(client_of: Any, client: Client, stranger: Any) -> None:
    client.get(PAGE)
    answer = client_of(stranger).get(PAGE)
    assert answer.headers["Cache-Control"] == "private, no-cache"
