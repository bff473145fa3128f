"""What accreditation puts before people: duties, panels, the feed; and the holidays that the load leaves out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from poa_portal.accounts import duties
from poa_portal.accounts.models import Party
from poa_portal.ops.reference_data import accreditation as reference
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.loading import DIRECTORY
from stakeholders import accreditation_plugin, panels
from stakeholders.actions import rounds
from stakeholders.models import Holiday
from tests import factories
from tests.stakeholders.clock import HandClock, clock

__all__ = ["clock"]
pytestmark = pytest.mark.django_db
END = datetime(2026, 5, 18, 22, tzinfo=UTC)


def circulated(**values: Any) -> Any:
    return factories.AccreditationRequestFactory(
        state="circulated", circulated_at=datetime(2026, 5, 4, 15, tzinfo=UTC), silence_until=END, **values
    )


def titles(user: Any, party: Any) -> list[tuple[str, Any]]:
    found = duties.duties_of(user, Party.objects.get(pk=party.pk))
    return [(duty.title, duty.until) for duty in found if duty.kind == "Accreditation"]


def test_delegation_has_one_duty_for_each_end_of_a_silence(
    clock: HandClock, drafter: Any, state: Any, other_drafter: Any
) -> None:
    the_round = factories.AccreditationRoundFactory()
    for _number in range(2):
        circulated(round=the_round)
    assert titles(drafter, state) == [("Silence ends on 2 circulated requests", END)]
    assert titles(other_drafter, state) == []
    clock.now = END + timedelta(seconds=1)
    assert titles(drafter, state) == []


def test_organization_is_told_what_to_complete_and_where_it_can_apply(
    clock: HandClock, representative: Any, organisation: Any
) -> None:
    the_round = factories.AccreditationRoundFactory(title="Round A")
    assert titles(representative, organisation) == [("Requests can be sent: Round A", the_round.closes_at)]
    request = factories.AccreditationRequestFactory(
        round=the_round, owner=organisation, state="draft", submitted_at=None
    )
    assert titles(representative, organisation) == [(f"Send the request {request.reference}", the_round.closes_at)]
    request.state, request.submitted_at = "information_requested", clock.now
    request.save()
    assert titles(representative, organisation) == [(f"Complete the request {request.reference}", None)]


def test_secretariat_is_told_what_waits(clock: HandClock, officer: Any, secretariat: Any, representative: Any) -> None:
    factories.AccreditationRequestFactory()
    factories.AccreditationRequestFactory(state="eligible")
    assert titles(officer, secretariat) == [
        ("Eligible requests to circulate or to accredit: 1", None),
        ("Requests for accreditation to check: 1", None),
    ]


def test_new_deadline_meets_ends_of_silences_and_windows(clock: HandClock) -> None:
    the_round = factories.AccreditationRoundFactory(closes_at=END - timedelta(days=1))
    circulated(round=the_round)
    met = [duty.title for duty in duties.clashes(END, days=3) if duty.kind == "Accreditation"]
    assert met == ["Silence ends on 1 circulated request", the_round.title]


def test_only_the_chairs_office_counts_objections_on_its_work_page(
    clock: HandClock, chair: Any, publisher: Any, secretariat: Any
) -> None:
    factories.ObjectionFactory(request=circulated())
    assert panels.secretariat_panel(chair, chair.posts.get())["objections"] == 1
    assert panels.secretariat_panel(publisher, publisher.posts.get()) is None


def test_feed_tells_steps_of_what_was_sent_and_of_nothing_else(clock: HandClock) -> None:
    sent = factories.AccreditationStepFactory(request__applied_as="Alpha")
    factories.AccreditationStepFactory(
        request__applied_as="Beta", request__submitted_at=None, request__state="withdrawn"
    )
    found = accreditation_plugin.entries(AnonymousUser(), "en")
    assert [(entry.title, entry.url) for entry in found] == [("Alpha: Submitted", sent.request.get_absolute_url())]


def test_ten_holidays_a_year_and_one_taken_out_is_not_loaded_again(publisher: Any) -> None:
    reference.load(DIRECTORY, Ledger())
    days = list(Holiday.objects.order_by("day").values_list("day", flat=True))
    assert [sum(day.year == year for day in days) for year in (2026, 2027)] == [10, 10]
    assert [day for day in days if day.weekday() > 4] == []
    holiday = Holiday.objects.get(day="2027-03-10")
    rounds.remove_holiday(holiday, by=publisher)
    reference.load(DIRECTORY, Ledger())
    assert not Holiday.objects.filter(day="2027-03-10").exists()
    rounds.add_holiday(by=publisher, day=holiday.day, duty_station="New York", name_en="Eid al-Fitr")
    assert Holiday.objects.filter(day="2027-03-10").exists()
