"""``manage.py check_catalogues``: no message is missing, empty or fuzzy in any of the six languages."""

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from poa_portal.ops import catalogues


class Command(BaseCommand):
    help = "Fails with one line for each message that is missing, empty or fuzzy."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(chain(catalogues.faults(), catalogues.missing_messages()))
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the catalogues.")
        self.stdout.write("The catalogues are complete.")
