"""The demonstration: invented people, readable mail, and none of it elsewhere."""

import pytest
from django.urls import reverse

from poa_portal.accounts import mail
from poa_portal.common.enums import Role
from tests.factories import PostFactory, UserFactory


@pytest.fixture
def invented(state):
    user = UserFactory(email="mara@arvandia.example", name="Mara Idris", is_invented=True)
    PostFactory(user=user, party=state, role=Role.COORDINATOR)
    return user


def sign_in(client, user, **more):
    return client.post(reverse("accounts:demonstration_sign_in"), {"email": user.email, **more})


def test_sign_in_page_offers_invented_people_with_their_posts(client, invented, drafter):
    html = client.get(reverse("account_login")).content.decode()
    assert "Sign in as Mara Idris" in html
    assert "Arvandia · Delegation coordinator" in html
    assert drafter.email not in html


def test_sign_in_page_costs_the_same_with_three_people(client, invented, django_assert_num_queries):
    with django_assert_num_queries(3):  # people, their posts, the services of OpenID Connect
        client.get(reverse("account_login"))
    PostFactory.create_batch(2, user__is_invented=True)
    with django_assert_num_queries(3):
        client.get(reverse("account_login"))


def test_sign_in_as_an_invented_person_opens_work_without_a_second_factor(client, invented):
    assert sign_in(client, invented).url == reverse("accounts:work_home")
    assert client.get(reverse("accounts:work_home")).status_code == 200


def test_sign_in_goes_on_to_where_one_wanted_but_never_elsewhere(client, invented):
    assert sign_in(client, invented, next="/en/work/settings/").url == "/en/work/settings/"
    assert sign_in(client, invented, next="https://evil.example/").url == reverse("accounts:work_home")


def test_sign_in_as_a_real_person_is_not_there(client, drafter):
    assert sign_in(client, drafter).status_code == 404
    assert "_auth_user_id" not in client.session


def test_sign_in_is_a_press_of_a_button_only(client, invented):
    assert client.get(reverse("accounts:demonstration_sign_in")).status_code == 405


def test_changing_the_person_leaves_nothing_of_the_former_session(client, invented):
    other = UserFactory(is_invented=True)
    sign_in(client, invented)
    session = client.session
    session["post"] = 1
    session.save()
    sign_in(client, other)
    assert "post" not in client.session


def test_nothing_of_it_outside_demonstration_mode(client, invented, settings):
    email = mail.send("account_post_ended", to=invented, context={"post": invented.posts.get(), "by": invented})
    settings.DEMONSTRATION = False
    assert sign_in(client, invented).status_code == 404
    assert client.get(reverse("accounts:demonstration_mail")).status_code == 404
    assert client.get(reverse("accounts:demonstration_mail_detail", args=[email.pk])).status_code == 404
    assert "Sign in as" not in client.get(reverse("account_login")).content.decode()


def test_mail_is_listed_found_and_read_in_its_language(client, invented):
    invented.language = "ar"
    email = mail.send("account_post_ended", to=invented, context={"post": invented.posts.get(), "by": invented})
    address = reverse("accounts:demonstration_mail")
    assert list(client.get(address, {"q": "mara@"}).context["page_obj"]) == [email]
    assert list(client.get(address, {"q": "nobody"}).context["page_obj"]) == []
    response = client.get(reverse("accounts:demonstration_mail_detail", args=[email.pk]))
    assert '<article class="prose panel" lang="ar" dir="rtl">' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_mail_list_costs_the_same_with_three_mails(client, invented, django_assert_num_queries):
    post = invented.posts.get()
    mail.send("account_post_ended", to=invented, context={"post": post, "by": invented})
    with django_assert_num_queries(2):
        client.get(reverse("accounts:demonstration_mail"))
    for _more in range(2):
        mail.send("account_post_ended", to=invented, context={"post": post, "by": invented})
    with django_assert_num_queries(2):
        client.get(reverse("accounts:demonstration_mail"))


def test_mail_to_a_restricted_address_is_shown_to_its_party_alone(
    client, client_of, invented, state, coordinator, other_drafter, manager
):
    context = {"post": invented.posts.get(), "by": invented}
    email = mail.send("account_post_ended", to=invented, context=context, restricted_to=state)
    everywhere = mail.send("account_post_ended", to=invented, context=context)
    listed, detail = (
        reverse("accounts:demonstration_mail"),
        reverse("accounts:demonstration_mail_detail", args=[email.pk]),
    )
    for reader in (client, client_of(other_drafter), client_of(manager)):
        assert list(reader.get(listed).context["page_obj"]) == [everywhere]
        assert reader.get(detail).status_code == 404
    own = client_of(coordinator)
    assert list(own.get(listed).context["page_obj"]) == [everywhere, email]
    assert own.get(detail).status_code == 200
