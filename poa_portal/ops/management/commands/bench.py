"""``make bench``: the figures of the portal as ratios to yardsticks of the same run."""

import contextlib
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings, setup_databases, teardown_databases

from poa_portal.ops.bench import directory, organisations, pdf, pings, starts, web
from poa_portal.ops.bench.table import table

PARTS = {
    "web": web.figures,
    "directory": directory.figures,
    "organisations": organisations.figures,
    "pdf": pdf.figures,
    "pings": pings.figures,
    "starts": starts.figures,
}


class Command(BaseCommand):
    help = "Measures pages, lists, PDF, mail and start-up beside yardsticks, in a database of its own; prints a table."

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

    from django.db import connection
    from psycopg.conninfo import make_conninfo

    made = setup_databases(verbosity=0, interactive=False, keepdb=False)
    before = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = make_conninfo(before, dbname=connection.settings_dict["NAME"])
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = before
        teardown_databases(made, verbosity=0)
