"""A hand-over gives open drafts to the successor; the page says which, the log counts them, an end warns of them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.enums import InputState
from poa_portal.accounts import actions
from poa_portal.accounts.care import in_care_of
from poa_portal.accounts.models import User
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from tests.factories import AccreditationRequestFactory, NationalReportFactory, PostFactory, WrittenInputFactory

pytestmark = pytest.mark.django_db
UNSENT = {"submitted_at": None, "published_at": None}


@pytest.fixture
def drafts(state, drafter):
    """A report and two inputs in work, and one of each that is not: published, or of a colleague."""
    report = NationalReportFactory(owner=state, state="drafting", started_by=drafter, **UNSENT)
    inputs = [WrittenInputFactory(owner=state, state="draft", started_by=drafter, **UNSENT) for _each in range(2)]
    WrittenInputFactory(owner=state, started_by=drafter)
    WrittenInputFactory(owner=state, state="draft", **UNSENT)
    return [report, *inputs]


def held(user, party):
    return {source.name: records for source, records in in_care_of(user, party)}


def test_drafts_are_in_the_care_of_who_began_them(drafter, state, drafts):
    report, *inputs = drafts
    assert held(drafter, state) == {"national-reports": [report], "written-inputs": inputs}


def test_hand_over_moves_drafts_and_counts_them_in_the_log(coordinator, drafter, state, drafts):
    report, *inputs = drafts
    actions.hand_over(drafter.posts.get(), to=coordinator, by=coordinator)
    assert held(drafter, state) == {}
    assert held(coordinator, state) == {"national-reports": [report], "written-inputs": inputs}
    event = AuditEvent.objects.get(verb="hand_over")
    assert event.detail == {
        "before": str(drafter),
        "after": str(coordinator),
        "moved": {"national-reports": 1, "written-inputs": 2},
    }


def test_hand_over_keeps_who_began_a_draft_and_when_it_was_changed(coordinator, drafter, drafts):
    _report, one, _other = drafts
    before = one.changed_at
    actions.hand_over(drafter.posts.get(), to=coordinator, by=coordinator)
    one.refresh_from_db()
    assert (one.started_by, one.in_care_of, one.changed_at) == (drafter, coordinator, before)


def test_hand_over_moves_only_what_belongs_to_the_party(coordinator, drafter, other_drafter, drafts):
    elsewhere = other_drafter.posts.get().party
    PostFactory(user=drafter, party=elsewhere, role=Role.DRAFTER)
    abroad = WrittenInputFactory(owner=elsewhere, state=InputState.DRAFT, started_by=drafter, **UNSENT)
    actions.hand_over(
        drafter.posts.get(role=Role.DRAFTER, party=coordinator.posts.first().party), to=coordinator, by=coordinator
    )
    assert held(User.objects.get(pk=drafter.pk), elsewhere) == {"written-inputs": [abroad]}


def test_requests_for_accreditation_move_until_they_are_decided(representative, organisation):
    colleague = PostFactory(party=organisation, role=Role.REPRESENTATIVE).user
    running = AccreditationRequestFactory(owner=organisation, state="submitted", started_by=representative)
    actions.hand_over(representative.posts.get(), to=colleague, by=representative)
    running.refresh_from_db()
    assert running.in_care_of == colleague


def test_page_of_a_hand_over_lists_what_will_move(client_of, coordinator, drafter, state, drafts):
    address = reverse("accounts:post_hand_over", args=[state.key, drafter.posts.get().pk])
    html = client_of(coordinator).get(address).content.decode()
    for record in drafts:
        assert record.reference in html


def test_page_of_an_end_warns_of_what_stays(client_of, coordinator, drafter, state, drafts):
    address = reverse("accounts:post_end", args=[state.key, drafter.posts.get().pk])
    client = client_of(coordinator)
    html = client.get(address).content.decode()
    assert "This stays without anybody who looks after it" in html
    assert drafts[0].reference in html
    PostFactory(user=drafter, party=state, role=Role.DELEGATION_PUBLISHER, starts_on=timezone.now().date())
    assert "This stays without anybody" not in client.get(address).content.decode()


def test_page_where_nothing_moves_says_so(client_of, coordinator, drafter, state):
    address = reverse("accounts:post_hand_over", args=[state.key, drafter.posts.get().pk])
    assert "No open draft or task is in the care of" in client_of(coordinator).get(address).content.decode()
