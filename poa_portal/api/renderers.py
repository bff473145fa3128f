"""CSV of the same records, for those who open spreadsheets."""

import csv
from io import StringIO
from typing import Any

from rest_framework.renderers import BaseRenderer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CSVRenderer(BaseRenderer):
    """One row a record; nested values become columns such as ``translations.fr.title``, lists are joined by ``; ``."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        records = data.get("results", [data]) if isinstance(data, dict) else data
        rows = [dict(_flat("", record)) for record in records]
        columns = list(dict.fromkeys(name for row in rows for name in row))
        page = StringIO()
        writer = csv.DictWriter(page, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
        return page.getvalue().encode()


def _flat(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), inner)
    elif isinstance(value, list):
        yield name, _cell("; ".join(_in_cell(part) for part in value))
    else:
        yield name, _cell("" if value is None else str(value))


def _in_cell(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {inner}" for key, inner in value.items() if inner not in (None, "", [], {}))
    return str(value)


def _cell(text: str) -> str:
    """Text that a spreadsheet would take for a formula is shown as text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
