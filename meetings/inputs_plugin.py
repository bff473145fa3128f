"""What written inputs offer to search, feeds and the work page."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.enums import InputState
from meetings.filters.inputs import SOURCE
from meetings.input_rows import citation_of, input_rows, label_of
from meetings.models import WrittenInput
from meetings.named import all_names, named_of
from meetings.views.inputs import open_calls
from poa_portal.accounts import panels
from poa_portal.accounts.models import Post
from poa_portal.common.enums import PartyKind
from poa_portal.library import feeds, search

FEED_LENGTH = 50
PANEL_LENGTH = 5


def plug_in() -> None:
    """Called once the app registry is ready."""
    label = gettext_lazy("Written inputs")
    search.register(search.SearchSource(SOURCE, label, WrittenInput, records, describe))
    feeds.register(feeds.FeedSource("inputs", label, entries))
    authors = frozenset({PartyKind.ORGANISATION, PartyKind.STATE})
    panels.register(panels.Panel("inputs", authors, "meetings/input_panel.html", author_panel, position=20))
    desk = frozenset({PartyKind.SECRETARIAT})
    panels.register(panels.Panel("input-desk", desk, "meetings/input_desk_panel.html", desk_panel, position=10))


def records() -> QuerySet[WrittenInput]:
    """Only what is published is found; the audience of each entry is that of its input."""
    return WrittenInput.objects.published().with_rows().prefetch_related("topics", "answers")


def describe(written_input: WrittenInput) -> search.Found:
    answers = " ".join(answer.text for answer in written_input.answers.all())
    others = named_of(written_input)
    names = " ".join(other.name for other in others)
    return search.Found(
        title=written_input.title,
        url=f"/inputs/{written_input.reference}/",
        date=written_input.published_at.date(),
        audience=written_input.audience,
        owner_id=written_input.owner_id,
        released_at=written_input.published_at,
        kind=_("Written input"),
        text=f"{written_input.reference} {written_input.owner.name} {names} {written_input.call.title} {answers}",
        languages=[written_input.language],
        topics=[topic.key for topic in written_input.topics.all()],
        parties=[written_input.owner.key, *(other.key for other in others)],
        shown={
            "reference": written_input.reference,
            "title_language": written_input.language,
            "party": all_names(written_input),
            "label": label_of(written_input),
            "citation": citation_of(written_input),
        },
    )


def entries(user: Any, language: str) -> list[feeds.FeedEntry]:
    """The newest published inputs, each under a name that never changes."""
    readable = WrittenInput.objects.visible_to(user).published().with_rows().order_by("-published_at", "-pk")
    return [
        feeds.FeedEntry(
            id=f"input.{written_input.reference}",
            title=written_input.title,
            url=written_input.get_absolute_url(),
            updated=written_input.published_at or written_input.changed_at,
            summary=f"{label_of(written_input)} · {all_names(written_input)} · {written_input.call.title}",
        )
        for written_input in readable[:FEED_LENGTH]
    ]


def author_panel(user: Any, post: Post) -> dict[str, Any] | None:
    """The party's newest inputs and the calls that are open."""
    own = WrittenInput.objects.visible_to(user).of_parties([post.party_id]).with_rows().order_by("-changed_at")
    rows = input_rows(own[:PANEL_LENGTH])
    calls = open_calls(user)[:PANEL_LENGTH]
    return {"rows": rows, "open_calls": calls} if rows or calls else None


def desk_panel(user: Any, post: Post) -> dict[str, Any]:
    """How many inputs wait for the secretariat, by state."""
    waiting = (InputState.SUBMITTED, InputState.RETURNED, InputState.PUBLISHED)
    found = WrittenInput.objects.visible_to(user).filter(state__in=waiting).order_by()
    counts = dict(found.values_list("state").annotate(Count("pk")))
    return {"lines": [(state.value, state.label, counts.get(state.value, 0)) for state in waiting]}
