"""The frame of every page: what it costs, what it says of itself, and the rules of its style sheet and scripts."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from poa_portal.common import context
from tests import factories

STATIC = Path(settings.BASE_DIR) / "static"
CSS = (STATIC / "css" / "portal.css").read_text()
PAGE = "/en/accessibility/"
pytestmark = pytest.mark.django_db


def page_of(client: Client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


def token(name: str) -> tuple[str, str]:
    """The light and the dark value of a colour."""
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", CSS)
    assert found, name
    return found[1], found[2]


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_frame_signed_out_asks_neither_database_nor_session(client: Client, django_assert_num_queries: Any) -> None:
    client.get(PAGE)
    with django_assert_num_queries(0):
        response = client.get(PAGE)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_signed_in_without_a_session_cookie_is_false() -> None:
    request = RequestFactory().get(PAGE)
    assert context.is_signed_in(request) is False


def test_frame_signed_in_names_the_post_and_offers_to_sign_out(client_of: Any, drafter: Any) -> None:
    page = page_of(client_of(drafter))
    assert 'class="work-bar"' in page
    assert "<bdi>Arvandia</bdi> · Delegation drafter" in page
    assert 'action="/en/accounts/logout/"' in page
    assert 'href="/en/accounts/login/"' not in page


def test_frame_signed_out_offers_to_sign_in(client: Client) -> None:
    page = page_of(client)
    assert 'class="work-bar"' not in page
    assert 'href="/en/accounts/login/"' in page


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl"), ("zh-hans", "ltr")])
def test_page_says_its_language_and_direction(client: Client, code: str, direction: str) -> None:
    assert f'<html lang="{code}" dir="{direction}">' in page_of(client, f"/{code}/accessibility/")


def test_page_names_its_own_address_and_its_other_languages(client: Client) -> None:
    page = page_of(client)
    assert f'<link rel="canonical" href="{settings.BASE_URL}{PAGE}">' in page
    found = re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', page)
    assert found == [(code, f"{settings.BASE_URL}/{code}/accessibility/") for code, _name in settings.LANGUAGES]


def test_page_with_a_query_has_no_address_for_search_engines(client: Client) -> None:
    assert "canonical" not in page_of(client, f"{PAGE}?a=1")


def test_language_switch_keeps_the_page_and_its_query(client: Client) -> None:
    assert 'href="/fr/accessibility/?a=1"' in page_of(client, f"{PAGE}?a=1")


def test_current_page_is_marked_once_in_each_navigation(client: Client) -> None:
    page = page_of(client)
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', page) == [PAGE]


def test_document_belongs_to_the_documents_entry(client: Client) -> None:
    document = factories.DocumentFactory()
    page = page_of(client, f"/en/documents/{document.public_name}")
    assert '<a href="/en/library/" aria-current="true">' in page


def test_page_has_no_inline_script_style_or_handler(client: Client) -> None:
    page = page_of(client)
    assert not re.findall(r"<style|<script(?![^>]+src=)|\sstyle=|\son\w+=", page)


def test_unknown_page_keeps_frame_and_language(client: Client) -> None:
    response = client.get("/ar/nothing-here/")
    assert response.status_code == 404
    assert '<html lang="ar" dir="rtl">' in response.content.decode()
    assert response.content.decode().count("<h1") == 1


def test_weights_stay_within_the_budget() -> None:
    scripts = sum(path.stat().st_size for path in (STATIC / "js").glob("*.js"))
    assert len(CSS.encode()) <= 20_480
    assert scripts <= 10_240


def test_style_sheet_uses_logical_properties_only() -> None:
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|[{;]\s*(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)\s*:|(?:text-align|float): (?:left|right)"
    assert re.findall(physical, CSS) == []


TEXT_PAIRS = [
    ("ink", "ground"),
    ("ink", "surface"),
    ("ink", "tint"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent", "tint"),
    ("positive", "surface"),
    ("caution", "surface"),
    ("negative", "surface"),
    ("ground", "accent"),
]


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(text: str, ground: str, theme: int) -> None:
    assert contrast(token(text)[theme], token(ground)[theme]) >= 5.9


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_borders_of_controls_stand_out(theme: int) -> None:
    assert contrast(token("control")[theme], token("ground")[theme]) >= 3
