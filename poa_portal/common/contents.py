"""Looking inside uploads: what a file is, whatever it is called, and whether opening it would run something.

Every function takes an open binary file and leaves its position anywhere. ``Refused`` says why in one word.
"""

import codecs
import logging
import re
import time
import zipfile
from collections.abc import Iterator
from typing import IO, Any

import puremagic
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

CHUNK = 256 * 1024
UNPACKED_LIMIT = 512 * 1024 * 1024
PARTS_LIMIT = 5_000
OBJECTS_LIMIT = 100_000
SECONDS_LIMIT = 20
_OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_ODT = b"application/vnd.oasis.opendocument.text"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what Office makes of a document with a password
_IMAGE_NAMES = {"jpeg": "jpg", "jfif": "jpg", "jpe": "jpg"}
# Branches of a PDF that hold no actions and most of its objects: the tags, and what pages are drawn with.
_QUIET_BRANCHES = {"/StructTreeRoot", "/Resources", "/Contents", "/Thumb"}
_SCRIPT_ACTIONS = {"/JavaScript", "/Launch"}
_SCRIPT_MARKS = re.compile(rb"/S\s*/(JavaScript|Launch)\b|/JS\s*[(<]|/JavaScript\s*<<")


class Refused(Exception):
    """``reason`` is ``type``, ``active``, ``locked`` or ``bomb``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check(ending: str, content: IO[bytes]) -> None:
    """Refuse what is not what ``ending`` says, runs something, needs a password, or unpacks without end."""
    content.seek(0)
    if ending == "pdf":
        _check_pdf(content)
    elif ending in {"docx", "xlsx", "odt"}:
        _check_package(ending, content)
    elif ending == "txt":
        _check_text(content)
    elif ending in {"png", "jpg"}:
        _check_image(ending, content)
    else:
        raise Refused("type")


def chunks(content: IO[bytes]) -> Iterator[bytes]:
    content.seek(0)
    while piece := content.read(CHUNK):
        yield piece


def _check_text(content: IO[bytes]) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in chunks(content):
            if b"\x00" in piece:
                raise Refused("type")
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Refused("type") from error


def _check_image(ending: str, content: IO[bytes]) -> None:
    try:
        found = puremagic.from_string(content.read(4096)).lstrip(".")
    except puremagic.PureError as error:
        raise Refused("type") from error
    if _IMAGE_NAMES.get(found, found) != ending:
        raise Refused("type")


def _check_package(ending: str, content: IO[bytes]) -> None:
    if content.read(8) == _OLD_OFFICE:
        raise Refused("locked")
    try:
        with zipfile.ZipFile(content) as package:
            parts = package.infolist()
            _check_size(parts)
            _check_parts(ending, package, {part.filename for part in parts})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise Refused("type") from error


def _check_size(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked")
    if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise Refused("bomb")


def _check_parts(ending: str, package: zipfile.ZipFile, names: set[str]) -> None:
    lowered = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") or "/activex/" in f"/{name}" for name in lowered):
        raise Refused("active")
    if ending == "odt":
        if "mimetype" not in names or "content.xml" not in names or _part(package, "mimetype").strip() != _ODT:
            raise Refused("type")
        if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in lowered):
            raise Refused("active")
        if "META-INF/manifest.xml" in names and b"encryption-data" in _part(package, "META-INF/manifest.xml"):
            raise Refused("locked")
        return
    if _OFFICE_PARTS[ending] not in names or "[Content_Types].xml" not in names:
        raise Refused("type")
    if b"macroenabled" in _part(package, "[Content_Types].xml").lower():
        raise Refused("active")


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part, which is all that these small parts have."""
    with package.open(name) as part:
        return part.read(1024 * 1024)


def _check_pdf(content: IO[bytes]) -> None:
    if b"%PDF-" not in content.read(1024):
        raise Refused("type")
    content.seek(0)
    try:
        active = _has_script_action(content)
    except Refused:
        raise
    except Exception:  # noqa: BLE001  a damaged file makes the parser raise anything; browsers still show such files
        active = _has_script_mark(content)
    if active:
        raise Refused("active")


def _has_script_action(content: IO[bytes]) -> bool:
    """Walk the objects of the document; the text of its pages is not looked at, for it may well speak of scripts."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    reader = PdfReader(content, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("locked")
    seen: set[int] = set()
    waiting: list[Any] = [reader.root_object]
    deadline = time.monotonic() + SECONDS_LIMIT
    while waiting:
        if len(seen) > OBJECTS_LIMIT or time.monotonic() > deadline:
            raise Refused("bomb")
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            if found.get("/S") in _SCRIPT_ACTIONS or "/JavaScript" in found:
                return True
            waiting.extend(value for key, value in found.items() if key not in _QUIET_BRANCHES)
        elif isinstance(found, ArrayObject):
            waiting.extend(found)
    return False


def _has_script_mark(content: IO[bytes]) -> bool:
    """Look at the bytes of a file whose objects cannot be read."""
    kept = b""
    for piece in chunks(content):
        kept += piece
        if _SCRIPT_MARKS.search(kept):
            return True
        kept = kept[-64:]
    return False
