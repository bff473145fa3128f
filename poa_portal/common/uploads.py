"""What may be uploaded: decided by content, never by the name.

``checked(upload)`` returns an ``Accepted`` description or raises ``ValidationError`` in the reader's language.
"""

import hashlib
import socket
import zipfile
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from poa_portal.common.text import clean_file_name

PDF = "application/pdf"
TYPES = {
    "pdf": PDF,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain",
}
_ALIASES = {"jpeg": "jpg"}
_PACKAGE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}
_ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/OpenAction<</S/JavaScript")


@dataclass(frozen=True)
class Accepted:
    """An upload that may be kept: ``size`` in bytes, ``sha256`` in hexadecimal, ``media_type`` by content."""

    name: str
    media_type: str
    size: int
    sha256: str


def checked(upload: File) -> Accepted:
    """Check size, type, active content and virus; the file is read once from its beginning and rewound."""
    name = clean_file_name(upload.name or "file")
    size = upload.size or 0
    if size == 0:
        raise ValidationError(_("“%(name)s” is empty. Choose the file again.") % {"name": name}, code="empty")
    if size > settings.UPLOAD_LIMIT_BYTES:
        message = _("“%(name)s” has %(size)s; at most %(limit)s can be received. Send a smaller file.")
        values = {
            "name": name,
            "size": filesizeformat(size),
            "limit": filesizeformat(settings.UPLOAD_LIMIT_BYTES),
        }
        raise ValidationError(message % values, code="too_large")
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    ending = _ALIASES.get(name.rpartition(".")[2], name.rpartition(".")[2])
    if ending not in TYPES or not _is(ending, content):
        message = _("“%(name)s” cannot be accepted: its content must be one of %(types)s, and its ending must say so.")
        raise ValidationError(message % {"name": name, "types": ", ".join(TYPES).upper()}, code="type")
    if ending == "pdf" and any(mark in content for mark in _ACTIVE):
        raise ValidationError(
            _("“%(name)s” contains scripts. Save it as a plain PDF and send it again.") % {"name": name}, code="active"
        )
    _scan(name, content)
    return Accepted(name, TYPES[ending], len(content), hashlib.sha256(content).hexdigest())


def _is(ending: str, content: bytes) -> bool:
    if ending == "txt":
        return b"\x00" not in content and _decodes(content)
    if ending in _PACKAGE_PARTS:
        return _package_holds(content, _PACKAGE_PARTS[ending])
    try:
        found = puremagic.from_string(content[:4096])
    except puremagic.PureError:
        return False
    return _ALIASES.get(found.lstrip("."), found.lstrip(".")) == ending or (
        ending == "jpg" and found in {".jfif", ".jpe"}
    )


def _package_holds(content: bytes, part: str) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = package.namelist()
    except zipfile.BadZipFile:
        return False
    return part in names and not any(name.lower().endswith("vbaproject.bin") for name in names)


def _decodes(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _scan(name: str, content: bytes) -> None:
    """Ask ClamAV where ``CLAMD_URL`` (tcp://host:port) is set; an upload that cannot be scanned is refused."""
    if not settings.CLAMD_URL:
        return
    address = urlsplit(settings.CLAMD_URL)
    try:
        with socket.create_connection((address.hostname, address.port or 3310), timeout=30) as scanner:
            scanner.sendall(b"zINSTREAM\0" + len(content).to_bytes(4, "big") + content + b"\0\0\0\0")
            answer = scanner.recv(4096)
    except OSError as error:
        raise ValidationError(
            _("Files cannot be checked for viruses at the moment. Try again in a few minutes."), code="scanner"
        ) from error
    if not answer.rstrip(b"\0").endswith(b"OK"):
        raise ValidationError(_("“%(name)s” was refused by the virus scanner.") % {"name": name}, code="virus")
