"""``manage.py run_periodic``: the regular work, for installations that use cron instead of beat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from poa_portal.ops import periodic

WORK = {"sweep": periodic.sweep, "tidy": periodic.tidy}


class Command(BaseCommand):
    help = "Resends lost mail and lost rendering jobs (sweep); deletes ended sessions and old mail (tidy)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "names", nargs="*", choices=[[], *WORK], metavar="name", help="sweep, tidy; both if none is named"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for name in options["names"] or WORK:
            done = ", ".join(f"{count} {what}" for what, count in WORK[name]().items())
            self.stdout.write(f"{name}: {done}")
