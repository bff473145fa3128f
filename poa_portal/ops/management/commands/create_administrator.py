"""``manage.py create_administrator``: the first person of a new portal, who invites all others."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from poa_portal.accounts.actions import open_post
from poa_portal.accounts.models import Party, User
from poa_portal.common.enums import PartyKind, Role


class Command(BaseCommand):
    help = "Gives this person the post of secretariat administrator; a password is chosen by way of the mail for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the e-mail address")
        parser.add_argument("name", help="the name, in quotation marks")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        address = options["address"].strip().lower()
        try:
            validate_email(address)
        except ValidationError:
            raise CommandError(f"“{address}” is not an e-mail address.") from None
        secretariat = Party.objects.filter(kind=PartyKind.SECRETARIAT).first()
        if secretariat is None:
            raise CommandError("There is no secretariat yet; run load_reference first.")
        user = User.objects.filter(email__iexact=address).first() or User.objects.create_user(
            address, name=options["name"], language=options["language"]
        )
        EmailAddress.objects.update_or_create(user=user, email=address, defaults={"verified": True, "primary": True})
        open_post(user=user, party=secretariat, role=Role.ADMINISTRATOR, by=None)
        place = f"{settings.BASE_URL}/{user.language}/accounts/password/reset/"
        self.stdout.write(f"{user} is administrator of the secretariat and chooses a password at {place}")
