"""The catalogues of the six languages: compiled without system tools, and checked for completeness."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
EXTRACTED = ("locale", "meetings", "poa_portal", "reports", "stakeholders", "states", "templates", "manage.py")


def catalogues() -> list[Path]:
    return sorted(path for place in settings.LOCALE_PATHS for path in Path(place).glob("*/LC_MESSAGES/django.po"))


def compile_changed() -> list[Path]:
    """Write the ``.mo`` beside each ``.po`` that is newer; the compiled catalogues."""
    compiled = []
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        being_written = target.with_suffix(".new")
        polib.pofile(str(source)).save_as_mofile(str(being_written))
        being_written.replace(target)
        compiled.append(target)
    return compiled


def faults() -> Iterator[str]:
    """What is missing or doubtful in any catalogue, one line each."""
    found = catalogues()
    said = {path.parent.parent.name for path in found}
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and code.replace("zh-hans", "zh_Hans") not in said:
            yield f"locale: there is no catalogue for {code}"
    for path in found:
        for entry in polib.pofile(str(path)):
            if not entry.obsolete and (fault := _fault(entry, path.parent.parent.name)):
                yield f"{path.parent.parent.name}, “{entry.msgid[:60]}”: {fault}"


def _fault(entry: polib.POEntry, language: str) -> str:
    if entry.fuzzy:
        return "is fuzzy"
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(texts) and language != settings.LANGUAGE_CODE:
        return "is not translated"
    allowed = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    for text in filter(None, texts):
        if unknown := set(PLACEHOLDER.findall(text)) - allowed:
            return f"has the unknown placeholder {', '.join(sorted(unknown))}"
        if not entry.msgid_plural and allowed - set(PLACEHOLDER.findall(text)):
            return "lacks a placeholder"
    return ""


def missing_messages() -> Iterator[str]:
    """Messages of the source that a catalogue lacks; needs ``xgettext`` and yields nothing where it is not found."""
    if not shutil.which("xgettext"):
        return
    with tempfile.TemporaryDirectory() as place:
        for name in EXTRACTED:
            _copy(Path(settings.BASE_DIR) / name, Path(place) / name)
        (Path(place) / "locale").mkdir(exist_ok=True)
        command = [sys.executable, "-m", "django", "makemessages", "--locale=fr", "--keep-pot", "--ignore=tests"]
        subprocess.run(command, cwd=place, check=True, capture_output=True, env=_bare_environment())
        template = polib.pofile(str(Path(place) / "locale" / "django.pot"))
        wanted = {(entry.msgctxt, entry.msgid) for entry in template}
        for path in catalogues():
            known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}
            for _context, message in sorted(wanted - known, key=lambda pair: pair[1]):
                yield f"{path.parent.parent.name}, “{message[:60]}”: is not in the catalogue; run make messages"


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "*.csv"))
    elif source.exists():
        shutil.copy(source, target)


def _bare_environment() -> dict[str, str]:
    """makemessages reads files, not settings: without them it asks for no database."""
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
