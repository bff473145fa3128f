"""``make bench``: the figures of the portal as ratios to yardsticks of the same run."""

import contextlib
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings, setup_databases, teardown_databases

from poa_portal.ops.bench import pdf, starts, web
from poa_portal.ops.bench.table import table

PARTS = {"web": web.figures, "pdf": pdf.figures, "starts": starts.figures}


class Command(BaseCommand):
    help = "Measures pages, lists, PDF and start-up beside yardsticks, in a database of its own; prints a table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", choices=list(PARTS), action="append", help="measure this part only")

    def handle(self, *args: Any, only: list[str] | None, **options: Any) -> None:
        found = []
        with _own_database(), override_settings(PUBLIC_PAGE_CACHE=False):
            for name in only or list(PARTS):
                self.stderr.write(f"Measuring {name} …")
                found += PARTS[name]()
        self.stdout.write(table(found))
        missed = [figure.name for figure in found if figure.holds is False]
        if missed:
            raise CommandError(f"Not held: {'; '.join(missed)}")


@contextlib.contextmanager
def _own_database() -> Any:
    """A fresh database beside the portal's, named in the environment of everything the bench starts."""
    import os
    from urllib.parse import urlsplit, urlunsplit

    from django.db import connection

    made = setup_databases(verbosity=0, interactive=False, keepdb=False)
    before = os.environ["DATABASE_URL"]
    parts = urlsplit(before)
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = before
        teardown_databases(made, verbosity=0)
