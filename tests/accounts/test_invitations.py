"""Invitations: sent once, taken up once, by the one to whom the mail went, before they expire."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from poa_portal.accounts import actions
from poa_portal.accounts.models import Invitation, User
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from tests.factories import InvitationFactory, UserFactory

ADDRESS = "mila@mission.example"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def invitation(state, coordinator):
    return InvitationFactory(party=state, role=Role.DRAFTER, email=ADDRESS, invited_by=coordinator)


@pytest.fixture
def invited(db):
    user = UserFactory(email=ADDRESS)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    return user


def link(invitation):
    return reverse("accounts:invitation_accept", args=[invitation.token])


def invite(state, by, **changes):
    wish = {"party": state, "email": ADDRESS, "role": Role.DRAFTER, "language": "fr", "by": by}
    return actions.invite(**{**wish, **changes})


def test_invite_writes_one_mail_in_the_chosen_language_with_a_working_link(state, coordinator, client):
    invitation = invite(state, coordinator)
    mail = Email.objects.get()
    assert (mail.to, mail.headers["Content-Language"]) == ([ADDRESS], "fr")
    address = re.search(r"/fr/invitations/\S+", mail.message).group()
    assert address.endswith(f"{invitation.token}/")
    assert client.get(address).status_code == 200


def test_invite_twice_is_one_invitation_and_one_mail(state, coordinator):
    first = invite(state, coordinator)
    again = invite(state, coordinator, email=f" {ADDRESS.upper()} ")
    assert first == again
    assert Email.objects.count() == 1
    assert AuditEvent.objects.filter(verb="invite").count() == 1


def test_invite_to_a_post_already_held_is_refused(state, coordinator, drafter):
    with pytest.raises(TransitionRefused):
        invite(state, coordinator, email=drafter.email)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["drafter", "representative", "other_drafter", "officer", "stranger"])
def test_invite_is_refused_to_one_who_may_not(request, state, who):
    with pytest.raises(TransitionRefused):
        invite(state, request.getfixturevalue(who))
    assert not Invitation.objects.exists()
    assert not Email.objects.exists()


def test_accept_gives_the_post_and_tells_who_invited(invitation, invited, state, coordinator):
    post = actions.accept_invitation(invitation, by=invited)
    assert (post.user, post.party_id, post.role) == (invited, state.pk, Role.DRAFTER)
    assert invited.standing.holds(Role.DRAFTER, party=state.pk)
    assert [mail.to for mail in Email.objects.all()] == [[coordinator.email]]
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {"open_post", "accept_invitation"}


def test_accept_twice_is_one_post(invitation, invited):
    assert actions.accept_invitation(invitation, by=invited) == actions.accept_invitation(invitation, by=invited)
    assert invited.posts.count() == 1
    assert Email.objects.count() == 1


def test_accept_by_another_person_is_refused(invitation, stranger):
    with pytest.raises(TransitionRefused):
        actions.accept_invitation(invitation, by=stranger)
    assert not stranger.posts.exists()


def test_accept_after_use_is_refused_to_everybody_else(invitation, invited):
    actions.accept_invitation(invitation, by=invited)
    invited.email = "moved@mission.example"
    invited.save()
    EmailAddress.objects.all().delete()
    with pytest.raises(TransitionRefused):
        actions.accept_invitation(invitation, by=UserFactory(email=ADDRESS))


@pytest.mark.parametrize(
    "change", [{"expires_at": timezone.now() - timedelta(seconds=1)}, {"withdrawn_at": timezone.now()}]
)
def test_accept_of_a_closed_invitation_is_refused(invitation, invited, change):
    Invitation.objects.update(**change)
    with pytest.raises(TransitionRefused):
        actions.accept_invitation(invitation, by=invited)
    assert not invited.posts.exists()


def test_withdraw_twice_is_recorded_once(invitation, coordinator):
    actions.withdraw_invitation(invitation, by=coordinator)
    actions.withdraw_invitation(invitation, by=coordinator)
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["withdraw_invitation"]


def test_withdraw_after_acceptance_is_refused(invitation, invited, coordinator):
    actions.accept_invitation(invitation, by=invited)
    with pytest.raises(TransitionRefused):
        actions.withdraw_invitation(invitation, by=coordinator)


def test_page_says_who_invites_to_what(client, invitation, coordinator):
    response = client.get(link(invitation))
    html = response.content.decode()
    assert response.status_code == 200
    assert coordinator.name in html
    assert "Arvandia · Delegation drafter" in html
    assert "no-store" in response["Cache-Control"]


def test_page_of_an_unknown_token_is_404_with_a_sentence(client, db):
    response = client.get(reverse("accounts:invitation_accept", args=["nothing"]))
    assert response.status_code == 404
    assert "There is no such invitation." in response.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "was open until"),
        ({"withdrawn_at": timezone.now()}, "was withdrawn"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_of_a_closed_invitation_is_410_and_says_whom_to_ask(
    client, invitation, coordinator, change, sentence, method
):
    Invitation.objects.update(**change)
    response = getattr(client, method)(link(invitation))
    html = response.content.decode()
    assert response.status_code == 410
    assert sentence in html
    assert f"ask {coordinator.name} for a new invitation" in html


def test_page_of_a_used_invitation_is_410_for_others_and_leads_its_holder_to_work(
    client, client_of, invitation, invited
):
    actions.accept_invitation(invitation, by=invited)
    assert client.get(link(invitation)).status_code == 410
    assert client_of(invited).get(link(invitation)).url == reverse("accounts:work_home")


def test_page_accepts_and_works_in_the_new_post(client_of, invitation, invited):
    client = client_of(invited)
    response = client.post(link(invitation), follow=True)
    assert response.redirect_chain == [(reverse("accounts:work_home"), 302)]
    assert response.wsgi_request.post == invited.posts.get()
    assert client.post(link(invitation)).status_code == 302
    assert invited.posts.count() == 1


def test_page_explains_to_one_who_is_signed_in_with_another_address(client_of, invitation, stranger):
    client = client_of(stranger)
    assert f"You are signed in as {stranger.email}." in client.get(link(invitation)).content.decode()
    client.post(link(invitation))
    assert not stranger.posts.exists()


def test_page_leads_a_new_person_through_sign_up_without_a_second_confirmation(client, invitation):
    to_account = client.post(link(invitation)).url
    assert to_account.startswith(reverse("account_signup"))
    assert ADDRESS in client.get(to_account).content.decode()
    data = {"name": "Mila", "email": ADDRESS, "password1": PASSWORD, "password2": PASSWORD, "language": "en"}
    response = client.post(to_account, data)
    assert response.url == link(invitation)
    user = User.objects.get(email=ADDRESS)
    assert EmailAddress.objects.get(user=user).verified
    client.post(link(invitation))
    assert user.posts.get().role == Role.DRAFTER


def test_sign_up_from_an_invitation_keeps_to_its_address(client, invitation):
    to_account = client.post(link(invitation)).url
    other = "somebody@else.example"
    data = {"name": "Mila", "email": other, "password1": PASSWORD, "password2": PASSWORD, "language": "en"}
    response = client.post(to_account, data)
    sentence = f"You follow an invitation for {ADDRESS}. Create the account with that address."
    assert response.context["form"].errors == {"email": [sentence]}
    assert not User.objects.filter(email=other).exists()
