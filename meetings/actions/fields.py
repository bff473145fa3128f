"""Locking, setting fields, and finding an address, the same way for every noun of the room."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.text import slugify

from poa_portal.audit.models import AuditEvent
from poa_portal.common.languages import CODES, column
from poa_portal.library.actions import ChangedMeanwhile
from poa_portal.library.models import Topic

Record = TypeVar("Record", bound=Model)
_OWN_CHANGES = ("create", "change", "publish", "cancel", "open", "close", "reopen", "extend")


def lock(record: Record, seen: int | None = None) -> Record:
    """The row as it is now, locked. Raises ``ChangedMeanwhile`` where it was changed after event ``seen``."""
    locked = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if seen is not None and (event := _changes(locked).filter(pk__gt=seen).first()):
        raise ChangedMeanwhile(event)
    return locked


def latest_change(record: Model) -> int:
    """The number of the last recorded change of the record itself; a form carries it as ``seen``."""
    return _changes(record).values_list("pk", flat=True).first() or 0


def _changes(record: Model) -> Any:
    return AuditEvent.objects.about(record).filter(verb__in=_OWN_CHANGES)


def apply(record: Any, fields: dict[str, Any], topics: Iterable[Topic] | None = None) -> list[str]:
    """Set and save what differs; returns the names of what changed, for the audit event."""
    changed = [name for name, value in fields.items() if _plain(getattr(record, name)) != _plain(value)]
    for name in changed:
        setattr(record, name, fields[name])
    if changed:
        record.save()
    if topics is not None and {topic.pk for topic in topics} != set(record.topics.values_list("pk", flat=True)):
        record.topics.set(topics)
        changed.append("topics")
    return sorted(changed)


def _plain(value: Any) -> Any:
    """An empty translation is stored as NULL or as nothing; readers see no difference."""
    return None if value == "" else value


def titles_of(record: Any, field: str = "title") -> dict[str, str]:
    """The texts of a field in the languages that have one, by column."""
    texts = {column(field, code): getattr(record, column(field, code)) for code in CODES}
    return {name: text for name, text in texts.items() if text}


def by_language(field: str, texts: dict[str, str]) -> dict[str, str]:
    """``{"fr": "Titre"}`` as columns: ``{"title_fr": "Titre"}``."""
    return {column(field, code): text for code, text in texts.items()}


def free_slug(model: type[Model], record: Any, otherwise: str) -> str:
    """An address made of the English or first title that has Latin letters, and that no other record has."""
    titles = titles_of(record)
    candidates = [titles.get("title_en", ""), *titles.values(), otherwise]
    base = next(slug for slug in map(_short, candidates) if slug)
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 2
    slug = base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _short(title: str, limit: int = 70) -> str:
    """A slug that ends with a whole word."""
    slug = slugify(title)
    return slug if len(slug) <= limit else slug[: limit + 1].rpartition("-")[0]
