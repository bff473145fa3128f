"""Rows of documents that search does not keep, as those that are not out yet and seen by the secretariat: two queries."""

import json
from collections import defaultdict
from dataclasses import asdict
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from poa_portal.library.models import Document, File, Symbol, Version
from poa_portal.library.rows import document_rows


def rows_of(documents: list[int], user: Any) -> dict[int, str]:
    """The row of each document as JSON, in the language of the page, by the document's id."""
    if not documents:
        return {}
    symbols = Symbol.objects.filter(document=OuterRef("pk")).order_by("pk").values("text")
    visible = Document.objects.visible_to(user).filter(pk__in=documents).select_related("kind")
    read = list(visible.annotate(symbol_texts=ArraySubquery(symbols)))
    versions = _versions_of(documents)
    for document in read:
        _remember(document, "symbols", [Symbol(text=text) for text in document.symbol_texts])
        _remember(document, "versions", versions[document.pk])
    rows = document_rows(read)
    return {document.pk: json.dumps(asdict(row)) for document, row in zip(read, rows, strict=True)}


def _versions_of(documents: list[int]) -> dict[int, list[Version]]:
    """Versions with their files in one query: every file brings its version, a version without file comes alone."""
    columns = [field.attname for field in Version._meta.concrete_fields]
    files = [field.attname for field in File._meta.concrete_fields]
    rows = (
        Version.objects.filter(document__in=documents)
        .order_by("-revision", "language", "pk", "files__pk")
        .values_list(*columns, *(f"files__{name}" for name in files))
    )
    versions: dict[int, Version] = {}
    found: dict[int, list[Version]] = defaultdict(list)
    for row in rows:
        if row[0] not in versions:
            version = versions[row[0]] = Version.from_db(None, columns, row[: len(columns)])
            _remember(version, "files", [])
            found[version.document_id].append(version)
        if row[len(columns)] is not None:
            versions[row[0]]._prefetched_objects_cache["files"].append(File.from_db(None, files, row[len(columns) :]))
    return found


def _remember(record: Any, relation: str, found: list[Any]) -> None:
    """Give a record the related records that it would otherwise ask for, as ``prefetch_related`` does."""
    record.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = found
