"""What notes verbales add to the page of what is due."""

from typing import Any

from poa_portal.accounts import panels
from poa_portal.accounts.models import Post
from poa_portal.common.enums import PartyKind
from states.models import NoteVerbale

LATEST = 3


def plug_in() -> None:
    """Show a delegation its latest notes verbales beside what is due for it."""
    kinds = frozenset({PartyKind.STATE})
    panels.register(panels.Panel("notes", kinds, "states/note_panel.html", latest_notes, place="due"))


def latest_notes(user: Any, post: Post) -> dict[str, Any]:
    return {"notes": list(NoteVerbale.objects.visible_to(user).filter(owner=post.party_id)[:LATEST])}
