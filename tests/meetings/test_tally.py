"""The tally of a call: the figures of 2023 as they were printed, and live counts by the same rules."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from meetings.enums import InputState
from meetings.tallies import tally_of
from poa_portal.common.enums import Audience
from stakeholders.enums import PUBLIC_TALLY_GROUP
from tests.factories import (
    CallCountFactory,
    CallFactory,
    CategoryFactory,
    OrganisationFactory,
    TallyGroupFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db
GROUPS = [
    ("private_sector", "Private sector", 15),
    ("technical_community", "Technical community", 3),
    ("civil_society_academia", "Civil society and academia", 10),
    (PUBLIC_TALLY_GROUP, "Public authorities and international organizations", 5),
]
ROUNDING = "Percentages may not add to 100 because of rounding."


@pytest.fixture
def groups() -> dict[str, Any]:
    made = {}
    for position, (key, name, _inputs) in enumerate(GROUPS):
        made[key] = TallyGroupFactory(key=key, name=name, position=position)
    return made


def organisation_in(group: Any) -> Any:
    return OrganisationFactory(category=CategoryFactory(key=f"in-{group.key}", tally_group=group))


def counts(call: Any, **options: Any) -> list[int]:
    return [line.inputs for line in tally_of(call, **options).lines]


def test_tally_of_2023_prints_the_figures_of_the_paper(groups: dict[str, Any]) -> None:
    call = CallFactory(source="Multistakeholder Feedback, July 2023")
    for key, _name, inputs in GROUPS:
        CallCountFactory(call=call, group=groups[key], inputs=inputs)
    tally = tally_of(call)
    assert [bar.figure for bar in tally.bars.rows] == ["45.5 %", "9.1 %", "30.3 %", "15.2 %"]
    assert [bar.label for bar in tally.bars.rows] == [name for _key, name, _inputs in GROUPS]
    assert (tally.total, tally.bars.note, tally.is_recorded) == (33, ROUNDING, True)
    assert "Source: Multistakeholder Feedback, July 2023." in tally.method


def test_tally_of_live_inputs_in_the_same_proportion_prints_the_same_figures(groups: dict[str, Any]) -> None:
    call = CallFactory()
    for key, _name, inputs in GROUPS:
        for _number in range(inputs):
            WrittenInputFactory(call=call, owner=organisation_in(groups[key]))
    tally = tally_of(call)
    assert [bar.figure for bar in tally.bars.rows] == ["45.5 %", "9.1 %", "30.3 %", "15.2 %"]
    assert (tally.total, tally.bars.note, tally.is_recorded) == (33, ROUNDING, False)


def test_tally_counts_an_organization_once_and_says_so(groups: dict[str, Any]) -> None:
    call, owner = CallFactory(), organisation_in(groups["private_sector"])
    for _number in range(3):
        WrittenInputFactory(call=call, owner=owner)
    assert counts(call) == [1, 0, 0, 0]
    assert "2 further inputs of parties already counted are left out." in tally_of(call).method


@pytest.mark.parametrize(
    "state", [InputState.DRAFT, InputState.SUBMITTED, InputState.RETURNED, InputState.DECLINED, InputState.WITHDRAWN]
)
def test_tally_leaves_out_what_is_not_published(groups: dict[str, Any], state: str) -> None:
    call = CallFactory()
    WrittenInputFactory(call=call, owner=organisation_in(groups["private_sector"]))
    WrittenInputFactory(call=call, owner=organisation_in(groups["private_sector"]), state=state)
    assert counts(call) == [1, 0, 0, 0]


def test_tally_never_tells_of_restricted_inputs(groups: dict[str, Any]) -> None:
    call = CallFactory()
    for audience in (Audience.STAKEHOLDERS, Audience.STATES, Audience.OWNER, Audience.PRIVATE):
        WrittenInputFactory(call=call, owner=organisation_in(groups["private_sector"]), audience=audience)
    assert counts(call) == [0, 0, 0, 0]
    assert tally_of(call).total == 0


def test_tally_counts_closed_inputs_and_those_of_states(groups: dict[str, Any], state: Any) -> None:
    call = CallFactory()
    WrittenInputFactory(call=call, owner=organisation_in(groups["technical_community"]), state=InputState.CLOSED)
    WrittenInputFactory(call=call, owner=state)
    assert counts(call) == [0, 1, 0, 1]


def test_tally_ends_at_its_cut_off_and_at_its_call(groups: dict[str, Any]) -> None:
    call, now = CallFactory(), timezone.now()
    WrittenInputFactory(
        call=call, owner=organisation_in(groups["private_sector"]), published_at=now - timedelta(days=5)
    )
    WrittenInputFactory(call=call, owner=organisation_in(groups["private_sector"]), published_at=now)
    WrittenInputFactory(owner=organisation_in(groups["private_sector"]))
    assert counts(call, cut_off=now - timedelta(days=2)) == [1, 0, 0, 0]
    assert counts(call) == [2, 0, 0, 0]


def test_tally_writes_figures_as_the_language_does(groups: dict[str, Any]) -> None:
    call = CallFactory()
    CallCountFactory(call=call, group=groups["private_sector"], inputs=1)
    CallCountFactory(call=call, group=groups["technical_community"], inputs=2)
    with translation.override("fr"):
        assert tally_of(call).bars.rows[0].figure == "33,3 %"


def test_tally_costs_two_queries_whatever_the_number(groups: dict[str, Any], django_assert_num_queries: Any) -> None:
    call = CallFactory()
    for number in (1, 3):
        for _count in range(number):
            WrittenInputFactory(call=call, owner=organisation_in(groups["private_sector"]))
        with django_assert_num_queries(2):
            tally_of(call)
