"""Two people at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from poa_portal.common.workflow import TransitionRefused


def together(*steps: Callable[[], Any]) -> list[Any]:
    """Carry out the steps in threads of their own, all begun before one of them ends; what each came to, or the words
    with which it was refused."""
    barrier, came = Barrier(len(steps)), []

    def run(step: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            came.append(step())
        except TransitionRefused as refusal:
            came.append(refusal.message)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came
