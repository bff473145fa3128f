"""The rows of sign-in, posts, receipts and the demonstration."""

from tests.contracts.addresses import DELEGATION, WHOLE_SECRETARIAT, Row, everybody, nobody, post_only, signed_in, work
from tests.contracts.people import ROLES


def _for_guests(name: str) -> Row:
    """A page for the signed-out; who is signed in is sent on."""
    return Row(name, lambda world: {}, {role: 200 if role == "public" else 302 for role in ROLES})


def _sends_on(name: str) -> Row:
    return Row(name, lambda world: {}, dict.fromkeys(ROLES, 302))


ROWS = [
    _for_guests("account_login"),
    _for_guests("account_signup"),
    signed_in("account_logout"),
    everybody("account_inactive"),
    signed_in("account_reauthenticate"),
    signed_in("account_email"),
    everybody("account_email_verification_sent"),
    signed_in("account_change_password"),
    _sends_on("account_set_password"),
    everybody("account_reset_password"),
    _sends_on("account_confirm_login_code"),
    everybody("account_reset_password_done"),
    everybody("account_reset_password_from_key_done"),
    everybody("account_confirm_email", lambda world: {"key": "nothing"}),
    everybody("account_reset_password_from_key", lambda world: {"uidb36": "1", "key": "set-password"}),
    signed_in("mfa_index"),
    _sends_on("mfa_activate_totp"),
    _sends_on("mfa_deactivate_totp"),
    work("mfa_view_recovery_codes", note="none made yet"),
    _sends_on("mfa_generate_recovery_codes"),
    work("mfa_download_recovery_codes", note="none made yet"),
    signed_in("mfa_list_webauthn"),
    _sends_on("mfa_add_webauthn"),
    signed_in("mfa_reauthenticate"),
    _sends_on("mfa_reauthenticate_webauthn"),
    nobody("mfa_remove_webauthn", lambda world: {"pk": 1}, status=302),
    nobody("mfa_edit_webauthn", lambda world: {"pk": 1}, status=302),
    _sends_on("mfa_login_webauthn"),
    _sends_on("mfa_authenticate"),
    everybody("socialaccount_login_cancelled"),
    nobody("socialaccount_login_error", status=401),
    _sends_on("socialaccount_signup"),
    signed_in("socialaccount_connections"),
    nobody("openid_connect_login", lambda world: {"provider_id": "nothing"}),
    nobody("openid_connect_callback", lambda world: {"provider_id": "nothing"}),
    signed_in("usersessions_list"),
    signed_in("accounts:work_home"),
    signed_in("accounts:due_list"),
    work(
        "accounts:due_calendar",
        None,
        "representative",
        "other_representative",
        *DELEGATION,
        "other_drafter",
        *WHOLE_SECRETARIAT,
    ),
    signed_in("accounts:post_choose"),
    signed_in("accounts:settings"),
    _sends_on("accounts:two_factor_needed"),
    work("accounts:party_list", None, *WHOLE_SECRETARIAT),
    work("accounts:team", lambda world: {"key": world.state.key}, *DELEGATION, *WHOLE_SECRETARIAT),
    work(
        "accounts:post_change",
        lambda world: {"key": world.state.key, "pk": world.state.posts.get(role="drafter").pk},
        "coordinator",
        note="the drafter’s post",
    ),
    work(
        "accounts:post_end",
        lambda world: {"key": world.state.key, "pk": world.state.posts.get(role="drafter").pk},
        *DELEGATION,
        note="the drafter’s own post",
    ),
    work(
        "accounts:post_hand_over",
        lambda world: {"key": world.state.key, "pk": world.state.posts.get(role="drafter").pk},
        *DELEGATION,
        note="the drafter’s own post",
    ),
    post_only(
        "accounts:invitation_withdraw",
        lambda world: {"key": world.state.key, "pk": world.invitation.pk},
        public=302,
    ),
    everybody("accounts:invitation_accept", lambda world: {"token": world.invitation.token}),
    nobody("accounts:demonstration_sign_in", note="takes the button of a form", status=405),
    everybody("accounts:demonstration_mail"),
    nobody("accounts:demonstration_mail_detail", lambda world: {"pk": 1}, "unknown"),
    everybody("audit:receipt_verify"),
    work("audit:receipt_detail", lambda world: {"number": world.receipt.number}, "representative", *WHOLE_SECRETARIAT),
    work("audit:receipt_content", lambda world: {"number": world.receipt.number}, "representative", *WHOLE_SECRETARIAT),
    signed_in("audit:record_list"),
]
