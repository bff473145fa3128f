"""The secretariat drafts the year's progress report, renders it in six languages and publishes it as a document."""

import json
from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

import page as page_validation
import pypdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

RENDERING = 180_000  # milliseconds for six files, on a machine that does other things as well
TITLES = {"en": "Annual progress report 2026 (demonstration)", "ar": "Annual progress report of the journey"}
SENTENCES = {
    "en": "Harbour masters met and agreed on a template.",
    "ar": "التقى مديرو الموانئ واتفقوا على نموذج موحد.",
}
SYMBOLS = {"en": "A/AC.999/2026/L.1", "ar": "A/AC.999/2026/L.2"}


def test_progress_report_from_paragraph_to_document(walk: Callable[..., Walker]) -> None:
    publisher, reader, drafter = walk("Alex Rivers"), walk(), walk("Tomas Okello")
    slug = _report_of_the_demonstration(publisher) if publisher.language == "en" else _new_report(publisher)
    _add_paragraph(publisher, slug)
    assert drafter.go(f"reports/progress/{slug}/").status == 404
    for step in ("Circulate to all delegations", "Record the adoption"):
        assert reader.go(f"reports/progress/{slug}/?{step[:4]}").status == 404
        publisher.go(f"work/progress/{slug}/edit/")
        publisher.follow(step)
        publisher.press(step)
        drafter.go(f"reports/progress/{slug}/")
        drafter.sees(SENTENCES[drafter.language])
    _set_symbol(publisher, slug)
    arabic = _render(publisher, slug)
    _is_accessible_arabic(arabic)
    publisher.go(f"work/progress/{slug}/publish/")
    publisher.press("Publish for everybody")
    publisher.sees(publisher.words("The report is published as a document in six languages."))
    _public_finds_it(reader, slug, arabic)


def _report_of_the_demonstration(publisher: Walker) -> str:
    publisher.go("work/progress/")
    publisher.follow(TITLES["en"])
    return publisher.path.split("/")[2]


def _new_report(publisher: Walker) -> str:
    publisher.go("work/progress/")
    publisher.follow("Begin a progress report")
    publisher.press("Begin the report")
    publisher.arrive("with errors")
    year = timezone.now().year
    publisher.field("body").select_option(index=4)
    publisher.fill({"slug": "journey", "period_from": f"{year}-01-01", "period_to": f"{year}-12-31"})
    publisher.fill({"title_en": TITLES["ar"], "title_ar": "تقرير الرحلة"})
    publisher.press("Begin the report")
    publisher.sees(publisher.words("The report is there, with a section for each pillar."))
    return publisher.path.split("/")[2]


def _add_paragraph(publisher: Walker, slug: str) -> None:
    publisher.go(f"work/progress/{slug}/edit/")
    publisher.click(publisher.main.locator('a[href*="/paragraphs/new/"]').first)
    publisher.press("Save the paragraph")
    publisher.arrive("with errors")
    publisher.sees(publisher.words("Write the paragraph in at least one language."))
    publisher.fill({f"text_{code}": sentence for code, sentence in SENTENCES.items()})
    publisher.press("Save the paragraph")
    publisher.sees(SENTENCES[publisher.language])
    if publisher.language == "ar":
        publisher.go(f"work/progress/{slug}/paragraphs/new/?section=C")
        publisher.choose("block", "reports")
        publisher.press("Save the paragraph")
    publisher.go(f"work/progress/{slug}/preview/")
    publisher.sees(SENTENCES[publisher.language])


def _set_symbol(publisher: Walker, slug: str) -> None:
    """Before the files are rendered, because they print it."""
    publisher.go(f"work/progress/{slug}/publish/")
    publisher.misses(publisher.words("Publish for everybody"))
    publisher.fill({"symbol": SYMBOLS[publisher.language].replace("/", " / ")})
    publisher.press("Set the symbol")
    expect(publisher.field("symbol")).to_have_value(SYMBOLS[publisher.language])


def _render(publisher: Walker, slug: str) -> bytes:
    """The page renews its bars by itself until the worker has made all six; the Arabic file is opened."""
    publisher.go(f"work/progress/{slug}/jobs/")
    publisher.press("Render in six languages")
    publisher.sees(publisher.words("Rendering. This list renews itself every second."))
    expect(publisher.main.locator('progress[value="100"]')).to_have_count(6, timeout=RENDERING)
    publisher.arrive("when all are done")
    links = publisher.main.locator('a[href$=".pdf"]')
    assert links.count() == 6
    return publisher.fetch(publisher.main.locator('a[href$="/ar.pdf"]').get_attribute("href") or "")


def _is_accessible_arabic(content: bytes) -> None:
    failures = page_validation.validate_pdf_bytes(content, profile="ua1").failures
    assert failures == []
    document = pypdf.PdfReader(BytesIO(content))
    assert str(document.root_object["/Lang"]).startswith("ar")
    text = "".join(page.extract_text() for page in document.pages)
    assert "الموانئ" in text or "الموانئ"[::-1] in text


def _public_finds_it(reader: Walker, slug: str, arabic: bytes) -> None:
    code = reader.language
    symbol = SYMBOLS[code]
    reader.go(f"library/?q={quote(symbol)}")
    reader.sees(symbol)
    reader.click(reader.main.locator(f'a[href="/{code}/documents/{symbol}"]').first)
    reader.sees(symbol, "العربية", "中文", "English", "Français", "Русский", "Español")
    assert reader.fetch(_link_of_language(reader, "ar")) == arabic
    reader.go(f"reports/progress/{slug}/?published")
    reader.sees(SENTENCES[code], reader.words("The document with its PDF files"))
    found = json.loads(reader.fetch(f"/api/v1/progress-reports/{slug}/"))
    assert found["symbol"] == symbol


def _link_of_language(reader: Walker, language: str) -> str:
    link = reader.main.locator(
        f'a[href*="/files/"][hreflang="{language}"], a[href*="/files/"][lang="{language}"]'
    ).first
    return link.get_attribute("href") or ""
