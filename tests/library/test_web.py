"""The sitemap and robots.txt."""

from xml.etree import ElementTree as ET

import pytest

from poa_portal.common.enums import Audience
from poa_portal.library import sitemaps
from tests.factories import SearchEntryFactory
from tests.library.making import paper

pytestmark = pytest.mark.django_db
SITE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HTML = "{http://www.w3.org/1999/xhtml}"


def places(client, address="/sitemap.xml"):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return {url.find(f"{SITE}loc").text: url for url in ET.fromstring(response.content).findall(f"{SITE}url")}  # noqa: S314  our own answer


def test_a_document_stands_in_six_languages_that_name_each_other(client, settings):
    settings.BASE_URL = "https://portal.example"
    paper("A/99/1")
    found = places(client)
    addresses = {code: f"https://portal.example/{code}/documents/A/99/1" for code, _name in settings.LANGUAGES}
    assert set(addresses.values()) <= set(found)
    links = found[addresses["fr"]].findall(f"{HTML}link")
    assert {link.get("hreflang"): link.get("href") for link in links} == addresses
    assert found[addresses["fr"]].find(f"{SITE}lastmod").text == "2026-07-20"


def test_pages_that_are_no_record_are_in_it(client, settings):
    assert f"{settings.BASE_URL}/ar/library/" in places(client)


def test_nothing_restricted_is_in_it(client, settings):
    paper("A/99/1", audience=Audience.STATES)
    paper("A/99/2", state="draft")
    assert not [address for address in places(client) if "/documents/" in address]


def test_too_many_places_are_parted_and_an_index_names_the_parts(client, monkeypatch, settings):
    monkeypatch.setattr(sitemaps, "PER_FILE", 2)
    for number in range(3):
        SearchEntryFactory(url=f"/things/{number}/")
    index = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own answer
    parts = [part.text for part in index.iter(f"{SITE}loc")]
    assert parts == [f"{settings.BASE_URL}/sitemap.xml?page={page}" for page in (1, 2)]
    assert f"{settings.BASE_URL}/en/things/2/" in places(client, "/sitemap.xml?page=2")


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1000000000", "٢"])
def test_a_part_that_does_not_exist_is_not_found(client, page):
    assert client.get(f"/sitemap.xml?page={page}").status_code == 404


def test_the_sitemap_costs_the_same_with_one_and_three(queries_of):
    SearchEntryFactory(url="/things/1/")
    one = queries_of("/sitemap.xml")
    SearchEntryFactory(url="/things/2/")
    SearchEntryFactory(url="/things/3/")
    assert queries_of("/sitemap.xml") == one


def test_robots_are_kept_from_the_desks_and_shown_the_sitemap(client, settings):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /ar/work/" in lines
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in lines
