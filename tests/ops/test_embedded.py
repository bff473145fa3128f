"""The embedded broker: one for all who ask, gone with the last of them, whatever became of the others."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from poa_portal.common import embedded

HOLD = "import sys, pathlib; from poa_portal.common import embedded; \
print(embedded.start_broker(pathlib.Path(sys.argv[1])), flush=True); sys.stdin.read()"


@pytest.fixture
def hold(tmp_path: Path) -> Callable[[], subprocess.Popen]:
    """Start a process that uses the broker of ``tmp_path`` until its input ends."""

    def start() -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    return start


def address(process: subprocess.Popen) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def port(url: str) -> int:
    return urlsplit(url).port or 0


def leave(process: subprocess.Popen) -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait(10)
    assert process.stdout is not None
    process.stdout.close()


def stops(number: int) -> bool:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) != 0:
                return True
        time.sleep(0.05)
    return False


def test_the_broker_serves_all_and_stops_with_the_last(hold: Callable[[], subprocess.Popen]) -> None:
    first, second = hold(), hold()
    url = address(first)
    assert address(second) == url
    leave(first)
    assert not stops_at_once(port(url))
    leave(second)
    assert stops(port(url))


def stops_at_once(number: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", number)) != 0


def test_a_killed_user_does_not_keep_the_broker(hold: Callable[[], subprocess.Popen]) -> None:
    killed = hold()
    url = address(killed)
    killed.send_signal(signal.SIGKILL)
    leave(killed)
    another = hold()
    assert address(another) == url
    leave(another)
    assert stops(port(url))


def test_killed_users_of_the_database_are_struck_off(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    users = tmp_path / ".handle_pids.json"
    users.write_text(json.dumps([ended.pid, 1]))
    embedded._forget_the_dead(users)
    assert json.loads(users.read_text()) == [1]
