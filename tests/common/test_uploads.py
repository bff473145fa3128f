"""What may be uploaded is decided by content."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NullObject, TextStringObject

from poa_portal.common import contents, uploads

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
DOCX_TYPES = (
    b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document"/></Types>'
)
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def package(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def office(extra: dict[str, bytes] | None = None, types: bytes = DOCX_TYPES) -> bytes:
    return package({"[Content_Types].xml": types, "word/document.xml": b"<w:document/>", **(extra or {})})


def pdf(change=None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if change:
        change(writer)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def reason(name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as refusal:
        uploads.checked(upload(name, content))
    return refusal.value.code


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("paper.pdf", pdf(), "application/pdf"),
        ("paper.PDF", pdf(), "application/pdf"),
        ("paper.docx", office(), uploads.TYPES["docx"]),
        ("paper.odt", package({"mimetype": ODT_TYPE, "content.xml": b"<x/>"}), uploads.TYPES["odt"]),
        ("figure.png", PNG, "image/png"),
        ("figure.jpeg", JPG, "image/jpeg"),
        ("note.txt", "Заметка – 笔记 – ملاحظة".encode(), "text/plain"),
    ],
)
def test_checked_accepts_what_is_what_it_says(name, content, media_type):
    accepted = uploads.checked(upload(name, content))
    assert (accepted.media_type, accepted.size) == (media_type, len(content))


def test_checked_gives_the_digest_and_rewinds():
    file = upload("note.txt", b"abc")
    accepted = uploads.checked(file)
    assert accepted.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert file.read() == b"abc"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("paper.pdf", b"MZ\x90\x00 a program"),
        ("paper.pdf", PNG),
        ("paper.pdf", b"<html><script>alert(1)</script></html>"),
        ("figure.png", pdf()),
        ("figure.png", b"GIF89a"),
        ("figure.jpg", PNG),
        ("paper.docx", package({"content": b"no document"})),
        ("paper.docx", b"PK\x03\x04 broken"),
        ("paper.xlsx", office()),
        ("paper.odt", office()),
        ("note.txt", b"\xff\xfe\x00\x01"),
        ("note.txt", b"caf\xe9"),
        ("page.html", b"<p>x</p>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("program.exe", b"MZ"),
        ("paper", pdf()),
        ("paper.pdf.exe", pdf()),
        ("paper.pdf\u202efdp.exe", pdf()),
    ],
)
def test_checked_refuses_a_wrong_type_behind_a_right_ending(name, content):
    assert reason(name, content) == "type"


def test_checked_refuses_an_empty_file():
    assert reason("paper.pdf", b"") == "empty"


def test_checked_says_how_much_is_too_much(settings):
    file = upload("paper.pdf", b"%PDF-1.7")
    file.size = 60 * 1024 * 1024
    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        uploads.checked(file)
    assert refusal.value.code == "too_large"
    assert refusal.value.message.replace("\xa0", " ") == (
        "“paper.pdf” has 60.0 MB; at most 50.0 MB can be received. Send a smaller file."
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/paper.pdf", "paper.pdf"),
        ("C:\\Users\\x\\paper.pdf", "paper.pdf"),
        ("pa\u202eper\u2066.pdf", "paper.pdf"),
        ("  paper   of  2026 .pdf", "paper of 2026.pdf"),
        (".pdf", "file.pdf"),
        ("ورقة.pdf", "ورقة.pdf"),
    ],
)
def test_checked_cleans_the_name(given, kept):
    file = upload("x.pdf", pdf())
    file._name = given
    assert uploads.checked(file).name == kept


def open_action(kind: str):
    def change(writer: PdfWriter) -> None:
        action = DictionaryObject(
            {NameObject("/S"): NameObject(kind), NameObject("/JS"): TextStringObject("app.alert(1)")}
        )
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


def script_of_a_page(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])


def script_of_the_document(writer: PdfWriter) -> None:
    tree = DictionaryObject({NameObject("/Names"): ArrayObject()})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): tree})


def opens_at_its_first_page(writer: PdfWriter) -> None:
    place = ArrayObject(
        [writer.pages[0].indirect_reference, NameObject("/XYZ"), NullObject(), NullObject(), NullObject()]
    )
    go = DictionaryObject({NameObject("/S"): NameObject("/GoTo"), NameObject("/D"): place})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(go)


def speaks_of_scripts(writer: PdfWriter) -> None:
    text = DecodedStreamObject()
    text.set_data(b"BT (Remove /JavaScript and /S /Launch, /JS (x) from files) Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(text)


@pytest.mark.parametrize(
    "change", [open_action("/JavaScript"), open_action("/Launch"), script_of_a_page, script_of_the_document]
)
def test_checked_refuses_a_pdf_that_runs_something(change):
    assert reason("paper.pdf", pdf(change)) == "active"


@pytest.mark.parametrize("change", [opens_at_its_first_page, speaks_of_scripts])
def test_checked_accepts_a_pdf_that_only_looks_active(change):
    assert uploads.checked(upload("paper.pdf", pdf(change))).media_type == "application/pdf"


def test_checked_sees_a_script_whose_name_is_written_in_another_way():
    written = pdf(open_action("/JavaScript")).replace(b"/JavaScript", b"/J#61vaScript")
    assert reason("paper.pdf", written) == "active"


def test_checked_looks_at_the_bytes_of_a_damaged_pdf(pdf_bytes):
    assert uploads.checked(upload("paper.pdf", pdf_bytes)).size == len(pdf_bytes)
    damaged = pdf_bytes.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
    assert reason("paper.pdf", damaged) == "active"


def test_a_mark_across_two_pieces_is_seen(monkeypatch):
    monkeypatch.setattr(contents, "CHUNK", 10)
    assert contents._has_script_mark(BytesIO(b"12345678/S/JavaScript 1234"))


def test_checked_accepts_a_pdf_that_may_be_read_by_all_and_refuses_one_with_a_password():
    assert uploads.checked(upload("paper.pdf", pdf(lambda w: w.encrypt("", "owner"))))
    assert reason("paper.pdf", pdf(lambda w: w.encrypt("secret"))) == "locked"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("paper.docx", office({"word/vbaProject.bin": b"x"})),
        ("paper.docx", office({"word/activeX/activeX1.xml": b"x"})),
        ("paper.docx", office(types=b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>")),
        ("paper.odt", package({"mimetype": ODT_TYPE, "content.xml": b"x", "Basic/Standard/Module1.xml": b"x"})),
    ],
)
def test_checked_refuses_documents_with_macros(name, content):
    assert reason(name, content) == "active"


def test_checked_refuses_documents_with_a_password():
    assert reason("paper.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "locked"
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    locked = package({"mimetype": ODT_TYPE, "content.xml": b"x", "META-INF/manifest.xml": manifest})
    assert reason("paper.odt", locked) == "locked"


def test_checked_refuses_what_unpacks_without_end(monkeypatch):
    monkeypatch.setattr(contents, "UNPACKED_LIMIT", 1_000_000)
    bomb = office({"word/media/zeros.bin": b"\0" * 2_000_000})
    assert len(bomb) < 10_000
    assert reason("paper.docx", bomb) == "bomb"


def test_checked_refuses_more_parts_than_a_document_has(monkeypatch):
    monkeypatch.setattr(contents, "PARTS_LIMIT", 3)
    assert reason("paper.docx", office({"a": b"", "b": b""})) == "bomb"


def test_a_pdf_is_not_looked_into_without_end(monkeypatch):
    monkeypatch.setattr(contents, "OBJECTS_LIMIT", 1)
    assert reason("paper.pdf", pdf()) == "bomb"
    monkeypatch.setattr(contents, "OBJECTS_LIMIT", 100)
    monkeypatch.setattr(contents, "SECONDS_LIMIT", -1)
    assert reason("paper.pdf", pdf()) == "bomb"


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_every_refusal_can_be_said_in_every_language(language):
    with translation.override(language):
        for word in ("type", "active", "locked", "bomb"):
            assert "%(name)s" in uploads._words(word)


def test_an_upload_that_cannot_be_scanned_is_refused(settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    assert reason("note.txt", b"abc") == "scanner"
