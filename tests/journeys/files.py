"""The papers that people attach on the way."""

from tests.conftest import PDF

PDF_TYPE = "application/pdf"


def pdf(name: str, mark: str) -> tuple[str, str, bytes]:
    """A small PDF of its own bytes: name, type, content."""
    return name, PDF_TYPE, PDF.replace(b"%PDF-1.4\n", f"%PDF-1.4\n%{mark}\n".encode())
