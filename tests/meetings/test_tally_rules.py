"""The rules by which one consultation counts: other lines for some categories, said in the method, set by the secretariat."""

from typing import Any

import pytest
from django.urls import reverse

from meetings.actions.tally_rules import set_tally_rules
from meetings.models import TallyRule
from meetings.tallies import tally_of
from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from stakeholders.models import Category
from tests.factories import CallCountFactory, CallFactory, CategoryFactory, OrganisationFactory, WrittenInputFactory
from tests.meetings.test_tally import GROUPS, ROUNDING, counts, groups

__all__ = ["groups"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def cert(groups: dict[str, Any]) -> Category:
    return CategoryFactory(key="cert", name="Response team", tally_group=groups["technical_community"])


def address(call: Any) -> str:
    return reverse("meetings:tally_rules", args=[call.slug])


def test_rule_counts_a_category_in_another_line_of_this_call_only(
    groups: dict[str, Any], cert: Any, officer: Any
) -> None:
    call, other = CallFactory(), CallFactory()
    owner = OrganisationFactory(category=cert)
    for answered in (call, other):
        WrittenInputFactory(call=answered, owner=owner)
    set_tally_rules(call, by=officer, lines={cert: groups["private_sector"]})
    assert (counts(call), counts(other)) == ([1, 0, 0, 0], [0, 1, 0, 0])


def test_rule_stands_in_the_method(groups: dict[str, Any], cert: Any, officer: Any) -> None:
    call = CallFactory()
    assert "In this consultation" not in tally_of(call).method
    set_tally_rules(call, by=officer, lines={cert: groups["private_sector"]})
    assert "In this consultation “Response team” counts as “Private sector”." in tally_of(call).method


def test_rule_leaves_recorded_counts_as_they_were_printed(groups: dict[str, Any], cert: Any, officer: Any) -> None:
    call = CallFactory()
    for key, _name, inputs in GROUPS:
        CallCountFactory(call=call, group=groups[key], inputs=inputs)
    set_tally_rules(call, by=officer, lines={cert: groups["private_sector"]})
    tally = tally_of(call)
    assert [bar.figure for bar in tally.bars.rows] == ["45.5 %", "9.1 %", "30.3 %", "15.2 %"]
    assert (tally.total, tally.bars.note) == (33, ROUNDING)


def test_usual_line_is_no_rule_and_twice_is_once(groups: dict[str, Any], cert: Any, officer: Any) -> None:
    call = CallFactory()
    assert set_tally_rules(call, by=officer, lines={cert: groups["technical_community"]}) == []
    for expected in (["cert"], []):
        assert set_tally_rules(call, by=officer, lines={cert: groups["private_sector"]}, reason="Agreed") == expected
    event = AuditEvent.objects.about(call).get(verb="set_tally_rules")
    assert (event.reason, event.detail) == ("Agreed", {"changed": ["cert"]})
    assert set_tally_rules(call, by=officer, lines={cert: None}) == ["cert"]
    assert not TallyRule.objects.exists()


def test_two_categories_of_one_line_count_each_party_once(groups: dict[str, Any], cert: Any, officer: Any) -> None:
    call = CallFactory()
    business = CategoryFactory(key="business", tally_group=groups["private_sector"])
    for category in (cert, business):
        owner = OrganisationFactory(category=category)
        for _number in range(2):
            WrittenInputFactory(call=call, owner=owner)
    set_tally_rules(call, by=officer, lines={cert: groups["private_sector"]})
    assert counts(call) == [2, 0, 0, 0]


@pytest.mark.parametrize("role", ["representative", "coordinator", "manager", "chair"])
def test_rules_are_not_set_by_others(request: Any, role: str, groups: dict[str, Any], cert: Any) -> None:
    with pytest.raises(TransitionRefused):
        set_tally_rules(CallFactory(), by=request.getfixturevalue(role), lines={cert: groups["private_sector"]})


def test_page_saves_the_rules_and_shows_the_tally(
    client_of: Any, officer: Any, groups: dict[str, Any], cert: Any
) -> None:
    call, client = CallFactory(), client_of(officer)
    WrittenInputFactory(call=call, owner=OrganisationFactory(category=cert))
    assert "As usual: Technical community" in client.get(address(call)).content.decode()
    sent = {f"category_{cert.pk}": "private_sector"}
    assert client.post(address(call), sent).status_code == 422
    assert client.post(address(call), {**sent, "reason": "As agreed"}).status_code == 302
    assert counts(call) == [1, 0, 0, 0]
    assert client.get(address(call)).context["form"][f"category_{cert.pk}"].value() == "private_sector"


def test_tally_with_rules_costs_two_queries(
    groups: dict[str, Any], cert: Any, officer: Any, django_assert_num_queries: Any
) -> None:
    call = CallFactory()
    set_tally_rules(call, by=officer, lines={cert: groups["private_sector"]})
    with django_assert_num_queries(2):
        tally_of(call)
