"""How long a first and a second start take until the first page answers."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from poa_portal.ops.bench.table import Figure

PATIENCE_SECONDS = 300


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as place:
        cold = _seconds_to_first_page(Path(place))
        warm = _seconds_to_first_page(Path(place))
    return [
        Figure("make run, first start to first page", f"{cold:.1f} s", "packages installed"),
        Figure("make run, second start to first page", f"{warm:.1f} s", "data kept"),
    ]


def _seconds_to_first_page(place: Path) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_", "PORTAL_"))
    }
    environment = {**kept, "PORTAL_VAR": str(place), "PORT": str(port), "DEBUG": "1", "DEMONSTRATION": "1"}
    environment["BASE_URL"] = f"http://127.0.0.1:{port}"
    began = time.monotonic()
    portal = subprocess.Popen(
        [sys.executable, "manage.py", "run_portal"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.monotonic() - began < PATIENCE_SECONDS:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=5).read()
                return time.monotonic() - began
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("The portal did not start.")
    finally:
        portal.send_signal(signal.SIGINT)
        portal.wait(30)
