"""``glossary.csv``: the terms of the field in six languages."""

from pathlib import Path

from django.utils.text import slugify

from poa_portal.library.models import GlossaryTerm
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import SUFFIXES, read

OTHER = tuple(code for code in SUFFIXES if code != "en")


def load(directory: Path, ledger: Ledger) -> None:
    for row in read(directory / "glossary.csv", ("term_en", *OTHER, "note"), unique=[("term_en",)]):
        terms = {f"term_{SUFFIXES[code]}": row.text(code) for code in OTHER}
        key = {"key": slugify(row.text("term_en"))}
        values = {"term_en": row.text("term_en"), "note": row.optional("note"), **terms}
        ledger.put(row, GlossaryTerm, key, values)
