"""What a start prepares, and what it refuses."""

import socket
from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command, get_commands

from poa_portal.accounts.models import Post, User
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.ops import starting


def test_a_taken_port_is_refused_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind((starting.HOST, 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {number} is in use. Choose another: PORT={number + 1} make run"):
            call_command("run_portal", port=number)


@pytest.fixture
def calls(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that a start calls, recorded instead of run."""
    settings.VAR_DIR = tmp_path
    found: list[str] = []
    monkeypatch.setattr(starting, "call_command", lambda name, **_: found.append(name))
    monkeypatch.setattr(starting.catalogues, "compile_changed", lambda: found.append("compile_catalogues"))
    return found


@pytest.mark.django_db
def test_a_second_start_loads_nothing_again(calls: list[str], secretariat: Any) -> None:
    said: list[str] = []
    starting.prepare(said.append)
    assert calls == ["compile_catalogues", "load_reference", "load_demo"]
    calls.clear()
    starting.prepare(said.append)
    assert calls == ["compile_catalogues"]


@pytest.mark.django_db
def test_an_emptied_database_is_filled_again(calls: list[str], secretariat: Any) -> None:
    starting.prepare(lambda _: None)
    secretariat.delete()
    calls.clear()
    starting.prepare(lambda _: None)
    assert "load_reference" in calls


def test_the_commands_of_a_start_exist() -> None:
    assert {"load_reference", "load_demo", "run_portal", "demo_reset", "run_periodic"} <= set(get_commands())
    assert set(starting.processes(8000)) == {"web", "worker", "beat"}


def test_only_an_embedded_demonstration_is_reset(settings: Any) -> None:
    settings.EMBEDDED_DATABASE = False
    with pytest.raises(CommandError, match="Only the embedded database of a demonstration can be reset"):
        call_command("demo_reset")


@pytest.mark.django_db
def test_the_first_person_of_a_portal_is_administrator(secretariat: Any) -> None:
    out = StringIO()
    for _ in range(2):  # again without effect
        call_command("create_administrator", "First@Secretariat.example", "First Person", language="fr", stdout=out)
    person = User.objects.get(email="first@secretariat.example")
    assert Post.objects.filter(user=person).values_list("role", flat=True).get() == Role.ADMINISTRATOR
    assert not person.has_usable_password()
    assert person.emailaddress_set.get().verified
    assert "/fr/accounts/password/reset/" in out.getvalue()
    assert AuditEvent.objects.filter(verb="open_post").count() == 1


@pytest.mark.django_db
def test_an_administrator_needs_an_address_and_a_secretariat() -> None:
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("create_administrator", "first", "First Person")
    with pytest.raises(CommandError, match="run load_reference first"):
        call_command("create_administrator", "first@secretariat.example", "First Person")


@pytest.mark.parametrize(
    "changes, found",
    [
        ({"DEMONSTRATION": True, "DEBUG": False}, ["portal.E001"]),
        ({"DEMONSTRATION": True, "DEBUG": True, "ALLOWED_HOSTS": ["portal.example"]}, ["portal.E002"]),
        ({"DEMONSTRATION": True, "DEBUG": True, "BASE_URL": "https://portal.example"}, ["portal.E002"]),
        ({"DEMONSTRATION": True, "DEBUG": True, "ALLOWED_HOSTS": ["127.0.0.1", "localhost"]}, []),
        ({"DEMONSTRATION": False, "DEBUG": False}, []),
    ],
)
def test_the_demonstration_stays_on_ones_own_machine(settings: Any, changes: dict[str, Any], found: list[str]) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)
    assert [check.id for check in run_checks() if check.id in {"portal.E001", "portal.E002"}] == found


def test_embedded_servers_in_production_are_warned_of(settings: Any) -> None:
    settings.DEBUG, settings.EMBEDDED_BROKER = False, True
    checks = run_checks(include_deployment_checks=True)
    assert [check.id for check in checks if check.id == "portal.W001"] == ["portal.W001"]
