"""The whole report in six languages: PDF/UA, bars, contents, right to left."""

from io import BytesIO
from typing import Any

import page
import pytest
from django.utils import translation
from django.utils.translation import ngettext
from pypdf import PdfReader

from poa_portal.common import pdf
from poa_portal.common.languages import CODES
from reports import documents, rendering
from reports.actions.rendering import request_rendering
from reports.enums import JobState
from reports.models import Revision
from tests.reports.factories_progress import SECTIONS, TITLES, make_report, something_to_count

pytestmark = pytest.mark.django_db

REMARK = "One paragraph is not yet available in this language and is shown in another."
REMARK_ON_SEVERAL = "%(count)s paragraphs are not yet available in this language and are shown in another."


@pytest.fixture
def revision() -> Revision:
    revision = make_report(paragraphs_per_section=3)
    something_to_count(revision.report)
    return revision


def printed(revision: Revision, language: str) -> pdf.Rendered:
    html = documents.html_for(revision, language)
    return pdf.render(html, language=language, stylesheet=documents.stylesheet())


@pytest.mark.parametrize("language", CODES)
def test_report_conforms_to_pdf_ua(language: str, revision: Revision) -> None:
    rendered = printed(revision, language)

    report = page.validate_pdf_bytes(rendered.content, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    reader = PdfReader(BytesIO(rendered.content))
    assert reader.metadata is not None
    assert reader.metadata.title == TITLES[language]
    assert [entry["/Title"].split(" ", 1)[-1].strip() for entry in _flat(reader.outline)][:1] == [
        TITLES[language].split(" ", 1)[-1]
    ]


def test_table_cells_know_their_headers(revision: Revision) -> None:
    reader = PdfReader(BytesIO(printed(revision, "en").content))

    cells = [element for element in _structure(reader) if element["/S"] == "/TD"]
    assert cells
    assert all(len(cell["/A"]["/Headers"]) == 2 for cell in cells)


def test_contents_name_the_pages_of_the_sections(revision: Revision) -> None:
    reader = PdfReader(BytesIO(printed(revision, "en").content))

    texts = [sheet.extract_text() for sheet in reader.pages]
    for names in SECTIONS:
        page_number = next(number for number, text in enumerate(texts, 1) if number > 1 and names["en"] in text)
        line = next(line for line in texts[0].splitlines() if names["en"] in line)
        rest = texts[0][texts[0].index(line) :].split(names["en"], 1)[1]
        assert rest.split()[0] == str(page_number)
    assert f"2/{len(texts)}" in texts[1]


def test_arabic_pages_are_mirrored(revision: Revision) -> None:
    arabic, english = _placed(revision, "ar"), _placed(revision, "en")

    assert '<html lang="ar" dir="rtl">' in documents.html_for(revision, "ar")
    # The mark of a section and the names of the lines begin at the right, the shares end at the left.
    assert (english["A."] < 0.2, arabic["ألف"] > 0.8) == (True, True)
    assert (english["Private sector"] < 0.25, arabic["القطاع الخاص"] > 0.6) == (True, True)
    assert (english["45.5 %"] > 0.75, arabic["45.5"] < 0.2) == (True, True)


def test_untranslated_paragraph_says_its_language(revision: Revision) -> None:
    text = revision.texts.filter(block="text").order_by("number").first()
    assert text is not None
    text.text_fr = ""
    text.save()

    html = documents.html_for(revision, "fr")

    assert f'id="{text.paragraph.anchor}" lang="en" dir="ltr"' in html
    with translation.override("fr"):
        remark = ngettext(REMARK, REMARK_ON_SEVERAL, 1)
    assert remark in html


def test_text_of_authors_is_never_markup(revision: Revision) -> None:
    text = revision.texts.filter(block="text").order_by("number").first()
    assert text is not None
    text.text_en = '<img src="http://elsewhere.example/a.png"> & more'
    text.save()

    html = documents.html_for(revision, "en")

    assert "&lt;img src=&quot;http://elsewhere.example/a.png&quot;&gt; &amp; more" in html


def test_job_makes_a_real_file(revision: Revision, officer: Any) -> None:
    job = request_rendering(revision, by=officer, chosen=["fr"])["fr"]
    rendering.work_off(job.pk)

    job.refresh_from_db()
    with job.upload.open("rb") as stored:
        pages = len(PdfReader(stored).pages)
    assert (job.state, job.pages, job.done == job.total) == (JobState.DONE, pages, True)


def _placed(revision: Revision, language: str) -> dict[str, float]:
    """Where each run of text on the second page begins, as a share of the width."""
    sheet = PdfReader(BytesIO(printed(revision, language).content)).pages[1]
    pixels = float(sheet.mediabox.width) / 0.75
    found: dict[str, float] = {}

    def note(text: str, _cm: Any, matrix: Any, *_: Any) -> None:
        for run in (text.strip(), *text.split()):
            found.setdefault(run, matrix[4] / pixels)

    sheet.extract_text(visitor_text=note)
    return found


def _flat(outline: Any) -> list[Any]:
    return [entry for part in outline for entry in (_flat(part) if isinstance(part, list) else [part])]


def _structure(reader: PdfReader) -> list[Any]:
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            below = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(below, dict) and "/S" in below:
                found.append(below)
                waiting.append(below)
    return found
