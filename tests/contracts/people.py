"""The roles by whom every contract is tried, and records whose owners they are."""

from typing import Any

import pytest

ROLES = (
    "public",
    "stranger",
    "representative",
    "other_representative",
    "drafter",
    "coordinator",
    "other_drafter",
    "officer",
    "publisher",
    "manager",
    "chair",
)


class People:
    """Everybody, by the name of the role; ``public`` is nobody."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._people: dict[str, Any] = {
            role: None if role == "public" else request.getfixturevalue(role) for role in ROLES
        }

    def __getitem__(self, role: str) -> Any:
        return self._people[role]

    def items(self) -> Any:
        return self._people.items()
