"""``manage.py load_reference``: bring the reference data of the portal to what its files say."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from poa_portal.ops import reference_data


class Command(BaseCommand):
    help = "Loads States, norms, bodies, meetings, documents, the glossary and the survey; run it as often as you like."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=reference_data.DIRECTORY)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = reference_data.load(options["directory"])
        except reference_data.Malformed as malformed:
            raise CommandError(f"{malformed}. Nothing was changed.") from malformed
        for name, count in loaded.counts.items():
            line = f"{name}: {count.created} created, {count.changed} changed, {count.left} as they were"
            self.stdout.write(line)
            if count.kept:
                self.stdout.write(f"  left as people changed them on the portal: {', '.join(count.kept)}")
