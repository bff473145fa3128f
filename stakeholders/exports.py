"""The open data of the repository, under a licence that lets everybody use it: CC0 1.0. No mailbox is in it."""

import json
from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpResponse

from poa_portal.common import languages
from poa_portal.common.downloads import csv_file
from stakeholders.api.repository import StakeholderContactSerializer
from stakeholders.models import StakeholderContact

NAME: Final = "stakeholder-contacts"
LICENCE: Final = "CC0-1.0"
LICENCE_URL: Final = "https://creativecommons.org/publicdomain/zero/1.0/"


def records_of(contacts: Iterable[StakeholderContact]) -> list[dict[str, Any]]:
    """The records of the API; contacts come with ``with_rows``."""
    context = {"language": languages.current()}
    return list(StakeholderContactSerializer(contacts, many=True, context=context).data)


def as_csv(contacts: Iterable[StakeholderContact]) -> HttpResponse:
    """A row for each contact, each with its licence; lists are joined by semicolons."""
    header = list(StakeholderContactSerializer().fields)
    rows = [[_cell(record[name]) for name in header] for record in records_of(contacts)]
    return _under_licence(csv_file(NAME, [*header, "licence"], [[*row, LICENCE_URL] for row in rows]))


def as_json(contacts: Iterable[StakeholderContact]) -> HttpResponse:
    whole = {"licence": LICENCE, "licence_url": LICENCE_URL, "contacts": records_of(contacts)}
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{NAME}.json"'
    return _under_licence(response)


def _under_licence(response: HttpResponse) -> HttpResponse:
    response["Link"] = f'<{LICENCE_URL}>; rel="license"'
    return response


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value
