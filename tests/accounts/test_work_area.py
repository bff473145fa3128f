"""The work area: which post, which second factor, and nothing for those outside."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from poa_portal.accounts.models import User
from poa_portal.accounts.twofactor import DEMONSTRATION_FLAG
from poa_portal.common.enums import Role
from tests.factories import PostFactory

WORK = ["accounts:work_home", "accounts:post_choose", "accounts:settings", "audit:record_list"]


@pytest.fixture
def one_factor_client():
    """A browser in which this person has signed in with the password alone."""

    def make(user):
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.mark.parametrize("url_name", WORK)
def test_work_page_leads_a_signed_out_reader_to_sign_in(client, db, url_name):
    response = client.get(reverse(url_name))
    assert response.url == f"{reverse('account_login')}?next={reverse(url_name)}"


@pytest.mark.parametrize("who", ["coordinator", "drafter", "officer", "publisher"])
@pytest.mark.parametrize("url_name", WORK)
def test_work_page_waits_for_the_second_factor(request, one_factor_client, who, url_name):
    response = one_factor_client(request.getfixturevalue(who)).get(reverse(url_name))
    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:two_factor_needed"))


@pytest.mark.parametrize("who", ["representative", "stranger"])
def test_work_page_opens_without_a_second_factor_for_those_who_need_none(request, one_factor_client, who):
    assert one_factor_client(request.getfixturevalue(who)).get(reverse("accounts:work_home")).status_code == 200


def test_sending_waits_for_the_second_factor_too(one_factor_client, drafter):
    before = drafter.name
    one_factor_client(drafter).post(reverse("accounts:settings"), {"name": "Other", "language": "en"})
    assert User.objects.get(pk=drafter.pk).name == before


def test_sending_outside_the_work_area_waits_as_well(one_factor_client, drafter):
    response = one_factor_client(drafter).post(reverse("home"))
    assert response.url == reverse("accounts:two_factor_needed")


def test_htmx_request_is_led_to_the_whole_page(one_factor_client, drafter):
    response = one_factor_client(drafter).get(reverse("accounts:work_home"), HTTP_HX_REQUEST="true")
    assert response["HX-Redirect"].startswith(reverse("accounts:two_factor_needed"))


def test_explanation_leads_on_once_the_second_factor_is_set_up(one_factor_client, client_of, drafter):
    address = f"{reverse('accounts:two_factor_needed')}?next={reverse('accounts:settings')}"
    assert "needs a second factor" in one_factor_client(drafter).get(address).content.decode()
    assert client_of(drafter).get(address).url == reverse("accounts:settings")


def test_explanation_never_leads_to_another_site(client_of, drafter):
    response = client_of(drafter).get(f"{reverse('accounts:two_factor_needed')}?next=https://evil.example/")
    assert response.url == reverse("accounts:work_home")


def test_demonstration_flag_replaces_the_second_factor_only_in_demonstration_mode(one_factor_client, drafter, settings):
    client = one_factor_client(drafter)
    session = client.session
    session[DEMONSTRATION_FLAG] = True
    session.save()
    assert client.get(reverse("accounts:work_home")).status_code == 200
    settings.DEMONSTRATION = False
    assert client.get(reverse("accounts:work_home")).status_code == 302


def test_post_worked_in_is_the_first_held_until_another_is_chosen(client_of, coordinator):
    client = client_of(coordinator)
    first, second = coordinator.posts.order_by("pk")
    assert client.get(reverse("accounts:work_home")).wsgi_request.post == first
    client.post(reverse("accounts:post_choose"), {"post": second.pk})
    assert client.get(reverse("accounts:work_home")).wsgi_request.post == second


def test_post_of_somebody_else_cannot_be_chosen(client_of, coordinator, drafter):
    client = client_of(coordinator)
    response = client.post(reverse("accounts:post_choose"), {"post": drafter.posts.get().pk})
    assert response.status_code == 422
    assert client.get(reverse("accounts:work_home")).wsgi_request.post == coordinator.posts.first()


def test_chosen_post_that_ended_is_worked_in_no_more(client_of, coordinator):
    client = client_of(coordinator)
    first, second = coordinator.posts.order_by("pk")
    client.post(reverse("accounts:post_choose"), {"post": second.pk})
    coordinator.posts.filter(pk=second.pk).update(ends_on=second.starts_on)
    assert client.get(reverse("accounts:work_home")).wsgi_request.post == first


def test_post_is_none_for_strangers_and_signed_out_readers(client, client_of, stranger):
    assert client_of(stranger).get(reverse("accounts:work_home")).wsgi_request.post is None
    assert client.get(reverse("audit:receipt_verify")).wsgi_request.post is None


def test_signed_out_reader_gets_no_cookie_and_asks_no_session(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("audit:receipt_verify"))
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_settings_are_saved_and_recorded(client_of, representative):
    form = {"name": "Léa Martin", "language": "fr", "time_zone": "Europe/Paris"}
    response = client_of(representative).post(reverse("accounts:settings"), form)
    representative.refresh_from_db()
    assert response.url == reverse("accounts:settings")
    assert (representative.name, representative.language, representative.time_zone) == tuple(form.values())


@pytest.mark.parametrize("form", [{"name": "", "language": "fr"}, {"name": "A", "language": "xx"}])
def test_settings_refuse_what_is_not_complete(client_of, representative, form):
    response = client_of(representative).post(reverse("accounts:settings"), form)
    assert response.status_code == 422
    assert User.objects.get(pk=representative.pk).name == representative.name


def test_team_shows_people_and_invites(client_of, coordinator, drafter, state):
    client = client_of(coordinator)
    address = reverse("accounts:team", args=[state.key])
    assert drafter.email in client.get(address).content.decode()
    response = client.post(
        address, {"email": "new@mission.example", "role": Role.DRAFTER, "language": "ru"}, follow=True
    )
    assert "The invitation is on its way to new@mission.example." in response.content.decode()
    assert "Invitations without an answer" in response.content.decode()


def test_team_refuses_a_role_that_is_not_given_there(client_of, coordinator, state):
    address = reverse("accounts:team", args=[state.key])
    response = client_of(coordinator).post(address, {"email": "a@b.example", "role": Role.PUBLISHER, "language": "en"})
    assert response.status_code == 422
    assert 'value="a@b.example"' in response.content.decode()


@pytest.mark.parametrize("who", ["other_drafter", "representative", "stranger"])
def test_team_of_another_party_is_not_there(request, client_of, state, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("accounts:team", args=[state.key])).status_code == 404


def test_team_is_read_but_not_changed_by_a_drafter(client_of, drafter, state):
    client = client_of(drafter)
    address = reverse("accounts:team", args=[state.key])
    assert "Invite somebody" not in client.get(address).content.decode()
    assert client.post(address, {"email": "a@b.example"}).status_code == 403


def test_team_costs_the_same_with_one_and_with_three_people(client_of, officer, state, django_assert_num_queries):
    client = client_of(officer)
    address = reverse("accounts:team", args=[state.key])
    PostFactory(party=state, role=Role.DRAFTER)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    PostFactory.create_batch(2, party=state, role=Role.DRAFTER)
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_post_is_ended_by_a_page_that_says_what_happens(client_of, coordinator, drafter, state):
    client = client_of(coordinator)
    address = reverse("accounts:post_end", args=[state.key, drafter.posts.get().pk])
    assert f"A mail about it goes to {drafter.email}." in client.get(address).content.decode()
    assert client.post(address).url == reverse("accounts:team", args=[state.key])
    ended = client_of(drafter)
    assert ended.get(reverse("accounts:team", args=[state.key])).status_code == 404


def test_post_is_handed_over_by_its_page(client_of, coordinator, drafter, state):
    post = coordinator.posts.get(role=Role.DELEGATION_PUBLISHER)
    address = reverse("accounts:post_hand_over", args=[state.key, post.pk])
    client_of(coordinator).post(address, {"to": drafter.pk})
    assert drafter.posts.filter(role=Role.DELEGATION_PUBLISHER).exists()


def test_post_pages_are_not_there_for_colleagues_without_the_right(client_of, drafter, coordinator, state):
    post = coordinator.posts.first()
    for name in ("accounts:post_end", "accounts:post_hand_over"):
        assert client_of(drafter).get(reverse(name, args=[state.key, post.pk])).status_code == 404


def test_party_list_finds_a_name_in_any_language(client_of, officer, state):
    state.name_ar = "أرفانديا"
    state.save()
    response = client_of(officer).get(reverse("accounts:party_list"), {"q": "أرفان"})
    assert [party.key for party in response.context["page_obj"]] == [state.key]


def test_party_list_is_for_the_secretariat(client_of, coordinator, stranger):
    for user in (coordinator, stranger):
        assert client_of(user).get(reverse("accounts:party_list")).status_code == 404


def test_party_list_costs_the_same_with_more_parties(client_of, officer, organisation, django_assert_num_queries):
    client = client_of(officer)
    client.get(reverse("accounts:party_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("accounts:party_list"))
    PostFactory.create_batch(2, party=organisation, role=Role.REPRESENTATIVE)
    with django_assert_num_queries(len(one)):
        response = client.get(reverse("accounts:party_list"))
    assert {party.key: party.people for party in response.context["page_obj"]} == {
        "secretariat": 1,
        organisation.key: 2,
    }


def test_party_list_of_a_page_that_does_not_exist_is_404(client_of, officer):
    assert client_of(officer).get(reverse("accounts:party_list"), {"page": "1000000000"}).status_code == 404
