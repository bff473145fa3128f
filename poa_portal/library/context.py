"""What other rooms know about the records of the library; they register it, so that the library imports none of them."""

from collections.abc import Callable
from typing import Any

TopicLinks = Callable[[Any, Any], list[tuple[str, str]]]
Related = Callable[[Any, Any], list[tuple[str, str, str]]]

_related: list[Related] = []
_topic_links: list[TopicLinks] = []
_party_order: list[str] = []


def register_related(callback: Related) -> None:
    """``callback(document, user)`` gives (label, title, address) of each place where the document is used."""
    if callback not in _related:
        _related.append(callback)


def related_to(document: Any, user: Any) -> list[tuple[str, str, str]]:
    return [found for callback in _related for found in callback(document, user)]


def register_topic_links(callback: TopicLinks) -> None:
    """``callback(topic, user)`` gives (words, address) of pages of other rooms on the topic."""
    if callback not in _topic_links:
        _topic_links.append(callback)


def topic_links(topic: Any, user: Any) -> list[tuple[str, str]]:
    return [found for callback in _topic_links for found in callback(topic, user)]


def register_party_order(path: str) -> None:
    """The path from a party to its place in an alphabetical list, as States have one in each language."""
    if path not in _party_order:
        _party_order.append(path)


def party_order(prefix: str) -> list[str]:
    return [f"{prefix}{path}" for path in _party_order]
