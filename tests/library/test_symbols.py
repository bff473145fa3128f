"""Symbols as people write them."""

import pytest

from poa_portal.library import symbols
from tests.factories import DocumentFactory, SymbolFactory


def symbol(text, **document):
    return SymbolFactory(text=text, normal_form=symbols.normalise(text), document=DocumentFactory(**document)).document


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("A/RES/77/37", "A/RES/77/37"),
        ("a / res/77/37", "A/RES/77/37"),
        ("RES/77/37", "A/RES/77/37"),
        ("resolution 77/37", "A/RES/77/37"),
        ("Résolution 77/37", "A/RES/77/37"),
        ("resolución 77/37", "A/RES/77/37"),
        ("резолюция 77/37", "A/RES/77/37"),
        ("第77/37号决议", "A/RES/77/37"),
        ("القرار ٧٧/٣٧", "A/RES/77/37"),
        ("GA res. 77/37", "A/RES/77/37"),
        ("decision 75/564", "A/DEC/75/564"),
        ("A／RES／77／37", "A/RES/77/37"),
        ("A/C.1/77/L73", "A/C.1/77/L.73"),
        ("A/C1/77/L.73", "A/C.1/77/L.73"),
        ("L73", "L.73"),
        ("l. 73", "L.73"),
        ("A/C.1/73/L.27/rev1", "A/C.1/73/L.27/REV.1"),
        ("A/99/999*", "A/99/999"),
        ("A/99/999**", "A/99/999"),
        ("A/71/438–A/CONF.192/BMS/2016/1", "A/71/438-A/CONF.192/BMS/2016/1"),
        ("A_79_PV.1-EN.pdf", "A/79/PV.1"),
        ("a_res_77_37-FR.PDF", "A/RES/77/37"),
        ("https://docs.un.org/en/A/RES/77/37", "A/RES/77/37"),
        ("undocs.org/A/79/214", "A/79/214"),
        ("UN Doc. A/79/214", "A/79/214"),
        ("/A/79/214/", "A/79/214"),
        ("\u202aA/79/214\u202c", "A/79/214"),
        ("ST/AI/189/Add.25/Rev.1", "ST/AI/189/ADD.25/REV.1"),
        ("E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1", "E/CN.4/SUB.2/AC.2/1987/WP.4/ADD.1"),
        ("CAC/COSP/2021/3", "CAC/COSP/2021/3"),
        ("A/AC.292/2025/CRP.1", "A/AC.292/2025/CRP.1"),
        ("S/RES/2341 (2017)", "S/RES/2341(2017)"),
        ("DOC-2026-0007", "DOC-2026-0007"),
        ("", ""),
        ("///", ""),
    ],
)
def test_normalise_gives_one_form_for_all_spellings(written, meant):
    assert symbols.normalise(written) == meant


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("a/c.1/77/l73", "A/C.1/77/L.73"),
        ("A/C.1/73/L.27/REV.1", "A/C.1/73/L.27/Rev.1"),
        (" A / 99 / 999 / add.2 / rev.1 ", "A/99/999/Add.2/Rev.1"),
        ("A/99/999*", "A/99/999*"),
        ("CAC/COSP/2021/3", "CAC/COSP/2021/3"),
        ("GM/2026/Summary", "GM/2026/Summary"),
    ],
)
def test_tidy_prints_a_symbol_as_the_united_nations_do(written, printed):
    assert symbols.tidy(written) == printed


def test_normalise_is_the_same_twice():
    for text in ("a / res/77/37", "L73", "A_79_PV.1-EN.pdf", "第77/37号决议", "A/99/999*"):
        once = symbols.normalise(text)
        assert symbols.normalise(once) == once


def test_resolve_finds_the_document_by_any_of_its_symbols(db):
    document = symbol("A/71/438")
    SymbolFactory(document=document, text="A/CONF.192/BMS/2016/1", normal_form="A/CONF.192/BMS/2016/1")
    for written in ("a/71/438", "A/CONF192/BMS/2016/1", document.reference.lower()):
        found = symbols.resolve(written, None)
        assert (found.document, found.choices, found.exact) == (document, [], True)


def test_resolve_of_a_bare_ending_gives_the_one_document_that_ends_so(db):
    document = symbol("A/C.1/77/L.73")
    symbol("A/C.1/77/L.173")
    found = symbols.resolve("L73", None)
    assert (found.document, found.exact) == (document, False)


def test_resolve_of_an_ambiguous_ending_gives_the_choices(db):
    draft, decision = symbol("A/C.1/77/L.73", date="2022-10-13"), symbol("A/79/L.73", date="2025-05-01")
    found = symbols.resolve("L.73", None)
    assert (found.document, found.choices) == (None, [decision, draft])


def test_resolve_of_a_draft_called_a_resolution_finds_the_draft(db):
    draft = symbol("A/C.1/77/L.73")
    assert symbols.resolve("Resolution 77/L.73", None).document == draft


def test_resolve_of_session_and_number_offers_resolution_and_document(db):
    resolution, paper = symbol("A/RES/77/37", date="2022-12-07"), symbol("A/77/37", date="2022-08-01")
    assert symbols.resolve("77/37", None).choices == [resolution, paper]


def test_resolve_never_offers_what_the_reader_may_not_see(db, officer):
    public, draft = symbol("A/C.1/77/L.73"), symbol("A/79/L.73", state="draft")
    assert symbols.resolve("L.73", None).document == public
    assert symbols.resolve("A/79/L.73", None).document is None
    assert symbols.resolve("A/79/L.73", officer).document == draft


@pytest.mark.parametrize("text", ["", "*", "/", "RES", "x" * 5000, "\u202e", "%", "L.%", "A/RES/_"])
def test_resolve_of_what_is_no_symbol_gives_nothing(db, text):
    symbol("A/RES/77/37")
    found = symbols.resolve(text, None)
    assert (found.document, found.choices) == (None, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A/RES/77/37", True),
        ("L.73", True),
        ("77/37", True),
        ("INP-2026-0007", True),
        ("norms", False),
        ("and/or", False),
    ],
)
def test_looks_like_a_symbol(text, expected):
    assert symbols.looks_like(text) is expected
