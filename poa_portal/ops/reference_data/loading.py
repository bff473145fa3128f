"""The whole load: the files in the order in which they rest on one another, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import translation

from poa_portal.ops.reference_data import (
    accreditation,
    consultations,
    directory,
    documents,
    glossary,
    meetings,
    states,
    survey,
    texts,
    topics,
    vocabulary,
)
from poa_portal.ops.reference_data.ledger import Count, Ledger

DIRECTORY = Path(__file__).resolve().parent.parent / "reference"
LOADERS: tuple[Callable[[Path, Ledger], None], ...] = (
    vocabulary.load,
    states.load,
    directory.load,
    accreditation.load,
    topics.load,
    meetings.load,
    documents.load,
    consultations.load,
    texts.load,
    survey.load,
    glossary.load,
)


@dataclass
class Loaded:
    """What a load did, by file."""

    counts: dict[str, Count] = field(default_factory=dict)

    @property
    def changed_something(self) -> bool:
        return any(count.created or count.changed for count in self.counts.values())


@transaction.atomic
def load(directory: Path = DIRECTORY) -> Loaded:
    """Bring the database to what the files say. Raises ``Malformed``; then nothing was changed."""
    ledger = Ledger()
    with translation.override("en"):
        for loader in LOADERS:
            loader(directory, ledger)
        ledger.finish()
    return Loaded(ledger.counts)
