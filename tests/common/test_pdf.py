"""PDF/UA for every script, nothing fetched, nothing printed as empty boxes."""

import os
import subprocess
import sys
from io import BytesIO
from typing import Any

import page
import pytest
from pypdf import PdfReader

from poa_portal.common import checks_pdf, fonts, languages, pdf

SHEET = "@page { size: A4 }"
WORDS = {
    "ar": "السلام والأمن",
    "zh-hans": "和平与安全",
    "en": "Peace and security",
    "fr": "Paix et sécurité",
    "ru": "Мир и безопасность",
    "es": "Paz y seguridad",
}


def a_page(language: str, body: str = "") -> str:
    direction = languages.direction(language)
    head = f'<meta charset="utf-8"><title>{WORDS[language]}</title>'
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head>{head}</head>'
        f"<body><h1>{WORDS[language]}</h1><p>{WORDS[language]} A/80/257</p>{body}</body></html>"
    )


@pytest.mark.parametrize("language", languages.CODES)
def test_render_conforms_in_each_language(language: str) -> None:
    rendered = pdf.render(a_page(language), language=language, stylesheet=SHEET)

    assert page.validate_pdf_bytes(rendered.content, profile="ua1").failures == []
    reader = PdfReader(BytesIO(rendered.content))
    assert (rendered.pages, len(reader.pages)) == (1, 1)
    assert reader.metadata is not None
    assert reader.metadata.title == WORDS[language]
    assert reader.trailer["/Root"]["/Lang"] == language


@pytest.mark.parametrize("language", languages.CODES)
def test_render_embeds_the_font_of_the_language(language: str) -> None:
    rendered = pdf.render(a_page(language), language=language, stylesheet=SHEET)

    names, embedded = set(), []
    for font in _fonts(PdfReader(BytesIO(rendered.content))):
        below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = below["/FontDescriptor"].get_object()
        names.add(font["/BaseFont"].split("+")[1].replace("-", " "))
        embedded.append(any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")))
    assert all(embedded)
    assert any(name.startswith(fonts.FAMILIES[language][0]) for name in names)


def test_render_refused_without_a_font(monkeypatch: Any) -> None:
    monkeypatch.setattr(fonts, "_covering", lambda orthography: orthography != "zh-cn")

    with pytest.raises(pdf.RenderingRefused) as refusal:
        pdf.render(a_page("zh-hans"), language="zh-hans", stylesheet=SHEET)

    assert refusal.value.message == (
        "No installed font covers Chinese. Install one on the worker: apt-get install fonts-noto-cjk"
    )


def test_render_refused_for_a_sign_that_no_font_has() -> None:
    with pytest.raises(pdf.RenderingRefused) as refusal:
        pdf.render(a_page("en", "<p>\ue0a1</p>"), language="en", stylesheet=SHEET)

    assert "U+E0A1" in refusal.value.message


@pytest.mark.parametrize(
    "address", ["http://elsewhere.example/a.png", "file:///etc/passwd", "data:image/png;base64,AA=="]
)
def test_render_fetches_nothing(address: str) -> None:
    with pytest.raises(pdf.RenderingRefused):
        pdf.render(a_page("en", f'<img src="{address}" alt="a">'), language="en", stylesheet=SHEET)


def test_watcher_hears_of_each_page() -> None:
    heard: list[tuple[int, int]] = []
    body = '<p style="break-before: page">more</p>' * 2

    pdf.render(
        a_page("en", body), language="en", stylesheet=SHEET, watcher=lambda *step: heard.append(step), expected_pages=2
    )

    assert heard == [(1, 2), (2, 2), (3, 3)]


def test_weasyprint_is_not_loaded_with_the_module() -> None:
    code = "import sys, django; django.setup(); import reports.urls_progress; print('weasyprint' in sys.modules)"
    environment = {"DJANGO_SETTINGS_MODULE": "poa_portal.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"


def test_check_names_what_is_missing_in_one_line(monkeypatch: Any) -> None:
    monkeypatch.setattr(fonts, "_covering", lambda orthography: orthography != "ar")
    monkeypatch.setattr(checks_pdf, "_loads", lambda library: "subset" not in library)

    found = checks_pdf.rendering_has_what_it_needs()

    assert [(message.id, message.msg) for message in found] == [
        (
            "portal.W010",
            (
                "PDF files cannot be rendered well without libharfbuzz-subset.so.0, a font for Arabic: "
                "apt-get install fonts-noto-core libharfbuzz-subset0"
            ),
        )
    ]


def test_check_is_silent_on_a_complete_machine() -> None:
    assert checks_pdf.rendering_has_what_it_needs() == []


def _fonts(reader: PdfReader) -> list[Any]:
    return [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
