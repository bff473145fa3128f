"""Every named address of the portal, with what each role gets there; a route without a row fails contract 1."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.contracts.people import ROLES
from tests.contracts.world import World

Kwargs = Callable[[World], dict[str, Any]]
SECRETARIAT = ("officer", "publisher")
# Every post of the secretariat; the directory manager and the Chair's office read with it and write in their own matters.
WHOLE_SECRETARIAT = (*SECRETARIAT, "manager", "chair")
DELEGATION = ("drafter", "coordinator")


@dataclass(frozen=True)
class Row:
    """One request: the address, its arguments, and the expected status of a GET for every role."""

    name: str
    kwargs: Kwargs
    expected: dict[str, int]
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.note}".strip()


def _row(name: str, kwargs: Kwargs | None, note: str, usual: int, **special: int) -> Row:
    return Row(name, kwargs or (lambda world: {}), {role: special.get(role, usual) for role in ROLES}, note)


def everybody(name: str, kwargs: Kwargs | None = None, note: str = "") -> Row:
    return _row(name, kwargs, note, 200)


def nobody(name: str, kwargs: Kwargs | None = None, note: str = "", status: int = 404) -> Row:
    return _row(name, kwargs, note, status)


def public_only_for(name: str, kwargs: Kwargs, *roles: str, note: str = "") -> Row:
    """A reading page of something not public: 404 for all others, signed in or not."""
    return _row(name, kwargs, note, 404, **dict.fromkeys(roles, 200))


def work(name: str, kwargs: Kwargs | None = None, *roles: str, note: str = "", answer: int = 200) -> Row:
    """A work page: sign-in for the signed-out, 404 for those without the post."""
    return _row(name, kwargs, note, 404, public=302, **dict.fromkeys(roles, answer))


def signed_in(name: str, kwargs: Kwargs | None = None, note: str = "") -> Row:
    return _row(name, kwargs, note, 200, public=302)


def post_only(name: str, kwargs: Kwargs | None = None, note: str = "", public: int = 405) -> Row:
    """The button of a form: GET is refused to everybody. Who may press it stands in the tests of its room."""
    return _row(name, kwargs, note, 405, public=public)
