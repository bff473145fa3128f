"""A clock that tests of accreditation set by hand."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone


class HandClock:
    """``clock.at("2026-05-18T22:00:01")`` is the time from then on, in UTC."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 5, 4, 15, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def at(self, text: str) -> datetime:
        self.now = datetime.fromisoformat(text).replace(tzinfo=UTC)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, db: Any) -> HandClock:
    """It is 4 May 2026, 11 a.m. in New York; nobody waits."""
    return HandClock(monkeypatch)
