"""Objections: made by a State until the last second, read by the Chair's office alone, each reading recorded."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from post_office.models import Email

from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import SearchEntry
from stakeholders.actions import accreditation as own
from stakeholders.actions import accreditation_desk as desk
from stakeholders.actions import objections as actions
from stakeholders.models import Objection
from states.models import State
from tests import factories
from tests.contracts.conftest import people
from tests.stakeholders.clock import HandClock, clock

__all__ = ["clock", "people"]
pytestmark = pytest.mark.django_db
SECRET = "zanzibarquartz"
LAST_SECOND, TOO_LATE = "2026-05-18T22:00:00", "2026-05-18T22:00:01"


@pytest.fixture
def request_(clock: HandClock, organisation: Any, publisher: Any) -> Any:
    """Circulated on 4 May 2026; the silence ends on 18 May at 18:00 in New York."""
    made = factories.AccreditationRequestFactory(owner=organisation, state="eligible", applied_as="Open Ledger Forum")
    return desk.circulate(made, by=publisher)


def arvandia(state: Any) -> State:
    return State.objects.get(pk=state.pk)


def object_at(request: Any) -> str:
    return f"/en/work/accreditation/requests/{request.reference}/object/"


def readings(objection: Any) -> list[Any]:
    found = AuditEvent.objects.about(objection).filter(verb="read_objection")
    return list(found.order_by("pk").values_list("actor__email", flat=True))


def test_state_objects_in_the_last_second(
    clock: HandClock, request_: Any, coordinator: Any, state: Any, chair: Any, publisher: Any, client_of: Any
) -> None:
    clock.at(LAST_SECOND)
    page = client_of(coordinator).post(object_at(request_), {"state": state.pk, "basis": SECRET})
    objection = Objection.objects.get()
    assert (page.url, objection.basis, objection.made_at) == (f"/en/work/objections/{objection.pk}/", SECRET, clock.now)
    assert [mail.subject for mail in Email.objects.filter(to=chair.email)] == [
        "An objection waits for the Chair’s office"
    ]
    request_.refresh_from_db()
    assert request_.state == "circulated"


def test_objection_one_second_after_the_end_is_refused_with_the_end_in_zones_and_keeps_the_text(
    clock: HandClock, request_: Any, coordinator: Any, state: Any, client_of: Any
) -> None:
    coordinator.time_zone = "Europe/Zurich"
    coordinator.save()
    clock.at(LAST_SECOND)
    client = client_of(coordinator)
    clock.at(TOO_LATE)
    mails, events = Email.objects.count(), AuditEvent.objects.count()
    response = client.post(object_at(request_), {"state": state.pk, "basis": SECRET})
    page = response.content.decode()
    assert response.status_code == 422
    assert "The silence ended on 18 May 2026, 18:00 (New York), 22:00 UTC" in page
    assert "19 May 2026, 00:00 (Zurich)" in page
    assert SECRET in page
    assert (Objection.objects.count(), Email.objects.count(), AuditEvent.objects.count()) == (0, mails, events)


def test_two_clicks_make_one_objection_and_another_basis_is_refused(
    request_: Any, coordinator: Any, state: Any
) -> None:
    first = actions.object_to(request_, by=coordinator, state=arvandia(state), basis="A basis.")
    assert actions.object_to(request_, by=coordinator, state=arvandia(state), basis="A basis.") == first
    with pytest.raises(TransitionRefused, match="stands already"):
        actions.object_to(request_, by=coordinator, state=arvandia(state), basis="Another.")
    actions.withdraw_objection(first, by=coordinator)
    assert actions.object_to(request_, by=coordinator, state=arvandia(state), basis="Another.") != first


def test_only_coordinator_or_publisher_of_the_state_objects(
    request_: Any, people: Any, state: Any, client_of: Any
) -> None:
    for role, user in people.items():
        if role in {"public", "coordinator"}:
            continue
        with pytest.raises(TransitionRefused):
            actions.object_to(request_, by=user, state=arvandia(state))
        assert (role, client_of(user).get(object_at(request_)).status_code) == (role, 404)
    factories.PostFactory(user=people["drafter"], party=state, role=Role.DELEGATION_PUBLISHER)
    del people["drafter"].standing
    assert actions.object_to(request_, by=people["drafter"], state=arvandia(state)).basis == ""


def test_own_note_verbale_can_be_named_and_no_other(request_: Any, coordinator: Any, state: Any) -> None:
    with pytest.raises(TransitionRefused, match="another State"):
        actions.object_to(
            request_,
            by=coordinator,
            state=arvandia(state),
            note=factories.NoteVerbaleFactory(content=b"%PDF-1.7 other"),
        )
    note = factories.NoteVerbaleFactory(owner=state)
    assert actions.object_to(request_, by=coordinator, state=arvandia(state), note=note).note == note


def test_two_states_object_and_both_objections_stand(
    clock: HandClock, request_: Any, coordinator: Any, state: Any, publisher: Any, chair: Any
) -> None:
    second = factories.StateFactory(name="Belmoria")
    other = factories.PostFactory(party=second, role=Role.COORDINATOR).user
    first = actions.object_to(request_, by=coordinator, state=arvandia(state))
    later = actions.object_to(request_, by=other, state=second)
    clock.at(TOO_LATE)
    assert desk.run_due_silences(clock.now) == 1
    request_.refresh_from_db()
    assert (request_.state, request_.steps.latest("pk").name) == ("objected", "note_objection")
    actions.withdraw_objection(first, by=coordinator)
    desk.consult(request_, by=chair)
    with pytest.raises(TransitionRefused):
        desk.accredit(request_, by=chair)
    actions.withdraw_objection(later, by=other)
    assert desk.accredit(request_, by=publisher).state == "accredited"


def test_objection_withdrawn_before_the_end_counts_no_more_and_after_it_was_received(
    clock: HandClock, request_: Any, coordinator: Any, state: Any, publisher: Any
) -> None:
    """The clock decides: the sweeper comes later, and must find what stood at the end."""
    objection = actions.object_to(request_, by=coordinator, state=arvandia(state))
    clock.at(TOO_LATE)
    actions.withdraw_objection(objection, by=coordinator)
    clock.at("2026-05-18T22:00:30")
    desk.run_due_silences(clock.now)
    request_.refresh_from_db()
    assert request_.state == "objected"
    clock.at("2026-06-08T15:00")
    other = desk.circulate(factories.AccreditationRequestFactory(state="eligible"), by=publisher)
    withdrawn = actions.object_to(other, by=coordinator, state=arvandia(state))
    actions.withdraw_objection(withdrawn, by=coordinator)
    desk.run_due_silences(datetime(2026, 7, 1, tzinfo=UTC))
    other.refresh_from_db()
    assert other.state == "no_objection"


def test_organization_that_withdraws_ends_the_clock(
    clock: HandClock, request_: Any, representative: Any, coordinator: Any, state: Any
) -> None:
    own.withdraw_request(request_, by=representative)
    with pytest.raises(TransitionRefused, match="Withdrawn"):
        actions.object_to(request_, by=coordinator, state=arvandia(state))
    assert desk.run_due_silences(clock.at(TOO_LATE)) == 0


def test_objection_to_a_decided_request_is_not_withdrawn(
    clock: HandClock, request_: Any, coordinator: Any, state: Any, chair: Any
) -> None:
    objection = actions.object_to(request_, by=coordinator, state=arvandia(state))
    clock.at(TOO_LATE)
    desk.run_due_silences(clock.now)
    request_.refresh_from_db()
    desk.refuse(request_, by=chair)
    with pytest.raises(TransitionRefused, match="was decided"):
        actions.withdraw_objection(objection, by=coordinator)


def test_every_reading_by_the_chairs_office_is_recorded_and_the_state_sees_it(
    request_: Any, coordinator: Any, drafter: Any, state: Any, chair: Any, client_of: Any
) -> None:
    objection = actions.object_to(request_, by=coordinator, state=arvandia(state), basis=SECRET)
    address = f"/en/work/objections/{objection.pk}/"
    listed = client_of(chair).get("/en/work/objections/").content.decode()
    assert "Open Ledger Forum" in listed
    assert SECRET not in listed
    assert "Arvandia" not in listed
    assert readings(objection) == []
    for _time in range(2):
        assert SECRET in client_of(chair).get(address).content.decode()
    assert client_of(coordinator).get(address).status_code == client_of(drafter).get(address).status_code == 200
    assert readings(objection) == [chair.email, chair.email]
    own_page = client_of(drafter).get(address)
    assert [person for person, _post, _moment in own_page.context["readings"]] == [chair.name, chair.name]
    assert own_page["Cache-Control"].startswith("max-age=0, no-cache")
    assert AuditEvent.objects.visible_to(coordinator).filter(verb="read_objection").count() == 2


def test_nobody_else_finds_an_objection(request_: Any, people: Any, state: Any, client_of: Any) -> None:
    objection = actions.object_to(request_, by=people["coordinator"], state=arvandia(state), basis=SECRET)
    for part in ("", "publish/", "withdraw/"):
        address = f"/en/work/objections/{objection.pk}/{part}"
        answers = {role: client_of(user).get(address).status_code for role, user in people.items()}
        readers = {"coordinator"} if part else {"coordinator", "drafter", "chair"}
        assert answers == {role: 302 if role == "public" else 200 if role in readers else 404 for role in answers}
    lists = {role: client_of(user).get("/en/work/objections/").status_code for role, user in people.items()}
    allowed = {"drafter", "coordinator", "other_drafter", "chair"}
    assert lists == {role: 302 if role == "public" else 200 if role in allowed else 404 for role in lists}


def test_content_is_in_no_log_mail_search_feed_or_public_page(
    clock: HandClock, request_: Any, coordinator: Any, state: Any, chair: Any, officer: Any, client_of: Any
) -> None:
    objection = actions.object_to(request_, by=coordinator, state=arvandia(state), basis=SECRET)
    actions.read_objection(objection, by=chair)
    clock.at(TOO_LATE)
    desk.run_due_silences(clock.now)
    logged = " ".join(f"{event.subject_label} {event.reason} {event.detail}" for event in AuditEvent.objects.all())
    mailed = " ".join(f"{mail.subject} {mail.message}" for mail in Email.objects.all())
    found = " ".join(SearchEntry.objects.values_list("title", flat=True))
    assert SECRET not in logged + mailed + found
    to_chair = " ".join(f"{mail.subject} {mail.message}" for mail in Email.objects.filter(to=chair.email))
    assert "Arvandia" not in mailed
    assert "Open Ledger" not in to_chair
    assert request_.reference not in to_chair
    feed = client_of(None).get(reverse("library:feed", kwargs={"name": "accreditation"})).content.decode()
    assert request_.get_absolute_url() in feed
    public = client_of(None).get(request_.get_absolute_url()).content.decode()
    desk_page = client_of(officer).get(f"/en/work/accreditation/requests/{request_.reference}/").content.decode()
    for page in (feed, public, desk_page):
        assert SECRET not in page
        assert "Arvandia" not in page
    assert "Objection received" in public


def test_published_objection_is_read_by_everybody_and_not_recorded_any_more(
    request_: Any, coordinator: Any, state: Any, chair: Any, client_of: Any
) -> None:
    objection = actions.object_to(request_, by=coordinator, state=arvandia(state), basis=SECRET)
    confirm = client_of(coordinator).get(f"/en/work/objections/{objection.pk}/publish/").content.decode()
    assert "Everybody, also without signing in" in confirm
    assert SECRET in confirm
    for _click in range(2):
        client_of(coordinator).post(f"/en/work/objections/{objection.pk}/publish/")
    page = client_of(None).get(request_.get_absolute_url()).content.decode()
    assert SECRET in page
    assert "Arvandia" in page
    assert "State content" in page
    client_of(chair).get(f"/en/work/objections/{objection.pk}/")
    assert readings(objection) == []
    assert AuditEvent.objects.about(objection).filter(verb="publish").count() == 1
    actions.withdraw_objection(objection, by=coordinator)
    assert "withdrawn" in client_of(None).get(request_.get_absolute_url()).content.decode()


def test_withdrawn_objection_is_not_published(request_: Any, coordinator: Any, state: Any) -> None:
    objection = actions.object_to(request_, by=coordinator, state=arvandia(state))
    for _click in range(2):
        actions.withdraw_objection(objection, by=coordinator)
    with pytest.raises(TransitionRefused, match="was withdrawn"):
        actions.publish_objection(objection, by=coordinator)
    assert AuditEvent.objects.about(objection).filter(verb="withdraw").count() == 1


def test_circulated_list_shows_the_clock_to_delegations(
    clock: HandClock, request_: Any, drafter: Any, representative: Any, client_of: Any
) -> None:
    address = "/en/work/accreditation/circulated/"
    page = client_of(drafter).get(address)
    assert [row.reference for row in page.context["rows"]] == [request_.reference]
    assert "in 14 days" in page.content.decode()
    assert client_of(representative).get(address).status_code == 404
    assert client_of(drafter).get(address, {"clock": "over"}).context["rows"] == []
    clock.at(TOO_LATE)
    assert len(client_of(drafter).get(address, {"clock": "over"}).context["rows"]) == 1
