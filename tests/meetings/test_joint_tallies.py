"""Joint inputs in tallies: authors and sponsors once each, supporters not, restricted inputs not at all."""

import pytest

from meetings.enums import Capacity
from meetings.tallies import tally_of
from poa_portal.common.enums import Audience
from stakeholders.models import TallyGroup
from tests.factories import (
    CallFactory,
    CategoryFactory,
    InputPartyFactory,
    OrganisationFactory,
    StateFactory,
    TallyGroupFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db


def test_tally_counts_authors_and_sponsors_once_and_supporters_not() -> None:
    groups = [TallyGroupFactory(key=key, position=n) for n, key in enumerate(("private", "public_international"))]
    call = CallFactory()
    company, other, backer = (
        OrganisationFactory(category=CategoryFactory(tally_group=groups[0])) for _number in range(3)
    )
    written = WrittenInputFactory(call=call, owner=company)
    InputPartyFactory(written_input=written, party=StateFactory())
    InputPartyFactory(written_input=written, party=other, capacity=Capacity.SPONSOR)
    InputPartyFactory(written_input=written, party=backer, capacity=Capacity.SUPPORT)
    WrittenInputFactory(call=call, owner=other)
    tally = tally_of(call)
    assert [line.inputs for line in tally.lines] == [2, 1]
    assert "Of a joint input, each author and sponsor counts once; who supports it is not counted." in tally.method
    assert TallyGroup.objects.count() == 2


def test_tally_does_not_tell_of_parties_of_restricted_inputs() -> None:
    TallyGroupFactory(key="public_international")
    written = WrittenInputFactory(audience=Audience.STATES)
    InputPartyFactory(written_input=written, party=StateFactory())
    assert tally_of(written.call).total == 0
