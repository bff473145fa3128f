"""Writing reference data: what is new is created, what the file says otherwise is changed, the rest is left.

A record that a person has changed on the portal since is theirs: the load leaves it alone and says so.
Nothing is deleted, because other records may rest on it.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from poa_portal.audit import actions as audit
from poa_portal.audit.models import AuditEvent
from poa_portal.library import search
from poa_portal.ops.reference_data.tables import Malformed, Row

Record = TypeVar("Record", bound=models.Model)
VERB = "loaded"
NO_CHANGE = ("export_contacts",)  # recorded on a State or the secretariat, and changes nothing of it


@dataclass
class Count:
    """What became of the records of one file."""

    created: int = 0
    changed: int = 0
    left: int = 0
    kept: list[str] = field(default_factory=list)  # changed on the portal since, by a person


class Ledger:
    """Remembers what is in the database, what was written, and which records have to be recorded at the end."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = {}
        self._known: dict[tuple[type[models.Model], tuple[str, ...]], dict[tuple[Any, ...], Any]] = {}
        self._touched: dict[type[models.Model], frozenset[int]] = {}
        self._roots: dict[tuple[type[models.Model], Any], tuple[models.Model, str]] = {}

    def put(
        self,
        row: Row,
        model: type[Record],
        key: dict[str, Any],
        values: dict[str, Any],
        *,
        of: models.Model | None = None,
    ) -> Record:
        """The record with this key, as the row says it. A part names the record that it is ``of``."""
        count = self.counts.setdefault(row.file, Count())
        names, wanted = tuple(_attname(model, name) for name in key), tuple(_plain(value) for value in key.values())
        known = self._all(model, names)
        found = known.get(wanted)
        record = found if found is not None else model(**key)
        if found is not None and self._is_theirs(of or record):
            if of is None:
                count.kept.append(str(record))
            return record
        changes = {
            name: value
            for name, value in values.items()
            if found is None or getattr(record, _attname(model, name)) != _plain(value)
        }
        if found is not None and not changes:
            count.left += 1
            return record
        for name, value in changes.items():
            setattr(record, name, value)
        self._save(row, record)
        known[wanted] = record
        count.created += found is None
        count.changed += found is not None
        self._remember(of or record, row.file)
        return record

    def link(self, row: Row, record: models.Model, name: str, related: list[Any]) -> None:
        """Relate ``record`` to exactly these others; the relation counts as part of the record."""
        if self._is_theirs(record):
            return
        relation = getattr(record, name)
        if set(relation.values_list("pk", flat=True)) != {one.pk for one in related}:
            relation.set(related)
            self._remember(record, row.file)

    def finish(self) -> None:
        """Write one event for each record that was written, now that all its parts are there; search follows it."""
        with search.gathering():
            for record, file in self._roots.values():
                audit.record(record, VERB, by=None, file=file)

    def _remember(self, record: models.Model, file: str) -> None:
        self._roots.setdefault((type(record), record.pk), (record, file))

    def _all(self, model: type[models.Model], names: tuple[str, ...]) -> dict[tuple[Any, ...], Any]:
        if (model, names) not in self._known:
            rows = model._base_manager.all()
            self._known[model, names] = {tuple(getattr(row, name) for name in names): row for row in rows}
        return self._known[model, names]

    def _is_theirs(self, record: models.Model) -> bool:
        model = type(record)
        if model not in self._touched:
            events = AuditEvent.objects.filter(subject_type=model._meta.label_lower, actor__isnull=False)
            events = events.exclude(verb__in=NO_CHANGE)
            self._touched[model] = frozenset(events.order_by().values_list("subject_id", flat=True).distinct())
        return record.pk in self._touched[model]

    @staticmethod
    def _save(row: Row, record: models.Model) -> None:
        relations = [one.name for one in record._meta.get_fields() if one.is_relation]
        try:
            record.clean_fields(exclude=relations)
        except ValidationError as error:
            column, faults = next(iter(error.message_dict.items()))
            raise Malformed(row.file, row.number, column, " ".join(faults).rstrip(".")) from error
        record.save()

    def summary(self) -> Counter[str]:
        """Totals over all files."""
        total: Counter[str] = Counter()
        for count in self.counts.values():
            total.update(created=count.created, changed=count.changed, left=count.left, kept=len(count.kept))
        return total


def _attname(model: type[models.Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "attname", name))


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
