"""Messages to the worker: sent after the commit, once, and never at the cost of the request.

Whatever a message is about is a row before it is a message, so a message that is lost because the broker is
away costs time only: the sweeper finds the row and sends the message again.
"""

import logging
import threading
from functools import partial
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
# Kombu tries for six seconds by itself; a person who has just submitted must not wait for them.
_AT_ONCE = {"max_retries": 0}


class _Waiting(threading.local):
    """The messages of this thread that wait for a commit; several wishes for the same message are one."""

    def __init__(self) -> None:
        self.messages: set[tuple[str, tuple[Any, ...]]] = set()


_waiting = _Waiting()


def enqueue(task: Task, *args: Any) -> None:
    """Send ``task(*args)`` to the worker when the transaction has committed; ``args`` are plain values."""
    _waiting.messages.add((task.name, args))
    transaction.on_commit(partial(_publish, task, args))


def _publish(task: Task, args: tuple[Any, ...]) -> None:
    if (task.name, args) not in _waiting.messages:
        return  # an earlier hook of the same commit has sent it
    _waiting.messages.discard((task.name, args))
    try:
        with task.app.connection_for_write(transport_options=_AT_ONCE) as connection:
            task.apply_async(args, connection=connection, retry=False)
    except (KombuError, RedisError, OSError):
        logger.warning("The broker did not take %s%r; the sweeper will send it again.", task.name, args)
