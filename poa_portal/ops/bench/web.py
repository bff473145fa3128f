"""Pages and lists under load, beside the yardsticks, on the same server with the same number of workers."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection
from django.test.utils import override_settings

from poa_portal.library.search import reindex_all
from poa_portal.ops.bench import scenes
from poa_portal.ops.bench.load import requests_per_second
from poa_portal.ops.bench.queries import queries_of
from poa_portal.ops.bench.table import Figure

KEY = "bench:page"  # of yardsticks.py, whose addresses are complete only in the server

PAGE = f"/en/meetings/{scenes.SLUG}/"
LIST = "/api/v1/meetings/?page_size=50"


def figures() -> list[Figure]:
    scenes.full_meeting()
    reindex_all(["document"])
    scenes.many_meetings(10)
    few = queries_of(LIST)
    scenes.many_meetings(10_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does in a database that lives
    many = queries_of(LIST)
    page_queries = queries_of(PAGE)
    with override_settings(PUBLIC_PAGE_CACHE=True):
        kept_queries = queries_of(PAGE)
    with server(cached=False) as port:
        size = len(_get(port, PAGE))
        plain = requests_per_second(port, f"/bench/l1/{max(size // 1000, 1)}/")
        uncached = requests_per_second(port, PAGE)
        drf = requests_per_second(port, "/bench/ld/?page_size=50")
        listing = requests_per_second(port, LIST)
    with server(cached=True) as port:
        cache.set(KEY, _get(port, PAGE), 600)
        redis = requests_per_second(port, "/bench/lc/")
        kept = requests_per_second(port, PAGE)
    return [
        Figure("L1, the plain page", f"{plain:.0f} /s", f"{size / 1000:.0f} kB"),
        Figure("LC, the same bytes out of Redis", f"{redis:.0f} /s", ""),
        Figure("LD, a plain DRF list of 50", f"{drf:.0f} /s", ""),
        Figure("meeting page, SQL uncached", str(page_queries), "at most 8", page_queries <= 8),
        Figure("meeting page, SQL from cache", str(kept_queries), "none", kept_queries == 0),
        Figure(
            "meeting page, uncached",
            f"{uncached:.0f} /s",
            f"{uncached / plain:.2f} of L1, at least 0.5",
            uncached >= 0.5 * plain,
        ),
        Figure(
            "meeting page, from cache", f"{kept:.0f} /s", f"{kept / redis:.2f} of LC, at least 0.6", kept >= 0.6 * redis
        ),
        Figure(
            "API list of 50, SQL at 10 and 10,000 rows",
            f"{few} and {many}",
            "at most 6, the same",
            many <= 6 and few == many,
        ),
        Figure("API list of 50", f"{listing:.0f} /s", f"{listing / drf:.2f} of LD, at least 0.6", listing >= 0.6 * drf),
    ]


@contextmanager
def server(*, cached: bool) -> Iterator[int]:
    """The web server of production with one worker, over the addresses of the portal and the yardsticks."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PUBLIC_PAGE_CACHE": str(int(cached)),
        "PORTAL_BENCH": "1",
        "API_THROTTLE": "10000000/min",
    }
    command = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(
        [sys.executable, *command, "--no-access-log", "poa_portal.ops.bench.wsgi:application"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            _get(port, "/robots.txt")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server of the bench did not start.")


def _get(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        content: bytes = answer.read()
    return content
