"""Atom feeds."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from poa_portal.common.enums import Audience
from poa_portal.library import feeds
from poa_portal.library.feeds import FeedEntry, FeedSource
from tests.library.making import paper

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ET.fromstring(response.content)  # noqa: S314  our own answer


def test_the_feed_has_all_that_atom_asks_for(client, settings):
    settings.BASE_URL = "https://portal.example"
    paper("A/99/1", title="Zero draft", summary_en="What it is.", released_at=datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    feed = read(client, "/en/feeds/documents.atom")
    assert feed.get(LANGUAGE) == "en"
    assert feed.find(f"{ATOM}id").text == "tag:portal.example,2026:documents.en"
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "PoA Portal"
    assert feed.find(f"{ATOM}updated").text == "2026-07-01T12:00:00+00:00"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "https://portal.example/en/feeds/documents.atom"
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "A/99/1 Zero draft"
    assert entry.find(f"{ATOM}link").get("href") == "https://portal.example/en/documents/A/99/1"
    assert entry.find(f"{ATOM}summary").text == "What it is."
    assert entry.find(f"{ATOM}id").text.startswith("tag:portal.example,2026:document:DOC-")


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_each_language_has_its_feed(client, language):
    column = f"title_{language.replace('-', '_')}"
    paper("A/99/1", **{column: "Its own title"})
    feed = read(client, f"/{language}/feeds/documents.atom")
    assert feed.get(LANGUAGE) == language
    assert feed.find(f"{ATOM}entry/{ATOM}title").text == "A/99/1 Its own title"


def test_the_feed_holds_the_newest_release_first_and_nothing_restricted(client_of, publisher):
    now = timezone.now()
    paper("A/99/1", title="Older", released_at=now - timedelta(days=2))
    paper("A/99/2", title="Newer", released_at=now - timedelta(days=1))
    paper("A/99/3", title="Later", released_at=now + timedelta(days=1))
    paper("A/99/4", title="Draft", state="draft")
    paper("A/99/5", title="For delegations", audience=Audience.STATES)
    paper("A/99/6", title="Withdrawn", state="withdrawn", withdrawn_at=now)
    feed = read(client_of(publisher), "/en/feeds/documents.atom")
    assert [title.text for title in feed.iter(f"{ATOM}title")][1:] == ["A/99/2 Newer", "A/99/1 Older"]


def test_the_feed_costs_the_same_with_one_and_three(client, queries_of):
    paper("A/99/1")
    one = queries_of("/en/feeds/documents.atom")
    paper("A/99/2")
    paper("A/99/3", languages=("en", "fr"))
    assert queries_of("/en/feeds/documents.atom") == one


def test_an_empty_feed_is_a_feed(client):
    feed = read(client, "/en/feeds/documents.atom")
    assert feed.find(f"{ATOM}updated").text


def test_a_room_may_register_a_feed_and_the_page_lists_it(client, monkeypatch):
    monkeypatch.setattr(feeds, "_sources", {})
    entry = FeedEntry(id="x:1", title="<One> & two", url="/en/x/", updated=datetime(2026, 1, 1, tzinfo=UTC))
    feeds.register(FeedSource("things", "Things", lambda user, language: [entry]))
    assert '/en/feeds/things.atom"' in client.get("/en/feeds/").content.decode()
    assert read(client, "/en/feeds/things.atom").find(f"{ATOM}entry/{ATOM}title").text == "<One> & two"


def test_an_unknown_feed_is_not_found(client):
    assert client.get("/en/feeds/nothing.atom").status_code == 404
