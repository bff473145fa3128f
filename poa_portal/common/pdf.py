"""HTML to PDF/UA-1 with WeasyPrint, which is loaded only where something is rendered.

The HTML says its language, direction and title; fonts are embedded; nothing is fetched from anywhere. What cannot be
rendered faithfully is refused with a sentence for the reader, never printed as empty boxes.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from poa_portal.common import fonts

Watcher = Callable[[int, int], None]  # pages laid out, pages expected
_PAGE = re.compile(r"Page (\d+)")
# Where WeasyPrint loads its libraries: Pango lays text out, HarfBuzz's subsetter embeds fonts quickly.
LIBRARIES = {"libpango-1.0.so.0": "libpango-1.0-0", "libpangoft2-1.0.so.0": "libpangoft2-1.0-0"}


class RenderingRefused(Exception):
    """The document cannot be rendered as it should be; ``message`` says why and what helps."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Rendered:
    """A finished PDF."""

    content: bytes
    pages: int


def render(
    html: str, *, language: str, stylesheet: str, watcher: Watcher | None = None, expected_pages: int = 1
) -> Rendered:
    """Render a whole HTML document as PDF/UA-1.

    ``watcher`` is called with the pages done and expected while pages are laid out. Raises ``RenderingRefused``
    where a library or a font is missing, or where a sign of the text has no glyph in any font.
    """
    if reason := fonts.missing_for(language):
        raise RenderingRefused(reason)
    weasyprint = _weasyprint()
    closed = _closed_fetcher(weasyprint)
    with _watched(watcher, expected_pages):
        try:
            sheet = weasyprint.CSS(
                string=f"html {{ font-family: {fonts.stack(language)} }}\n{stylesheet}", url_fetcher=closed
            )
            source = weasyprint.HTML(string=html, base_url="portal:", url_fetcher=closed)
            document = source.render(stylesheets=[sheet], pdf_variant="pdf/ua-1")
            content = document.write_pdf(finisher=_refuse_empty_boxes, pdf_variant="pdf/ua-1")
        except weasyprint.urls.FatalURLFetchingError as error:
            raise RenderingRefused(_("The document asks for something from outside; nothing is fetched.")) from error
    return Rendered(content, len(document.pages))


def _weasyprint() -> Any:
    try:
        import weasyprint  # slow and large: only workers that render load it
    except OSError as error:
        message = _("A library for PDF files is missing. Install it on the worker: apt-get install %(packages)s")
        raise RenderingRefused(message % {"packages": " ".join(LIBRARIES.values())}) from error
    return weasyprint


def _closed_fetcher(weasyprint: Any) -> Any:
    """A fetcher that fetches nothing: a document brings all it needs with it."""

    class ClosedFetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise weasyprint.urls.FatalURLFetchingError(url)

    return ClosedFetcher()


def _refuse_empty_boxes(document: Any, _pdf: Any) -> None:
    """Called before the file is written: WeasyPrint notes each sign for which no font had a glyph."""
    signs = sorted({sign for font in document.fonts.values() for sign in font.missing})
    if not signs:
        return
    shown = ", ".join(f"“{chr(sign)}” (U+{sign:04X})" for sign in signs[:5])
    message = ngettext(
        "No installed font has this character: %(shown)s. Install a font for it on the worker, or change the text.",
        "No installed font has %(count)d characters of the text, among them %(shown)s. "
        "Install fonts for them on the worker, or change the text.",
        len(signs),
    )
    raise RenderingRefused(message % {"shown": shown, "count": len(signs)})


class _Steps(logging.Handler):
    """Turns WeasyPrint's progress log into pages done; the second pass over the pages counts as the rest."""

    def __init__(self, watcher: Watcher, expected: int) -> None:
        super().__init__(logging.INFO)
        self.watcher, self.expected, self.reached = watcher, max(expected, 1), 0

    def emit(self, record: logging.LogRecord) -> None:
        if found := _PAGE.search(record.getMessage()):
            self.reached = max(self.reached, int(found[1]))
            self.expected = max(self.expected, self.reached)
            self.watcher(self.reached, self.expected)


@contextmanager
def _watched(watcher: Watcher | None, expected_pages: int) -> Iterator[None]:
    if watcher is None:
        yield
        return
    log, steps = logging.getLogger("weasyprint.progress"), _Steps(watcher, expected_pages)
    log.addHandler(steps)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(steps)
        log.setLevel(logging.NOTSET)
        log.propagate = True
