"""``manage.py compile_catalogues``: what compilemessages does, without gettext on the machine."""

from typing import Any

from django.core.management.base import BaseCommand

from poa_portal.ops import catalogues


class Command(BaseCommand):
    help = "Compiles the catalogues that have changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        compiled = catalogues.compile_changed()
        self.stdout.write(f"{len(compiled)} catalogues compiled.")
