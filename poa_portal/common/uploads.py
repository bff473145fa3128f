"""What may be uploaded: decided by content, never by the name.

``checked(upload)`` returns an ``Accepted`` description or raises ``ValidationError`` in the reader's language.
"""

import hashlib
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from poa_portal.common import contents
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


@dataclass(frozen=True)
class Accepted:
    """An upload that may be kept: ``size`` in bytes, ``sha256`` in hexadecimal, ``media_type`` by content."""

    name: str
    media_type: str
    size: int
    sha256: str


def checked(upload: File) -> Accepted:
    """Check size, type, active content and virus; the file is read in pieces and left at its beginning."""
    name = clean_file_name(upload.name or "")
    size = upload.size or 0
    if size == 0:
        raise _refusal(_("“%(name)s” is empty. Choose the file again."), "empty", name)
    if size > settings.UPLOAD_LIMIT_BYTES:
        message = _("“%(name)s” has %(size)s; at most %(limit)s can be received. Send a smaller file.")
        limit = filesizeformat(settings.UPLOAD_LIMIT_BYTES)
        raise _refusal(message, "too_large", name, size=filesizeformat(size), limit=limit)
    ending = _ALIASES.get(name.rpartition(".")[2], name.rpartition(".")[2])
    try:
        contents.check(ending, upload)
    except contents.Refused as refused:
        raise _refusal(_words(refused.reason), refused.reason, name, types=", ".join(TYPES).upper()) from refused
    digest, size = _digest(upload)
    _scan(name, upload)
    upload.seek(0)
    return Accepted(name, TYPES[ending], size, digest)


def _words(reason: str) -> str:
    return {
        "type": _("“%(name)s” cannot be accepted: its content must be one of %(types)s, and its ending must say so."),
        "active": _(
            "“%(name)s” contains scripts or macros. Save it without them, best as a plain PDF, and send it again."
        ),
        "locked": _(
            "“%(name)s” needs a password or is in an old format. Save it without a password and send it again."
        ),
        "bomb": _("“%(name)s” unpacks to more than can be handled. Save it again, best as a PDF, and send that."),
    }[reason]


def _refusal(message: str, code: str, name: str, **values: Any) -> ValidationError:
    return ValidationError(message % {"name": name, **values}, code=code)


def _digest(upload: File) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in contents.chunks(upload):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _scan(name: str, upload: File) -> None:
    """Ask ClamAV where ``CLAMD_URL`` (tcp://host:port) is set; an upload that cannot be scanned is refused."""
    if not settings.CLAMD_URL:
        return
    address = urlsplit(settings.CLAMD_URL)
    try:
        with socket.create_connection((address.hostname, address.port or 3310), timeout=30) as scanner:
            scanner.sendall(b"zINSTREAM\0")
            for piece in contents.chunks(upload):
                scanner.sendall(len(piece).to_bytes(4, "big") + piece)
            scanner.sendall(b"\0\0\0\0")
            answer = scanner.recv(4096)
    except OSError as error:
        message = _("Files cannot be checked for viruses at the moment. Try again in a few minutes.")
        raise ValidationError(message, code="scanner") from error
    if not answer.rstrip(b"\0").endswith(b"OK"):
        raise _refusal(_("“%(name)s” was refused by the virus scanner."), "virus", name)
