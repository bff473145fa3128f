"""Documents as the tests of the library need them."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from poa_portal.library import search, symbols
from poa_portal.library.models import Document
from tests.factories import DocumentFactory, DocumentKindFactory, FileFactory, SymbolFactory, VersionFactory


def paper(*names: str, languages: tuple[str, ...] = ("en",), content: bytes = b"%PDF-1.7 x", **fields: Any) -> Document:
    """A document with these symbols and a file in each language, found by search."""
    title = fields.pop("title", "Working paper on threats")
    document = DocumentFactory(**{"title": title, "title_en": title, **fields})
    for name in names:
        SymbolFactory(document=document, text=symbols.tidy(name), normal_form=symbols.normalise(name))
    for code in languages:
        FileFactory(version=VersionFactory(document=document, language=code), content=content + code.encode())
    search.reindex(document)
    return document


def values(**changes: Any) -> dict[str, Any]:
    """What ``create_document`` needs."""
    return {"kind": DocumentKindFactory(), "date": date(2026, 7, 20), "title_en": "A new paper", **changes}


def txt(content: bytes = b"A text.", name: str = "paper.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
