"""Document rows."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from poa_portal.library.models import Document
from poa_portal.library.rows import document_rows
from tests.factories import FileFactory, VersionFactory
from tests.library.making import paper

pytestmark = pytest.mark.django_db


def row_of(document, language="en"):
    with translation.override(language):
        return document_rows(Document.objects.with_rows().filter(pk=document.pk))[0]


def test_a_row_shows_symbol_title_kind_and_date_in_the_language_of_the_page():
    document = paper("A/99/1", title_fr="Document de travail")
    row = row_of(document, "fr")
    assert (row.symbol, row.title, row.url) == ("A/99/1", "Document de travail", "/fr/documents/A/99/1")
    assert (row.date, row.iso_date, row.state_word, row.note) == ("20 juillet 2026", "2026-07-20", "", "")


def test_a_title_in_another_language_says_which():
    document = paper("A/99/1", title="English title", title_ar="عنوان")
    assert row_of(document, "ar").title_language == ""
    assert (row_of(document, "ru").title_language, row_of(document, "ru").title_direction) == ("en", "ltr")
    Document.objects.filter(pk=document.pk).update(title_en="")
    assert (row_of(document, "ru").title_language, row_of(document, "ru").title_direction) == ("ar", "rtl")


def test_chips_stand_in_the_usual_order_with_others_after_them():
    row = row_of(paper("A/99/1", languages=("sw", "es", "en", "ar", "pt")))
    assert [chip.code for chip in row.chips] == ["ar", "en", "es", "pt", "sw"]
    assert [chip.label for chip in row.chips] == ["العربية", "English", "Español", "Português", "Kiswahili"]
    assert (row.chips[1].format, row.chips[1].size.replace("\xa0", " "), row.chips[1].mark) == ("PDF", "12 bytes", "")


def test_a_chip_leads_to_the_newest_text_and_marks_what_is_behind_or_unofficial():
    document = paper("A/99/1", languages=("en", "fr"))
    newer = FileFactory(version=VersionFactory(document=document, language="en", revision=1), content=b"%PDF new")
    FileFactory(
        version=VersionFactory(document=document, language="es", revision=1, status="machine"), content=b"%PDF es"
    )
    chips = {chip.code: chip for chip in row_of(document).chips}
    assert newer.sha256 in chips["en"].url
    assert {code: chip.mark for code, chip in chips.items()} == {
        "en": "",
        "fr": "earlier revision",
        "es": "Machine translation",
    }


def test_a_chip_prefers_the_pdf_and_needs_a_file():
    document = paper("A/99/1", languages=())
    version = VersionFactory(document=document, language="en")
    VersionFactory(document=document, language="fr")
    FileFactory(version=version, name="paper.docx", media_type="application/docx", content=b"docx")
    FileFactory(version=version, content=b"%PDF")
    assert [(chip.code, chip.format) for chip in row_of(document).chips] == [("en", "PDF")]


def test_what_is_not_out_yet_and_what_was_withdrawn_say_so():
    waiting = paper("A/99/1", released_at=datetime(2031, 7, 1, 14, 0, tzinfo=UTC))
    withdrawn = paper("A/99/2", state="withdrawn", withdrawn_at=datetime(2026, 7, 1, tzinfo=UTC))
    assert row_of(waiting).note == "Appears on 1 July 2031, 14:00 (UTC)"
    row = row_of(withdrawn)
    assert (row.withdrawn, row.state_word, row.chips) == (True, "Withdrawn", [])
    assert row_of(paper("A/99/3", state="draft")).state_word == "Draft"


def test_addresses_are_those_that_django_makes():
    document = paper("A/99/999*", languages=("ar",))
    row = row_of(document)
    with translation.override("en"):
        assert row.url == document.get_absolute_url()


def test_rows_cost_no_query_of_their_own(django_assert_num_queries):
    for number in range(3):
        paper(f"A/99/{number}", languages=("en", "fr"))
    documents = list(Document.objects.with_rows())
    with django_assert_num_queries(0):
        document_rows(documents)
