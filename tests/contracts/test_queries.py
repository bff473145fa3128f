"""Contract 4: every list costs the same number of queries with one row and with three (the API's in ``tests/api``)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from poa_portal.library.search import reindex
from tests import factories

Make = Callable[[Any], Any]


def published_document(party: Any) -> Any:
    document = factories.SymbolFactory().document
    factories.FileFactory(version__document=document, content=document.reference.encode())
    return document


def open_meeting(party: Any) -> Any:
    return factories.CallFactory().meeting


def published_input(party: Any) -> Any:
    written = factories.WrittenInputFactory(owner=party or factories.OrganisationFactory())
    factories.InputAnswerFactory(written_input=written, question__call=written.call)
    return written


def national_report(party: Any) -> Any:
    report = factories.NationalReportFactory(owner=party or factories.StateFactory())
    factories.AnswerFactory(report=report)
    return report


# address: (role, what a row is made of)
LISTS: dict[str, tuple[str, Make]] = {
    "home": ("public", published_document),
    "library:entry_list": ("public", published_document),
    "library:topic_list": ("public", lambda party: factories.TopicFactory()),
    "library:norm_list": ("public", lambda party: factories.TopicFactory(kind="norm")),
    "library:document_manage": ("publisher", published_document),
    "states:state_list": ("public", lambda party: factories.StateFactory()),
    "stakeholders:organisation_list": ("public", lambda party: factories.OrganisationFactory()),
    "meetings:meeting_list": ("public", open_meeting),
    "meetings:programme": ("public", open_meeting),
    "meetings:programme_calendar": ("public", open_meeting),
    "meetings:meeting_manage": ("publisher", open_meeting),
    "meetings:input_list": ("public", published_input),
    "meetings:input_work_list": ("publisher", published_input),
    "reports:report_list": ("public", national_report),
    "reports:national_work_list": ("drafter", national_report),
    "reports:progress_work_list": ("publisher", lambda party: factories.RevisionFactory().report),
    "accounts:party_list": ("publisher", lambda party: factories.PostFactory(party=factories.StateFactory())),
    "accounts:work_home": ("publisher", published_input),
    "sitemap": ("public", published_document),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(LISTS))
def test_list_costs_the_same_with_one_row_and_with_three(name: str, people: Any, client_of: Any, state: Any) -> None:
    role, make = LISTS[name]
    owner = state if role == "drafter" else None
    client = client_of(people[role])
    reindex(make(owner))
    one = queries(client, name)
    for _row in range(2):
        reindex(make(owner))
    assert (name, queries(client, name)) == (name, one)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, (role, _make) in LISTS.items() if role == "public"])
def test_public_list_costs_at_most_eight_queries(name: str, people: Any, client_of: Any) -> None:
    for _row in range(3):
        reindex(LISTS[name][1](None))
    assert queries(client_of(None), name) <= 8


def queries(client: Any, name: str) -> int:
    address = reverse(name)
    client.get(address)  # what a process learns once is not counted
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
