"""Catalogues are compiled when they changed, and told when they are incomplete."""

import os
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings as django_settings

from poa_portal.ops import catalogues

LANGUAGES = {"ar": "ar", "zh-hans": "zh_Hans", "fr": "fr", "ru": "ru", "es": "es"}


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    for folder in LANGUAGES.values():
        write(tmp_path, folder, polib.POEntry(msgid="Send %(count)d", msgstr="… %(count)d"))
    return tmp_path


def write(place: Path, folder: str, *entries: polib.POEntry) -> Path:
    path = place / folder / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.extend(entries)
    catalogue.save(str(path))
    return path


def test_complete_catalogues_have_no_faults(place: Path) -> None:
    assert list(catalogues.faults()) == []


def test_a_missing_catalogue_is_a_fault(place: Path) -> None:
    (place / "zh_Hans" / "LC_MESSAGES" / "django.po").unlink()
    assert list(catalogues.faults()) == ["locale: there is no catalogue for zh-hans"]


@pytest.mark.parametrize(
    "entry, fault",
    [
        (polib.POEntry(msgid="Send", msgstr=""), "is not translated"),
        (polib.POEntry(msgid="Send", msgstr="Envoyer", flags=["fuzzy"]), "is fuzzy"),
        (polib.POEntry(msgid="Send", msgstr="%(name)s"), "has the unknown placeholder %(name)s"),
        (polib.POEntry(msgid="Send to %(name)s", msgstr="Envoyer"), "lacks a placeholder"),
        (
            polib.POEntry(msgid="%(n)d day", msgid_plural="%(n)d days", msgstr_plural={0: "un jour", 1: ""}),
            "is not translated",
        ),
    ],
)
def test_an_incomplete_entry_is_a_fault(place: Path, entry: polib.POEntry, fault: str) -> None:
    write(place, "fr", entry)
    assert list(catalogues.faults()) == [f"fr, “{entry.msgid}”: {fault}"]


def test_only_changed_catalogues_are_compiled(place: Path) -> None:
    assert len(catalogues.compile_changed()) == len(LANGUAGES)
    assert catalogues.compile_changed() == []
    path = write(place, "es", polib.POEntry(msgid="Send", msgstr="Enviar"))
    compiled = path.with_suffix(".mo")
    compiled.touch()
    os.utime(compiled, (0, 0))
    assert catalogues.compile_changed() == [compiled]
    assert polib.mofile(str(compiled)).find("Send").msgstr == "Enviar"


def test_every_language_but_english_is_asked_for() -> None:
    assert set(LANGUAGES) | {"en"} == {code for code, _name in django_settings.LANGUAGES}
