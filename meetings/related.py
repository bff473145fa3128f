"""Where a document of the library is used: the meetings in which it has a place."""

from typing import Any

from django.utils.translation import gettext as _

from meetings.models import MeetingDocument
from poa_portal.library.context import register_related


def meetings_of(document: Any, user: Any) -> list[tuple[str, str, str]]:
    """(label, title, address) of each meeting, at the agenda item under which the document stands."""
    places = MeetingDocument.objects.visible_to(user).filter(document=document)
    found = places.select_related("meeting", "agenda_item").order_by("-meeting__starts_on", "pk")
    return [(_("Meeting"), _title(place), _address(place)) for place in found]


def _title(place: MeetingDocument) -> str:
    if place.agenda_item is None:
        return place.meeting.title
    values = {"meeting": place.meeting.title, "number": place.agenda_item.number}
    return _("%(meeting)s, agenda item %(number)s") % values


def _address(place: MeetingDocument) -> str:
    anchor = f"#item-{place.agenda_item.position + 1}" if place.agenda_item else "#documents"
    return place.meeting.get_absolute_url() + anchor


def plug_in() -> None:
    register_related(meetings_of)
