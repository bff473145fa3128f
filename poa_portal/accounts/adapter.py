"""Where allauth asks the portal: its mail, its sentences, and the way after signing in."""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts import mail
from poa_portal.accounts.models import User
from poa_portal.audit.actions import record
from poa_portal.common import languages

# Our mail for each that allauth sends.
MAILS = {
    "account/email/email_confirmation": "account_email_confirmation",
    "account/email/email_confirmation_signup": "account_email_confirmation",
    "account/email/account_already_exists": "account_already_exists",
    "account/email/password_reset_key": "account_password_reset_key",
}
# What changed in the safety of an account, by allauth's name of the mail about it.
SECURITY_CHANGES = {
    "password_changed": _("Your password was changed."),
    "password_reset": _("Your password was replaced by means of a mailed link."),
    "password_set": _("Your account has a password now."),
    "email_changed": _("The main address of your account was changed."),
    "email_deleted": _("An address was removed from your account."),
    "totp_activated": _("An authenticator app was set up."),
    "totp_deactivated": _("The authenticator app was removed."),
    "recovery_codes_generated": _("New recovery codes were made."),
    "webauthn_added": _("A passkey or security key was added."),
    "webauthn_removed": _("A passkey or security key was removed."),
    "account_connected": _("Another service was connected with your account."),
    "account_disconnected": _("A service was disconnected from your account."),
}


@dataclass(frozen=True)
class _Address:
    """One address of a person, or of nobody known to the portal; then the language is that of the page."""

    email: str
    language: str
    time_zone: str = ""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to the secretariat if this surprises you."),
        "cannot_remove_primary_email": _("This is your main address. Make another one your main address first."),
        "duplicate_email": _("This address belongs to your account already."),
        "email_password_mismatch": _("The address or the password is not right. Check both and try again."),
        "email_taken": _("This address cannot be used. Choose another one."),
        "enter_current_password": _("Enter your present password."),
        "incorrect_code": _("This code is not right. Codes change every 30 seconds: enter the one shown now."),
        "incorrect_password": _("The password is not right."),
        "max_email_addresses": _("An account has at most %d addresses."),
        "too_many_login_attempts": _("Too many attempts failed. Wait five minutes, then try again."),
        "rate_limited": _("Too many requests. Wait a few minutes, then try again."),
        "unverified_primary_email": _("Confirm the address first; then make it your main address."),
        "same_as_current": _("Choose something other than what it is now."),
    }

    def clean_email(self, email: str) -> str:
        """Whoever comes from an invitation makes the account with its address: that one is proven, no other."""
        invited = self.request.session.get("account_verified_email")
        if invited and invited.lower() != email.lower():
            message = _("You follow an invitation for %(email)s. Create the account with that address.")
            raise ValidationError(message, params={"email": invited})
        return super().clean_email(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """All mail takes one way, in the language of the person to whom it goes."""
        person = context.get("user") or User.objects.filter(email__iexact=email).first()
        recipient = _address_of(person, email) if person else _Address(email, languages.current())
        mail.send(MAILS[template_prefix], to=recipient, context=context)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person, and the log, that the safety of the account changed; both or neither."""
        change = template_prefix.rpartition("/")[2]
        seen = {"ip": self.get_client_ip(self.request), "user_agent": self.get_http_user_agent(self.request)[:200]}
        told = {**seen, "user": user, "timestamp": timezone.now(), "change": SECURITY_CHANGES[change]}
        with transaction.atomic():
            record(user, "change_security", by=user, change=change)
            mail.send("account_security_notice", to=_address_of(user, email or user.email), context=told)

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """After the confirmation a person goes to work, or to sign in first."""
        return self.get_login_redirect_url(self.request) if self.request.user.is_authenticated else self._sign_in()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:settings")

    @staticmethod
    def _sign_in() -> str:
        return reverse("account_login")


def _address_of(person: User, email: str) -> _Address:
    return _Address(email, person.language, person.time_zone)
