"""``/healthz`` tells a load balancer which of the three does not answer."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from redis.exceptions import ConnectionError as BrokerAway

from poa_portal.pages import health

pytestmark = pytest.mark.django_db


class Connection:
    """A broker that answers, or does not."""

    def __init__(self, answers: bool) -> None:
        self.answers = answers

    def ping(self, timeout: int = 0) -> Any:
        if not self.answers:
            raise BrokerAway
        return [{"worker@one": {"ok": "pong"}}]


@pytest.fixture
def surroundings(monkeypatch: Any) -> Any:
    def set_up(*, broker: bool = True, workers: bool = True) -> None:
        monkeypatch.setattr(health.Redis, "from_url", lambda *args, **options: Connection(broker))
        monkeypatch.setattr(health.app.control, "ping", Connection(broker).ping if workers else lambda timeout: [])

    return set_up


def test_health_with_all_three_is_ok(client: Client, surroundings: Any) -> None:
    surroundings()
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"database": "ok", "broker": "ok", "worker": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_health_without_a_worker_is_503(client: Client, surroundings: Any) -> None:
    surroundings(workers=False)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["worker"]) == (503, "unavailable")


def test_health_without_the_broker_says_so(client: Client, surroundings: Any) -> None:
    surroundings(broker=False)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"database": "ok", "broker": "unavailable", "worker": "unavailable"}


def test_health_without_the_database_says_so(client: Client, surroundings: Any, monkeypatch: Any) -> None:
    surroundings()

    class Away:
        def cursor(self) -> None:
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Away())
    response = client.get("/healthz")
    assert (response.status_code, response.json()["database"]) == (503, "unavailable")
