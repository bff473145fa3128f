"""What a load balancer asks: whether database, broker and worker answer."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import RedisError

from poa_portal.celery import app

WORKER_SECONDS = 10  # a ping costs up to a second, so its answer is kept this long


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 where all three answer, else 503; the body says which does not."""
    checks: dict[str, Callable[[], bool]] = {"database": database, "broker": broker, "worker": worker}
    found = {name: "ok" if check() else "unavailable" for name, check in checks.items()}
    return JsonResponse(found, status=200 if set(found.values()) == {"ok"} else 503)


def database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker() -> bool:
    try:
        return bool(Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1).ping())
    except RedisError:
        return False


def worker() -> bool:
    if cache.get("worker-answers"):
        return True
    try:
        answers = bool(app.control.ping(timeout=1))
    except (OperationalError, RedisError, OSError):
        return False
    if answers:
        cache.set("worker-answers", True, WORKER_SECONDS)
    return answers
