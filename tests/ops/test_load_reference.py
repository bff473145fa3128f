"""Loading: again without effect, with changes, and not at all where a file is malformed."""

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Meeting
from poa_portal.audit import actions as audit
from poa_portal.audit.models import AuditEvent
from poa_portal.ops import reference_data
from states.models import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(reference_data.DIRECTORY, tmp_path / "reference"))


def replace(files: Path, name: str, before: str, after: str) -> None:
    text = (files / name).read_text(encoding="utf-8")
    assert before in text
    (files / name).write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_second_load_changes_nothing() -> None:
    events = AuditEvent.objects.count()
    again = reference_data.load()
    assert not again.changed_something
    assert again.counts["glossary.csv"].left == 83
    assert AuditEvent.objects.count() == events


def test_what_the_file_says_otherwise_is_changed(files: Path) -> None:
    replace(files, "states.csv", "Afganistán", "Afganistan")
    changed = reference_data.load(files)
    assert [(count.created, count.changed) for name, count in changed.counts.items() if name == "states.csv"] == [
        (0, 1)
    ]
    assert State.objects.get(iso2="AF").name_es == "Afganistan"


def test_what_a_person_changed_is_left(files: Path, publisher: Any) -> None:
    meeting = Meeting.objects.get(slug="gm-2026-dtg")
    meeting.city_en = "Nairobi"
    meeting.save()
    audit.record(meeting, "change", by=publisher)
    loaded = reference_data.load(files)
    meeting.refresh_from_db()
    assert meeting.city_en == "Nairobi"
    assert loaded.counts["meetings.csv"].kept == [str(meeting)]


def test_the_command_reports_each_file(files: Path) -> None:
    replace(files, "glossary.csv", "point of contact,point de contact,", "point of contact,point focal,")
    out = StringIO()
    call_command("load_reference", files, stdout=out)
    assert "glossary.csv: 0 created, 1 changed, 82 as they were" in out.getvalue().splitlines()


@pytest.mark.parametrize(
    "name, before, after, place",
    [
        ("states.csv", "AFG,004", "AFG,04444", "states.csv, row 2, column m49: "),
        (
            "states.csv",
            ",1946-11-19,",
            ",19 Nov 1946,",
            "states.csv, row 2, column admission_date: “19 Nov 1946” is not a day",
        ),
        ("states.csv", "Albanie,", ",", "states.csv, row 3, column name_fr: is empty"),
        ("states.csv", "AL,ALB", "AF,ALB", "states.csv, row 3, column iso2: “AF” stands in row 2 already"),
        (
            "states.csv",
            "asia_pacific",
            "atlantis",
            "states.csv, row 2, column regional_group: “atlantis” is not one of",
        ),
        ("states.csv", "iso2,iso3", "iso2,code", "states.csv, row 1, column iso3: the column is missing"),
        (
            "meetings.csv",
            ",2021-06-01,New York",
            ",2021-05-01,New York",
            "meetings.csv, row 2, column end: “2021-05-01” is before",
        ),
        ("meetings.csv", "New York,", "Atlantis,", "meetings.csv, row 2, column city: “Atlantis” is not one of"),
        ("documents.csv", ",resolution,1998", ",poem,1998", "documents.csv, row 2, column kind: “poem” is not one of"),
        (
            "consultation_2023.csv",
            ",15,",
            ",many,",
            "consultation_2023.csv, row 2, column inputs: “many” is not a whole number",
        ),
        ("norms.csv", '13 (a)"', '13 (a)",more', "norms.csv, row 2, column source: the row has 10 cells for 9 columns"),
        ("survey_2026.csv", "question,1,", "question,9,", "survey_2026.csv, row 4, column part: “9” is not one of"),
    ],
)
def test_a_malformed_file_is_refused_with_its_place(
    files: Path, name: str, before: str, after: str, place: str
) -> None:
    replace(files, name, before, after)
    replace_first_name(files)
    with pytest.raises(CommandError) as refusal:
        call_command("load_reference", files)
    assert str(refusal.value).startswith(place)
    assert str(refusal.value).endswith("Nothing was changed.")
    assert State.objects.get(iso2="AO").name_es == "Angola"


def replace_first_name(files: Path) -> None:
    """A change that a load which stops later must take back."""
    replace(files, "states.csv", "Angola,Angola,Angola", "Angola,Angola,Ángola")


def test_a_file_that_is_not_utf8_is_refused(files: Path) -> None:
    (files / "norms.csv").write_bytes("letter\nñ".encode("latin-1"))
    with pytest.raises(reference_data.Malformed, match=r"norms.csv, row 2: is not UTF-8"):
        reference_data.load(files)


def test_a_missing_file_is_named(files: Path) -> None:
    (files / "bodies.csv").unlink()
    with pytest.raises(reference_data.Malformed, match=r"bodies.csv, the file: is missing"):
        reference_data.load(files)
