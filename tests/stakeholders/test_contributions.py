"""The page of an organization lists what it contributed in every way, each with how to cite it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from poa_portal.library.search import reindex
from stakeholders.enums import NameKind, RequestState, TextState
from tests.factories import (
    AccreditationRequestFactory,
    CommonTextFactory,
    EndorsementFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    StateFactory,
    TextVersionFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db


def page(client: Any, organisation: Any) -> Any:
    return client.get(f"/en/stakeholders/{organisation.key}/")


def endorsement(organisation: Any, **fields: Any) -> Any:
    version = TextVersionFactory(text=CommonTextFactory(title="Views in common", **fields), number=2)
    return EndorsementFactory(version=version, owner=organisation, endorsed_at=datetime(2026, 5, 4, tzinfo=UTC))


def test_page_lists_texts_that_it_supports(client: Any, organisation: Any) -> None:
    endorsement(organisation)
    endorsement(organisation, state=TextState.DRAFT)
    EndorsementFactory(owner=organisation, withdrawn_at=datetime(2026, 6, 1, tzinfo=UTC))
    (row,) = page(client, organisation).context["supports"]
    assert (row["title"], row["number"], row["day"]) == ("Views in common", "2", "4 May 2026")
    assert row["citation"].startswith("Open Ledger Forum, support for “Views in common”, version 2, 4 May 2026, http")


def test_page_lists_steps_of_accreditation(client: Any, organisation: Any) -> None:
    request = AccreditationRequestFactory(owner=organisation, reference="ACR-2026-0901", state=RequestState.ACCREDITED)
    AccreditationRequestFactory(owner=organisation, state=RequestState.DRAFT, submitted_at=None)
    (row,) = page(client, organisation).context["requests"]
    assert (row["reference"], row["step"], row["round"]) == ("ACR-2026-0901", "Accredited", request.round.title)
    assert "request for accreditation ACR-2026-0901" in row["citation"]


def test_page_says_under_which_former_name_something_came(client: Any, organisation: Any) -> None:
    OrganisationNameFactory(
        organisation=organisation, kind=NameKind.FORMER, language="", text="Ledger Forum", until=date(2026, 3, 1)
    )
    for day in (date(2026, 2, 1), date(2026, 4, 1)):
        published = datetime(day.year, day.month, day.day, tzinfo=UTC)
        reindex(WrittenInputFactory(owner=organisation, published_at=published))
    rows = page(client, organisation).context["rows"]
    assert {row["day"]: row["contributed_as"] for row in rows} == {
        "1 February 2026": "Ledger Forum",
        "1 April 2026": "",
    }


def test_page_costs_the_same_whatever_it_lists(
    client: Any, organisation: Any, django_assert_max_num_queries: Any
) -> None:
    counted = []
    for more in (1, 2):
        for _number in range(more):
            reindex(WrittenInputFactory(owner=organisation))
            endorsement(organisation)
            AccreditationRequestFactory(owner=organisation)
            OrganisationNameFactory(organisation=organisation)
            OrganisationFactory(state="closed", merged_into=organisation)
            organisation.countries.add(StateFactory())
        with django_assert_max_num_queries(8) as queries:
            assert page(client, organisation).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
