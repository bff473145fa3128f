"""A whole portal for the journeys: its own database, broker space, web server and worker, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import redis
import requests
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 240


class House:
    """Started by ``run_portal`` as a newcomer starts it, on data that nobody else uses."""

    def __init__(self, directory: Path, number: int) -> None:
        self.number = number
        self.log = directory / "portal.log"
        self.base = f"http://127.0.0.1:{_free_port()}"
        self._server = os.environ["DATABASE_URL"]
        name = conninfo_to_dict(self._server).get("dbname", "portal")
        self.database = make_conninfo(self._server, dbname=f"test_{name}_journeys_{number}")
        self._environment = {
            **os.environ,
            "DEBUG": "1",
            "DEMONSTRATION": "1",
            "BASE_URL": self.base,
            "DATABASE_URL": self.database,
            "REDIS_URL": _broker_space(os.environ["REDIS_URL"], number),
            "PORTAL_VAR": str(directory / "var"),
            "PYTHONWARNINGS": "ignore",
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def start(self) -> None:
        _forget(self._environment["REDIS_URL"])
        self._drop_database()
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8'").format(self._name))
        port = self.base.rpartition(":")[2]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "manage.py", "run_portal", "--port", port],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_everything_answers()
        self._read = self.log.stat().st_size

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._drop_database()

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look into the database, or let time pass in it, where no page can."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def complaints(self) -> list[str]:
        """The stack traces that the processes wrote since this was asked last."""
        with self.log.open("rb") as log:
            log.seek(self._read)
            text = log.read().decode(errors="replace")
            self._read = log.tell()
        return [text] if "Traceback (most recent call last)" in text else []

    @property
    def _name(self) -> sql.Identifier:
        return sql.Identifier(str(conninfo_to_dict(self.database)["dbname"]))

    def _drop_database(self) -> None:
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(self._name))

    def _wait_until_everything_answers(self) -> None:
        """Web, database, broker and worker: what ``/healthz`` calls healthy."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self._process is not None and self._process.poll() is None:
            try:
                if requests.get(f"{self.base}/healthz", timeout=5).status_code == 200:
                    return
            except requests.RequestException:
                pass
            time.sleep(0.2)
        raise RuntimeError(f"The portal did not start:\n{self.log.read_text(errors='replace')[-4000:]}")


def _broker_space(url: str, number: int) -> str:
    """Another numbered database of the same server, so that no other worker takes the jobs of the journeys."""
    parts = urlsplit(url)
    own = (int(parts.path.strip("/") or 0) + 1 + number) % 16
    return parts._replace(path=f"/{own}").geturl()


def _forget(url: str) -> None:
    """Take away what an interrupted run of the journeys left with the broker; other keys stay."""
    broker = redis.Redis.from_url(url)
    for pattern in ("celery", "_kombu.*", "unacked*", "portal:*"):
        if keys := list(broker.scan_iter(pattern)):
            broker.delete(*keys)
    broker.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
