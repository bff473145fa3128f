"""Contract 7: what is committed is what would be generated, and nothing is missing from it."""

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.template.loader import get_template
from drf_spectacular.generators import SchemaGenerator

ROOT = Path(settings.BASE_DIR)
TRANSLATED = [code for code, _name in settings.LANGUAGES if code != "en"]
OURS = ("accounts", "audit", "library", "states", "stakeholders", "meetings", "reports")


def catalogue(code: str) -> polib.POFile:
    folder = "zh_Hans" if code == "zh-hans" else code
    return polib.pofile(str(ROOT / "locale" / folder / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_has_no_empty_and_no_fuzzy_entry(code: str) -> None:
    entries = [entry for entry in catalogue(code) if not entry.obsolete]
    assert [entry.msgid for entry in entries if entry.fuzzy or not entry.translated()] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_keeps_the_names_of_placeholders(code: str) -> None:
    named = re.compile(r"%\((\w+)\)[sd]")
    for entry in catalogue(code):
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        wanted = set(named.findall(entry.msgid + entry.msgid_plural))
        for text in filter(None, texts):
            # A plural form for one or two may say the number in a word.
            missing = wanted - set(named.findall(text))
            allowed = missing if entry.msgid_plural else set()
            assert (entry.msgid, set(named.findall(text)) - wanted, missing - allowed) == (entry.msgid, set(), set())


def test_catalogues_hold_the_same_messages() -> None:
    found = {
        code: {(entry.msgctxt, entry.msgid) for entry in catalogue(code) if not entry.obsolete} for code in TRANSLATED
    }
    assert all(messages == found["fr"] for messages in found.values())


def test_openapi_file_is_the_generated_one() -> None:
    committed = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8"))
    generated = yaml.safe_load(yaml.safe_dump(_plain(SchemaGenerator().get_schema(request=None, public=True))))
    assert committed == generated


def test_every_template_is_used() -> None:
    sources = [*ROOT.glob("templates/**/*"), *ROOT.glob("poa_portal/**/*.py")]
    for room in ("states", "stakeholders", "meetings", "reports"):
        sources += ROOT.glob(f"{room}/**/*.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.is_file())
    by_name = (
        "pages/help/",
        "account/",
        "allauth/",
        "mfa/",
        "usersessions/",
        "socialaccount/",
        "django/",
        "heroicons/",
    )
    names = [str(path.relative_to(ROOT / "templates")) for path in ROOT.glob("templates/**/*") if path.is_file()]
    unused = [name for name in names if not name.startswith(by_name) and not _is_named(name, text)]
    assert unused == []


def test_every_template_can_be_read() -> None:
    for path in ROOT.glob("templates/**/*.html"):
        get_template(str(path.relative_to(ROOT / "templates")))


def _is_named(name: str, text: str) -> bool:
    """By its whole name, or as ``<room>/<noun>_<role>.html`` of a generic view, or as a mail by its stem."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if name in text or (name.startswith("mail/") and f'"{stem}"' in text):
        return True
    noun, _, role = stem.rpartition("_")
    return role in {"list", "detail", "form"} and f"class {noun.title().replace('_', '')}" in text


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("label", OURS)
def test_migrations_are_linear(label: str) -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    assert len(graph.leaf_nodes(label)) == 1
    for node in [key for key in graph.nodes if key[0] == label]:
        children = [child for child in graph.node_map[node].children if child.key[0] == label]
        assert len(children) <= 1


@pytest.mark.parametrize("label", OURS)
def test_migrations_can_be_taken_back(label: str) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for key, migration in loader.graph.nodes.items():
        if key[0] == label:
            assert all(operation.reversible for operation in migration.operations), key


def test_import_order_holds() -> None:
    checked = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (int, float, bool, type(None))) else str(value)
