"""``manage.py run_portal``: database, broker, web, worker and beat on one's own machine, until Ctrl-C."""

import os
import signal
import sys
import threading
import time
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from honcho.manager import Manager
from honcho.printer import Printer

from poa_portal.accounts.models import User
from poa_portal.ops import starting


class Command(BaseCommand):
    help = "Starts the whole portal, with embedded servers where DATABASE_URL or REDIS_URL is not set."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000, help="8000, or PORT")

    def handle(self, *args: Any, **options: Any) -> None:
        began, port = time.monotonic(), options["port"]
        signal.signal(signal.SIGTERM, _leave)
        if not starting.port_is_free(port):
            raise CommandError(f"Port {port} is in use. Choose another: PORT={port + 1} make run")
        try:
            starting.prepare(self._say)
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped before the portal was ready; what was begun is taken up again next time."
            ) from None
        people = list(User.objects.filter(is_invented=True).order_by("pk")) if settings.DEMONSTRATION else []
        connections.close_all()
        manager = self._manager(port)
        address = f"http://{starting.HOST}:{port}/"
        threading.Thread(target=self._greet, args=(manager, address, people, began), daemon=True).start()
        manager.loop()
        # The embedded servers stop at the end of this process.
        sys.exit(0 if manager.returncode in {130, 143} else manager.returncode)

    def _manager(self, port: int) -> Manager:
        manager = Manager(Printer(sys.stdout, colour=sys.stdout.isatty()))
        # Warnings are for developers, who see them in the tests; here they would bury the address.
        environment = {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore", **os.environ}
        environment.setdefault("BASE_URL", f"http://{starting.HOST}:{port}")
        for name, command in starting.processes(port).items():
            manager.add_process(name, command, env=environment, cwd=str(settings.BASE_DIR))
        return manager

    def _greet(self, manager: Manager, address: str, people: list[User], began: float) -> None:
        """Say where the portal is once it answers; where it does not, say so and stop."""
        if not starting.wait_for_page(f"{address}en/"):
            self._say("The first page did not answer; the lines above say why. Stopping.")
            manager.returncode = 1
            manager.terminate()
            return
        self._say(f"\nThe portal is ready after {time.monotonic() - began:.1f} seconds: {address}")
        if people:
            self._say("Sign in as one of the invented people of the demonstration, with one click:")
        for person in people:
            posts = ", ".join(dict.fromkeys(str(post) for post in person.standing.posts))
            self._say(f"  {person.name:<16} {person.email:<42} {posts}")
        self._say("Ctrl-C stops everything.\n")
        connections.close_all()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _leave(*_: Any) -> NoReturn:
    """A SIGTERM before the processes run ends this one as an exit, so that the embedded servers stop too."""
    sys.exit(143)
