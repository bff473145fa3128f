"""The pages of signing in: ours in frame, words and manners."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from post_office.models import Email

from poa_portal.accounts.entrance import TITLES
from poa_portal.accounts.models import User
from poa_portal.audit.models import AuditEvent
from tests.factories import UserFactory

PASSWORD = "correct horse battery staple"
SIGNED_OUT = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
SIGNED_IN = [
    "account_logout",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_list_webauthn",
    "usersessions_list",
    "socialaccount_connections",
]


def person(email="ana@forum.example", **fields):
    user = UserFactory(email=email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def headings(response):
    return re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)


def check_page(response, url_name):
    html = response.content.decode()
    assert [heading.strip() for heading in headings(response)] == [str(TITLES[url_name])]
    assert not re.search(r"\son\w+=|\sstyle=|<style", html)
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all("src=" in attributes or "application/json" in attributes for attributes in scripts)


@pytest.mark.parametrize("url_name", SIGNED_OUT)
def test_entrance_page_has_our_frame_and_one_heading(client, db, url_name):
    check_page(client.get(reverse(url_name)), url_name)


@pytest.mark.parametrize("url_name", SIGNED_IN)
def test_account_page_has_our_frame_and_one_heading(client_of, representative, url_name):
    check_page(client_of(representative).get(reverse(url_name)), url_name)


@pytest.mark.parametrize("url_name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_second_factor_page_asks_once_more_who_it_is_and_opens(client, db, url_name):
    person()
    client.post(reverse("account_login"), {"login": "ana@forum.example", "password": PASSWORD})
    asked = client.get(reverse(url_name))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    check_page(client.get(asked.url), "account_reauthenticate")
    assert client.post(asked.url, {"password": PASSWORD}).url == reverse(url_name)
    check_page(client.get(reverse(url_name)), url_name)


@pytest.mark.parametrize("debug", [True, False])
def test_second_factor_page_asks_once_more_in_the_demonstration_too(client, settings, debug, db):
    settings.DEBUG = debug
    settings.DEMONSTRATION = True
    person()
    client.post(reverse("account_login"), {"login": "ana@forum.example", "password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_second_factor_is_set_up_with_a_code_and_shown_recovery_codes(client, django_capture_on_commit_callbacks, db):
    user = person(language="ar")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    code = format_hotp_value(hotp_value(form.secret, next(yield_hotp_counters_from_time())))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert response.url == reverse("mfa_view_recovery_codes")
    check_page(client.get(response.url), "mfa_view_recovery_codes")
    check_page(client.get(reverse("mfa_index")), "mfa_index")
    check_page(client.get(reverse("mfa_deactivate_totp")), "mfa_deactivate_totp")
    check_page(client.get(reverse("mfa_generate_recovery_codes")), "mfa_generate_recovery_codes")
    assert {mail.headers["Content-Language"] for mail in Email.objects.all()} == {"ar"}
    event = AuditEvent.objects.get()
    assert (event.verb, event.detail, event.actor) == ("change_security", {"change": "totp_activated"}, user)


def test_sign_in_leads_to_work(client, db):
    person()
    response = client.post(reverse("account_login"), {"login": "ANA@forum.example", "password": PASSWORD})
    assert (response.status_code, response.url) == (302, reverse("accounts:work_home"))


def test_sign_in_says_the_same_for_unknown_address_and_wrong_password(client, db):
    person()
    wrong = client.post(reverse("account_login"), {"login": "ana@forum.example", "password": "no"})
    unknown = client.post(reverse("account_login"), {"login": "bob@forum.example", "password": "no"})
    sentence = "The address or the password is not right. Check both and try again."
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors() == [sentence]


def test_sign_in_waits_after_five_failures(client, db):
    person()
    for _attempt in range(5):
        client.post(reverse("account_login"), {"login": "ana@forum.example", "password": "no"})
    response = client.post(reverse("account_login"), {"login": "ana@forum.example", "password": PASSWORD})
    assert "Too many attempts failed. Wait five minutes, then try again." in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_rate_limit_answers_429_in_the_language_of_the_page(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    address = "/fr" + reverse("account_reset_password")[3:]
    client.post(address, {"email": "a@forum.example"})
    response = client.post(address, {"email": "b@forum.example"})
    assert response.status_code == 429
    assert 'lang="fr"' in response.content.decode()
    assert len(headings(response)) == 1


def sign_up(client, email="new@forum.example", password=PASSWORD, **fields):
    data = {"name": "Núria Vidal", "email": email, "password1": password, "password2": password, "language": "es"}
    return client.post(reverse("account_signup"), {**data, **fields})


def test_sign_up_keeps_name_and_language_and_waits_for_confirmation(client, db):
    response = sign_up(client)
    user = User.objects.get()
    assert response.url == reverse("account_email_verification_sent")
    assert (user.name, user.language, user.email) == ("Núria Vidal", "es", "new@forum.example")
    assert not EmailAddress.objects.get().verified
    assert [mail.headers["Content-Language"] for mail in Email.objects.all()] == ["es"]
    assert "_auth_user_id" not in client.session


def test_sign_up_is_confirmed_by_the_link_in_the_mail(client, db):
    sign_up(client)
    link = re.search(r"http\S+confirm-email\S+", Email.objects.get().message).group()
    check_page(client.get(link), "account_confirm_email")
    client.post(link)
    assert EmailAddress.objects.get().verified
    assert client.get(link).status_code == 200


def test_sign_up_with_a_known_address_answers_the_same_and_writes_to_its_owner(client, db):
    person(language="fr")
    response = sign_up(client, email="ana@forum.example")
    assert response.url == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    mail = Email.objects.get()
    assert (mail.to, mail.headers["Content-Language"]) == (["ana@forum.example"], "fr")


def test_sign_up_refuses_a_weak_password_and_shows_what_was_typed(client, db):
    response = sign_up(client, password="password1234")
    assert not User.objects.exists()
    assert response.context["form"].errors.keys() == {"password1"}
    assert "Núria Vidal" in response.content.decode()


def test_sign_up_says_for_whom_it_is(client, db):
    html = client.get(reverse("account_signup")).content.decode()
    assert "Delegates and staff of the secretariat come by invitation only." in html


def test_password_reset_says_the_same_for_known_and_unknown_addresses(client, db):
    person()
    known = client.post(reverse("account_reset_password"), {"email": "ana@forum.example"})
    unknown = client.post(reverse("account_reset_password"), {"email": "bob@forum.example"})
    assert known.url == unknown.url == reverse("account_reset_password_done")
    assert [mail.to for mail in Email.objects.all()] == [["ana@forum.example"]]


def test_password_reset_link_works_once_and_tells_the_owner(client, db):
    user = person()
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"http\S+reset/key\S+", Email.objects.get().message).group()
    form = client.get(link, follow=True)
    check_page(form, "account_reset_password_from_key")
    new = "a wholly different phrase"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert "This link does not work any more" in client.get(link, follow=True).content.decode()
    assert "replaced by means of a mailed link" in Email.objects.latest("pk").message


def test_sign_out_needs_a_press_and_ends_the_session(client_of, stranger):
    client = client_of(stranger)
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout")).url == reverse("home")
    assert "_auth_user_id" not in client.session


def test_second_factor_is_asked_after_the_password(client, db):
    user = person()
    TOTP.activate(user, generate_totp_secret())
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert response.url == reverse("mfa_authenticate")
    check_page(client.get(response.url), "mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_second_address_is_used_only_after_its_own_confirmation(client, db):
    user = person()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "second@forum.example"})
    assert not EmailAddress.objects.get(email="second@forum.example").verified
    client.post(reverse("account_email"), {"action_primary": "", "email": "second@forum.example"})
    user.refresh_from_db()
    assert user.email == "ana@forum.example"
    assert [mail.to for mail in Email.objects.all()] == [["second@forum.example"]]


def test_openid_connect_appears_where_it_is_configured(client, db, settings):
    app = {"provider_id": "oidc", "name": "UN sign-in", "client_id": "portal", "secret": "s"}
    app["settings"] = {"server_url": "https://id.example"}
    assert "UN sign-in" not in client.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    address = reverse("openid_connect_login", args=["oidc"])
    assert f'href="{address}?process=login"' in client.get(reverse("account_login")).content.decode()
    assert [heading.strip() for heading in headings(client.get(address))] == ["Sign in with another service"]
