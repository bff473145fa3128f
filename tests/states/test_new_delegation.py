"""A State that has never been here: from its note verbale to the first, empty national report."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from poa_portal.accounts.models import User
from poa_portal.common.enums import Role
from reports.models import NationalReport
from tests.factories import PartFactory, QuestionFactory, StateFactory

COORDINATOR, DRAFTER = "first@mission.example", "second@mission.example"
PASSWORD = "correct horse battery staple"


def accept(email: str, name: str) -> Client:
    """Follow the link of the mail, make an account, accept, and set up the second factor that the work asks for."""
    client = Client()
    message = Email.objects.filter(to=[email]).latest("pk").message
    link = re.search(r"/en/invitations/\S+", message).group()
    account = {"name": name, "email": email, "password1": PASSWORD, "password2": PASSWORD, "language": "en"}
    assert client.post(client.post(link).url, account).url == link
    assert client.post(link).url == reverse("accounts:work_home")
    assert client.get(reverse("accounts:work_home")).url.startswith(reverse("accounts:two_factor_needed"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    assert client.get(reverse("accounts:work_home")).status_code == 200
    return client


@pytest.mark.django_db
def test_state_without_any_history_begins_an_empty_report(
    client_of: Any, officer: Any, pdf_upload: SimpleUploadedFile
) -> None:
    state = StateFactory(name="Cirdania", iso2="XC", iso3="XCI", is_invented=True)
    edition = PartFactory().edition
    QuestionFactory(part=edition.parts.get())

    form = {"number": "1/2026", "dated_on": "2026-01-12", "email": COORDINATOR, "language": "en", "upload": pdf_upload}
    client_of(officer).post(reverse("states:delegation_open", args=[state.key]), form)
    coordinator = accept(COORDINATOR, "Mila First")
    team = reverse("accounts:team", args=[state.key])
    assert "Mila First" in coordinator.get(team).content.decode()
    assert "1/2026" in coordinator.get(reverse("accounts:due_list")).content.decode()

    coordinator.post(team, {"email": DRAFTER, "role": Role.DRAFTER, "language": "en"})
    drafter = accept(DRAFTER, "Noor Second")
    for address in ("accounts:due_list", "reports:national_work_list", "meetings:input_work_list", "states:note_list"):
        assert drafter.get(reverse(address)).status_code == 200
    period = {"period_from": "2025-01-01", "period_to": "2025-12-31", "language": "en", "edition": edition.key}
    response = drafter.post(reverse("reports:national_create"), period)
    report = NationalReport.objects.get()
    assert response.url == reverse("reports:national_edit", args=[report.reference])
    assert (report.owner_id, report.answers.count()) == (state.pk, 0)
    assert drafter.get(response.url).status_code == 200
    assert User.objects.get(email=DRAFTER).standing.holds(Role.DRAFTER, party=state.pk)
    assert "1 question without an answer" in drafter.get(reverse("accounts:due_list")).content.decode()
