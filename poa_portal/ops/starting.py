"""What a start of the portal on one's own machine consists of; ``run_portal`` puts it in order."""

import hashlib
import json
import shlex
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from poa_portal.accounts.models import Party
from poa_portal.ops import catalogues

HOST = "127.0.0.1"
OPS = Path(__file__).resolve().parent
# What the data of a first run is made from; a change of it loads the data again.
SOURCES = ("reference", "reference_data", "demonstration")
PATIENCE_SECONDS = 120


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def prepare(say: Callable[[str], None]) -> None:
    """Bring catalogues, database and data to what this code needs; quick where nothing changed."""
    catalogues.compile_changed()
    if _unapplied():
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
    made_from = _fingerprint()
    note = settings.VAR_DIR / "loaded.json"
    if _note(note) == made_from and Party.objects.exists():
        return
    say("Loading States, meetings, documents and the glossary …")
    call_command("load_reference", verbosity=0, stdout=_Nowhere())
    if settings.DEMONSTRATION and "load_demo" in get_commands():
        say("Playing the demonstration through …")
        call_command("load_demo", verbosity=0, stdout=_Nowhere())
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({"made_from": made_from}))


class _Nowhere:
    def write(self, text: str) -> None:
        """Commands report; on a first run the steps are report enough."""


def _unapplied() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _fingerprint() -> str:
    """One digest for the files that the data is made from and the database that it went into."""
    digest = hashlib.sha256(str(sorted(connections[DEFAULT_DB_ALIAS].get_connection_params().items())).encode())
    for folder in SOURCES:
        for path in sorted((OPS / folder).rglob("*")):
            if path.suffix in {".csv", ".py"}:
                digest.update(str(path.relative_to(OPS)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _note(path: Path) -> str:
    try:
        return str(json.loads(path.read_text())["made_from"])
    except (OSError, ValueError, KeyError):
        return ""


def processes(port: int) -> dict[str, str]:
    """The commands of web, worker and beat."""
    python = shlex.quote(sys.executable)
    celery = f"exec nice -n 5 {python} -m celery --quiet -A poa_portal"  # people wait for pages, not for the worker
    schedule = shlex.quote(str(settings.VAR_DIR / "celerybeat-schedule"))
    return {
        "web": f"exec {python} -m granian --interface wsgi --host {HOST} --port {port} --workers 1 "
        "--blocking-threads 4 --log-level warning poa_portal.wsgi:application",
        "worker": f"{celery} worker --concurrency 2 --loglevel WARNING --without-gossip --without-mingle",
        "beat": f"{celery} beat --loglevel WARNING --schedule {schedule}",
    }


def wait_for_page(address: str) -> bool:
    """Whether the page answers within the patience of a person."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  our own address
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return False
        except OSError:
            time.sleep(0.05)
    return False
