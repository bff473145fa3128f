"""Loads the demonstration: invented people and one cycle of work, by the portal's own actions."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from poa_portal.library import search
from poa_portal.ops.demonstration.cycle import make_cycle
from poa_portal.ops.demonstration.people import make_people


class Command(BaseCommand):
    help = "Loads the demonstration once; refused outside demonstration mode."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Set DEMONSTRATION=1 first; a real portal has no invented people.")
        with transaction.atomic(), search.gathering():
            made = make_cycle(make_people())
        self.stdout.write("The demonstration is loaded." if made else "The demonstration is there already.")
