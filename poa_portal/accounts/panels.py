"""What a person finds on the pages of work: rooms plug in panels, a page shows those meant for the post worked in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from poa_portal.accounts.models import Post


@dataclass(frozen=True)
class Panel:
    """``kinds`` are the party kinds it serves; ``context`` gives its template the values, or ``None`` to stay away.

    ``place`` is the page: ``home`` for the work page, ``due`` for the page of what is due.
    """

    name: str
    kinds: frozenset[str]
    template: str
    context: Callable[[Any, Post], dict[str, Any] | None]
    position: int = 100
    place: str = "home"


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    _panels[panel.name] = panel


def panels_for(user: Any, post: Post, place: str = "home") -> list[tuple[Panel, dict[str, Any]]]:
    """The panels for one post of one person on one page, in order, each with the values of its template."""
    here = [panel for panel in _panels.values() if panel.place == place and post.party.kind in panel.kinds]
    chosen = sorted(here, key=lambda panel: (panel.position, panel.name))
    filled = [(panel, panel.context(user, post)) for panel in chosen]
    return [(panel, values) for panel, values in filled if values is not None]
