"""Atom feeds: rooms register what they offer; a feed shows what a reader who is not signed in may read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.feedgenerator import Atom1Feed

LIMIT = 50


@dataclass(frozen=True)
class FeedEntry:
    """One entry; ``id`` is stable for ever, ``url`` begins with a slash and the language."""

    id: str
    title: str
    url: str
    updated: datetime
    summary: str = ""


@dataclass(frozen=True)
class FeedSource:
    """A feed at ``feeds/<name>.atom``; ``entries(user, language)`` gives the newest first."""

    name: str
    title: Any
    entries: Callable[[Any, str], list[FeedEntry]]


_sources: dict[str, FeedSource] = {}


def register(source: FeedSource) -> None:
    _sources[source.name] = source


def sources() -> list[FeedSource]:
    """All feeds, in the order in which the rooms registered them."""
    return list(_sources.values())


def find(name: str) -> FeedSource | None:
    return _sources.get(name)


def render(source: FeedSource, *, path: str, page: str, language: str) -> str:
    """The Atom document of one feed in one language; ``path`` is its own address, ``page`` that of its web page."""
    feed = Atom1Feed(
        title=f"{settings.PRODUCT_NAME} · {source.title}",
        link=settings.BASE_URL + page,
        description="",
        language=language,
        feed_url=settings.BASE_URL + path,
        feed_guid=_identifier(f"{source.name}.{language}"),
        author_name=str(settings.PRODUCT_NAME),
    )
    for entry in source.entries(AnonymousUser(), language)[:LIMIT]:
        feed.add_item(
            title=entry.title,
            link=settings.BASE_URL + entry.url,
            description=entry.summary,
            unique_id=_identifier(entry.id),
            updateddate=entry.updated,
            pubdate=entry.updated,
        )
    return feed.writeString("utf-8")


def _identifier(name: str) -> str:
    """A tag URI (RFC 4151), which stays the same when addresses change."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"tag:{host},2026:{name}"
