"""The words of the demonstration in six languages, from ``words.csv``."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any

from poa_portal.common.languages import CODES, column

Words = dict[str, str]  # by language code


@lru_cache(maxsize=1)
def _all() -> dict[str, Words]:
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: {code: row[code] for code in CODES} for row in csv.DictReader(file)}


def words(key: str) -> Words:
    """One text in all six languages. Raises ``KeyError`` for an unknown key."""
    return _all()[key]


def columns(field: str, key: str) -> dict[str, Any]:
    """The same as model columns: ``{"title_fr": …}``."""
    return {column(field, code): text for code, text in words(key).items()}
