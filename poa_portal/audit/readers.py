"""Events that not the whole secretariat may read: rooms say which, and who reads them beside the owner.

That a restricted record was changed is itself restricted, so the log of such records is their owner's, and that of
whoever the room names.
"""

from collections.abc import Callable
from typing import Any

_restricted: dict[str, Callable[[Any], bool]] = {}
_never_public: set[str] = set()
_own_alone: set[str] = set()


def restrict(label: str, may_read: Callable[[Any], bool], *, ever_public: bool = False, owned_too: bool = True) -> None:
    """Keep events about ``label`` (``states.contact``) to their owner and to people for whom ``may_read`` holds.

    Such a record appears on no public page, so its changes leave cached pages alone; ``ever_public`` ones may appear.
    Without ``owned_too`` those people read only the events that have no owner: a drill is its State's alone.
    """
    _restricted[label] = may_read
    if not owned_too:
        _own_alone.add(label)
    if not ever_public:
        _never_public.add(label)


def concerns_public_pages(label: str) -> bool:
    """Whether a change of such a record can change what signed-out readers see."""
    return label not in _never_public


def closed_to(user: Any) -> list[str]:
    """The labels whose events this person reads only as their owner."""
    return [label for label, may_read in _restricted.items() if not may_read(user)]


def open_to(user: Any) -> list[str]:
    """The restricted labels all of whose events this person reads."""
    return [label for label, may_read in _restricted.items() if label not in _own_alone and may_read(user)]


def restricted() -> list[str]:
    """The labels whose events only some may read. Two parties may take part in such a record: the events are told to
    its owner, the names of the other party's people are not."""
    return list(_restricted)
