"""The files of the demonstration: short papers, as PDF where this machine can make them, else as text."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from poa_portal.common import languages, pdf, uploads


def paper(title: str, text: str, language: str) -> SimpleUploadedFile:
    """One page with a title and a paragraph, checked like every upload."""
    context = {"title": title, "text": text, "language": language, "direction": languages.direction(language)}
    try:
        made = pdf.render(
            render_to_string("demonstration/paper.html", context),
            language=language,
            stylesheet="@page { margin: 2.5cm } body { line-height: 1.6 }",
        )
        upload = SimpleUploadedFile("paper.pdf", made.content, uploads.PDF)
    except pdf.RenderingRefused:
        upload = SimpleUploadedFile("paper.txt", f"{title}\n\n{text}\n".encode(), "text/plain")
    upload.accepted = uploads.checked(upload)  # type: ignore[attr-defined]
    return upload
