"""A new document made where the meeting needs it: record, files, place and publication in one step."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from meetings.actions.agenda import place_document
from meetings.models import AgendaItem, Meeting, MeetingDocument
from poa_portal.library import actions as library
from poa_portal.library.enums import PublicationState


@transaction.atomic
def add_document(
    meeting: Meeting,
    *,
    by: Any,
    files: dict[str, Sequence[File]],
    agenda_item: AgendaItem | None = None,
    publish: bool = False,
    released_at: datetime | None = None,
    **document: Any,
) -> MeetingDocument:
    """Create the document with its ``files`` by language and place it; ``document`` are fields of ``create_document``.

    Published at ``released_at`` where ``publish`` says so, else left as a draft with that release time. All or nothing.
    """
    made = library.create_document(by=by, released_at=released_at, **document)
    present = set(made.versions.values_list("language", flat=True))  # the same form sent twice finds its files there
    for language, uploads in files.items():
        if uploads and language not in present:
            library.add_version(made, by=by, language=language, files=uploads)
    place = place_document(meeting, by=by, document=made, agenda_item=agenda_item)
    if publish and made.state == PublicationState.DRAFT:
        library.publish_document(made, by=by, released_at=released_at)
    return place
