"""Delegations are opened on notes verbales: entered once, read by the State and by officers, the ground of an invitation."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from poa_portal.accounts import actions as accounts
from poa_portal.accounts.models import Invitation
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from states.actions.delegations import enter_note, open_delegation
from states.models import NoteVerbale
from tests.factories import NoteVerbaleFactory, StateFactory

ADDRESS = "first@mission.example"
DAY = date(2026, 3, 2)
NOTES = "/en/work/notes/"


@pytest.fixture
def bare_state(db):
    """A State that has never been here."""
    return StateFactory(name="Cirdania", iso2="XC", iso3="XCI", is_invented=True)


def upload(pdf_bytes, name="note.pdf"):
    return SimpleUploadedFile(name, pdf_bytes, "application/pdf")


def opened(state, by, pdf_bytes, **changes):
    wish = {"number": "12/2026", "dated_on": DAY, "upload": upload(pdf_bytes), "email": ADDRESS, "language": "fr"}
    return open_delegation(state, by=by, **{**wish, **changes})


def typed(pdf_bytes, **changes):
    form = {"number": "12/2026", "dated_on": DAY.isoformat(), "email": ADDRESS, "language": "fr"}
    return {**form, "upload": upload(pdf_bytes), **changes}


def test_delegation_is_opened_by_a_note_and_an_invitation_that_names_it(bare_state, officer, pdf_bytes):
    note, invitation = opened(bare_state, officer, pdf_bytes)
    assert (note.owner, note.number, note.dated_on, note.upload.read()) == (bare_state, "12/2026", DAY, pdf_bytes)
    assert note.reference.startswith("NV-")
    assert (invitation.party_id, invitation.role) == (bare_state.pk, Role.COORDINATOR)
    assert invitation.ground == f"{note.reference} 12/2026"
    assert [(mail.to, mail.headers["Content-Language"]) for mail in Email.objects.all()] == [([ADDRESS], "fr")]
    events = AuditEvent.objects.order_by("pk").values_list("verb", "owner_id")
    assert list(events) == [("enter_note", bare_state.pk), ("invite", bare_state.pk)]


def test_double_click_enters_one_note_and_sends_one_mail(bare_state, officer, pdf_bytes):
    first = opened(bare_state, officer, pdf_bytes)
    again = opened(bare_state, officer, pdf_bytes, number=" 12/2026 ")
    assert first == again
    assert (NoteVerbale.objects.count(), Email.objects.count()) == (1, 1)


def test_note_entered_again_with_another_file_keeps_the_first(bare_state, officer, pdf_bytes):
    first = enter_note(bare_state, by=officer, number="1", dated_on=DAY, upload=upload(pdf_bytes))
    again = enter_note(bare_state, by=officer, number="1", dated_on=DAY, upload=upload(pdf_bytes + b"\n"))
    assert (again, again.sha256) == (first, first.sha256)


def test_same_number_of_another_day_or_state_is_another_note(bare_state, state, officer, pdf_bytes):
    notes = {
        enter_note(of, by=officer, number="1", dated_on=day, upload=upload(pdf_bytes)).pk
        for of, day in [(bare_state, DAY), (bare_state, DAY - timedelta(days=1)), (state, DAY)]
    }
    assert len(notes) == 3


def test_note_of_tomorrow_is_refused(bare_state, officer, pdf_bytes):
    with pytest.raises(ValidationError):
        opened(bare_state, officer, pdf_bytes, dated_on=timezone.now().date() + timedelta(days=1))
    assert (NoteVerbale.objects.count(), Invitation.objects.count()) == (0, 0)


@pytest.mark.parametrize("who", ["manager", "chair", "coordinator", "drafter", "representative", "stranger"])
def test_delegation_is_opened_by_officers_alone(request, bare_state, pdf_bytes, who):
    with pytest.raises(TransitionRefused):
        opened(bare_state, request.getfixturevalue(who), pdf_bytes)
    assert (NoteVerbale.objects.count(), Invitation.objects.count()) == (0, 0)


def test_invitation_that_is_refused_leaves_no_note(state, coordinator, officer, pdf_bytes):
    with pytest.raises(TransitionRefused):
        opened(state, officer, pdf_bytes, email=coordinator.email)
    assert NoteVerbale.objects.count() == 0


def test_secretariat_invites_no_coordinator_without_a_note(state, officer):
    with pytest.raises(TransitionRefused, match="Enter the note verbale first"):
        accounts.invite(party=state, email=ADDRESS, role=Role.COORDINATOR, language="en", by=officer)
    assert not Invitation.objects.exists()


def test_coordinator_invites_another_coordinator_without_a_note(state, coordinator):
    invitation = accounts.invite(party=state, email=ADDRESS, role=Role.COORDINATOR, language="en", by=coordinator)
    assert invitation.ground == ""


def test_secretariat_ends_a_coordinators_post_but_puts_nobody_in_it(state, coordinator, drafter, officer):
    post = coordinator.posts.get(role=Role.COORDINATOR)
    with pytest.raises(TransitionRefused):
        accounts.hand_over(post, to=drafter, by=officer)
    with pytest.raises(TransitionRefused):
        accounts.change_post(post, role=Role.COORDINATOR, ends_on=date(2100, 1, 1), by=officer)
    assert accounts.end_post(post, by=officer).has_ended


def test_note_never_changes(bare_state, officer, pdf_bytes):
    note = enter_note(bare_state, by=officer, number="1", dated_on=DAY, upload=upload(pdf_bytes))
    note.number = "2"
    with pytest.raises(Exception, match="Cannot update"):
        note.save()


def test_page_opens_the_delegation_and_leads_to_its_people(client_of, bare_state, officer, pdf_bytes):
    client = client_of(officer)
    address = reverse("states:delegation_open", args=[bare_state.key])
    assert "One mail with a link goes to the coordinator." in client.get(address).content.decode()
    response = client.post(address, typed(pdf_bytes), follow=True)
    assert response.redirect_chain == [(reverse("accounts:team", args=[bare_state.key]), 302)]
    html = response.content.decode()
    assert f"The invitation is on its way to {ADDRESS}." in html
    assert NoteVerbale.objects.get().reference in html


def test_page_says_that_another_file_was_not_taken(client_of, bare_state, officer, pdf_bytes):
    opened(bare_state, officer, pdf_bytes)
    address = reverse("states:delegation_open", args=[bare_state.key])
    response = client_of(officer).post(address, typed(pdf_bytes, upload=upload(pdf_bytes + b"\n")), follow=True)
    assert "was entered before with another file; that file stays." in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"dated_on": (timezone.now().date() + timedelta(days=2)).isoformat()},
        {"email": "nobody"},
        {"language": "xx"},
        {"upload": SimpleUploadedFile("note.exe", b"MZ", "application/octet-stream")},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_page_refuses_what_is_not_complete_and_keeps_what_was_typed(client_of, bare_state, officer, pdf_bytes, wrong):
    address = reverse("states:delegation_open", args=[bare_state.key])
    response = client_of(officer).post(address, typed(pdf_bytes, **wrong))
    assert response.status_code == 422
    kept = "12/2026" if "number" not in wrong else ADDRESS
    assert f'value="{kept}"' in response.content.decode()
    assert not NoteVerbale.objects.exists()


def test_team_page_sends_officers_to_the_note_and_takes_no_invitation(client_of, officer, bare_state):
    client = client_of(officer)
    address = reverse("accounts:team", args=[bare_state.key])
    assert reverse("states:delegation_open", args=[bare_state.key]) in client.get(address).content.decode()
    form = {"email": ADDRESS, "role": Role.COORDINATOR, "language": "en"}
    assert client.post(address, form).status_code == 403
    assert not Invitation.objects.exists()


def test_party_list_leads_officers_to_the_note_and_others_not(client_of, officer, chair, bare_state):
    address, note = reverse("accounts:party_list"), reverse("states:delegation_open", args=[bare_state.key])
    assert note in client_of(officer).get(address).content.decode()
    assert note not in client_of(chair).get(address).content.decode()


@pytest.fixture
def notes(state):
    return NoteVerbaleFactory(owner=state, number="7/2026"), NoteVerbaleFactory(number="8/2026")


def listed(client, **query):
    return [note.number for note in client.get(NOTES, query).context["page_obj"]]


def test_list_shows_officers_all_and_a_delegation_its_own(client_of, officer, drafter, other_drafter, notes):
    assert sorted(listed(client_of(officer))) == ["7/2026", "8/2026"]
    assert listed(client_of(drafter)) == ["7/2026"]
    assert listed(client_of(other_drafter)) == []


def test_list_is_searched_and_filtered(client_of, officer, state, notes):
    client = client_of(officer)
    assert listed(client, q="8/") == ["8/2026"]
    assert listed(client, state=state.key) == ["7/2026"]
    assert listed(client, q="none") == []


@pytest.mark.parametrize("who", ["manager", "chair", "representative", "stranger"])
def test_list_is_not_there_for_others(request, client_of, notes, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get(NOTES).status_code == 404
    assert client.get(notes[0].get_absolute_url()).status_code == 404


def test_file_is_given_to_its_state_and_to_officers(client_of, officer, drafter, other_drafter, notes):
    note = notes[0]
    for user in (officer, drafter):
        response = client_of(user).get(note.get_absolute_url())
        assert (response.status_code, b"".join(response.streaming_content)) == (200, note.upload.read())
        note.upload.seek(0)
    assert client_of(other_drafter).get(note.get_absolute_url()).status_code == 404
    assert client_of(None).get(note.get_absolute_url()).status_code == 302
