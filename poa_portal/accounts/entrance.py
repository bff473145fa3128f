"""Titles of the pages that allauth serves; their words are in our templates of the same names.

Where a rate limit is reached, allauth answers with ``429.html``.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Any] = {
    "account_login": _("Sign in"),
    "account_logout": _("Sign out"),
    "account_signup": _("Create an account"),
    "account_inactive": _("This account is closed"),
    "account_reauthenticate": _("Confirm that it is you"),
    "account_email": _("E-mail addresses"),
    "account_email_verification_sent": _("Confirm your e-mail address"),
    "account_confirm_email": _("Confirm your e-mail address"),
    "account_change_password": _("Change your password"),
    "account_set_password": _("Choose a password"),
    "account_reset_password": _("Reset your password"),
    "account_reset_password_done": _("Look into your mail"),
    "account_reset_password_from_key": _("Choose a new password"),
    "account_reset_password_from_key_done": _("Your password has been changed"),
    "mfa_index": _("Two-factor sign-in"),
    "mfa_authenticate": _("Second step of signing in"),
    "mfa_reauthenticate": _("Confirm that it is you"),
    "mfa_reauthenticate_webauthn": _("Confirm that it is you"),
    "mfa_activate_totp": _("Set up an authenticator app"),
    "mfa_deactivate_totp": _("Remove the authenticator app"),
    "mfa_view_recovery_codes": _("Recovery codes"),
    "mfa_generate_recovery_codes": _("New recovery codes"),
    "mfa_list_webauthn": _("Passkeys and security keys"),
    "mfa_add_webauthn": _("Add a passkey or security key"),
    "mfa_edit_webauthn": _("Rename the key"),
    "mfa_remove_webauthn": _("Remove the key"),
    "usersessions_list": pgettext_lazy("signed-in browsers", "Sessions"),
    "socialaccount_login_cancelled": _("Sign-in cancelled"),
    "socialaccount_signup": _("Complete your account"),
    "socialaccount_connections": _("Sign-in with another service"),
}


# Pages of a signed-in person's own account; they hang below the settings.
_MANAGED = ("account_email", "account_change", "account_set", "mfa_", "usersessions_", "socialaccount_connections")
_ENTRANCE = {"mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_email_verification_sent"}


def titles_of(url_name: str | None) -> dict[str, Any]:
    """What a page of allauth needs to be a page of ours; nothing for any other page."""
    if url_name not in TITLES:
        return {}
    title = str(TITLES[url_name])
    found: dict[str, Any] = {"page_title": title, "page_description": title}
    if url_name.startswith(_MANAGED) and url_name not in _ENTRANCE:
        found["breadcrumbs"] = [
            (gettext("Your work"), reverse("accounts:work_home")),
            (gettext("Your settings"), reverse("accounts:settings")),
        ]
    return found
