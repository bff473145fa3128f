"""How many queries a page costs a process that has served it before."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

READINGS = 3


def queries_of(path: str, client: Client | None = None) -> int:
    """The fewest of three readings: what a process keeps for a minute may end in between. Raises ``RuntimeError`` where
    an answer is not 200."""
    client = client or Client(SERVER_NAME="127.0.0.1")
    read(path, client)
    return min(_reading(path, client) for _ in range(READINGS))


def read(path: str, client: Client | None = None) -> bytes:
    """The page as it is answered. Raises ``RuntimeError`` where that is not with 200."""
    answer = (client or Client(SERVER_NAME="127.0.0.1")).get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return bytes(answer.content)


def _reading(path: str, client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(path, client)
    return len(captured)
