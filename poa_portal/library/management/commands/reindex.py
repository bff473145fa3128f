"""Write the search entries anew, for example after names in the reference data changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from poa_portal.library import search


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="*", help="document, meeting, …; every source where none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        known = {source.name for source in search.sources()}
        if unknown := sorted(set(options["sources"]) - known):
            raise CommandError(f"No such source: {', '.join(unknown)}. There are: {', '.join(sorted(known))}.")
        for name, count in search.reindex_all(options["sources"]).items():
            self.stdout.write(f"{name}: {count}")
