"""``manage.py demo_reset``: forget everything that the demonstration holds."""

import shutil
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection


class Command(BaseCommand):
    help = "Empties the embedded database of the demonstration and its uploads; the next start begins anew."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMONSTRATION and settings.EMBEDDED_DATABASE):
            raise CommandError("Only the embedded database of a demonstration can be reset; unset DATABASE_URL.")
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute("CREATE SCHEMA public")
        except OperationalError as error:
            raise CommandError("The portal is running; stop it with Ctrl-C and try again.") from error
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        (settings.VAR_DIR / "loaded.json").unlink(missing_ok=True)
        self.stdout.write("The demonstration is forgotten. Begin anew with: make run")
