"""What a person finds on the work page: rooms plug in panels, the page shows those meant for the post worked in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from poa_portal.accounts.models import Post


@dataclass(frozen=True)
class Panel:
    """``kinds`` are the party kinds it serves; ``context`` gives its template the values, or ``None`` to stay away."""

    name: str
    kinds: frozenset[str]
    template: str
    context: Callable[[Any, Post], dict[str, Any] | None]
    position: int = 100


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    _panels[panel.name] = panel


def panels_for(user: Any, post: Post) -> list[tuple[Panel, dict[str, Any]]]:
    """The panels for one post of one person, in order, each with the values of its template."""
    chosen = sorted(_panels.values(), key=lambda panel: (panel.position, panel.name))
    filled = [(panel, panel.context(user, post)) for panel in chosen if post.party.kind in panel.kinds]
    return [(panel, values) for panel, values in filled if values is not None]
