"""Contract 5: every page, in English and in Arabic, is whole: language, direction, one heading, clean markup."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from tests.contracts.table import ROWS
from tests.contracts.world import World

VOID_ROLES = ("public", "representative", "drafter", "coordinator", "publisher")


class Page(HTMLParser):
    """What the contract asks of a page, read from its markup."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root: dict[str, str | None] = {}
        self.headings: list[str] = []
        self.handlers: list[str] = []
        self.ids: Counter[str] = Counter()
        self.inline: list[str] = []
        self.levels: list[int] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.root = found
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.handlers += [name for name in found if name.startswith("on")]
        if (
            "style" in found
            or tag == "style"
            or (tag == "script" and "src" not in found and found.get("type") != "application/json")
        ):
            self.inline.append(tag)
        if identifier := found.get("id"):
            self.ids[identifier] += 1


def pages_of(people: Any, client_of: Any, world: World, language: str) -> Any:
    """Every page of the table that some role can open, once, as the first such role sees it."""
    for row in ROWS:
        role = next((role for role in VOID_ROLES if row.expected[role] == 200), None)
        if role is None:
            continue
        with translation.override(language):
            address = reverse(row.name, kwargs=row.kwargs(world))
        answer = client_of(people[role]).get(address)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            yield row, address, answer


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_page_is_whole(language: str, direction: str, people: Any, client_of: Any, world: World) -> None:
    faults = []
    for row, address, answer in pages_of(people, client_of, world, language):
        text = answer.content.decode()
        page = Page(text)
        text = re.sub(r"<script[^>]*application/json.*?</script>", "", text, flags=re.DOTALL)
        found = {
            "lang": page.root.get("lang") == language or not address.startswith(f"/{language}/"),
            "dir": page.root.get("dir") == direction or not address.startswith(f"/{language}/"),
            "one h1": page.levels.count(1) == 1,
            "headings in order": all(
                later - sooner <= 1 for sooner, later in zip(page.levels, page.levels[1:], strict=False)
            ),
            "no handler": not page.handlers,
            "no inline code": not page.inline,
            "no braces": not re.search(r"{{|}}|{%|%}", text),
            "ids once": all(count == 1 for count in page.ids.values()),
            "description": '<meta name="description"' in text,
            "no missing variable": "INVALID-VARIABLE" not in text,
        }
        faults += [f"{row} {address}: {name}" for name, holds in found.items() if not holds]
    assert faults == []


@pytest.mark.slow
@pytest.mark.django_db
def test_arabic_page_shows_no_english_words_of_the_interface(people: Any, client_of: Any, world: World) -> None:
    """Buttons, headings and labels of the frame are translated; content and proper names stay as they are."""
    english = {
        "Search",
        "Skip to content",
        "Sign in",
        "Apply",
        "Meetings",
        "Documents",
        "Stakeholders",
        "Save",
        "Language",
    }
    faults = []
    for row, address, answer in pages_of(people, client_of, world, "ar"):
        if not address.startswith("/ar/"):
            continue
        words = re.findall(r">\s*([A-Z][A-Za-z ]+?)\s*<", answer.content.decode())
        faults += [f"{row}: {word}" for word in words if word in english]
    assert faults == []
