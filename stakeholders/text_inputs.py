"""Written inputs that build on a common text. They are kept in a room above; the model of the relation is asked."""

from typing import Any

from poa_portal.common import languages, times
from stakeholders.models import CommonText, TextVersion

SHOWN = 100


def inputs_on(text: CommonText, user: Any) -> list[dict[str, Any]]:
    """The published inputs that this person may read and that build on any version of the text, the newest first."""
    model: Any = TextVersion._meta.get_field("inputs").related_model
    readable = model.objects.visible_to(user).published().filter(builds_on__text=text.pk)
    found = readable.select_related("owner", "builds_on").order_by("-published_at", "-pk")[:SHOWN]
    return [
        {
            "title": written.title,
            "url": written.get_absolute_url(),
            "reference": written.reference,
            "language": written.language,
            "direction": languages.direction(written.language),
            "party": written.owner.name,
            "day": times.format_date(written.published_at.date()),
            "version": written.builds_on.number,
        }
        for written in found
    ]
