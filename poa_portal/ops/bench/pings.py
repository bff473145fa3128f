"""A ping round to every point of contact there may be: how long it takes to begin, and that no mail is lost or doubled
when the worker that sends it is killed half-way."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from urllib.parse import urlsplit, urlunsplit

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email
from redis import Redis

from poa_portal.accounts.models import Party, Post, User
from poa_portal.accounts.tasks import send_queued_mail
from poa_portal.celery import app
from poa_portal.common.enums import PartyKind, Role
from poa_portal.ops.bench.sink import Sink, mail_sink
from poa_portal.ops.bench.table import Figure
from states.actions.pings import plan_round, start_round
from states.enums import Reachability, StateStatus
from states.models import Contact, ContactCategory, Ping, State

STATES, EACH = 195, 6  # the members and observers, with a primary and an alternate in three categories
TOTAL = STATES * EACH
PATIENCE_SECONDS = 180
QUERIES = 40
SECONDS = 10.0
BROKER = 15  # a database of Redis of its own: a portal that runs beside the bench must not take its messages


def figures() -> list[Figure]:
    manager = _directory()
    ping_round = plan_round(
        by=manager,
        title="Bench",
        starts_at=timezone.now() + timedelta(hours=1),
        ends_at=timezone.now() + timedelta(days=1),
        time_zone="UTC",
        is_announced=False,
    )
    reverse("states:ping_list")  # a web process knows its addresses long before somebody presses the button
    with _own_broker() as broker:
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            start_round(ping_round, by=manager)
        start = time.perf_counter() - began
        with mail_sink() as sink:
            seconds, killed_at = _send_all(sink, broker)
    pings = Ping.objects.count()
    return [
        Figure("ping round, rows for all mail", f"{pings}", f"of {TOTAL}, in one transaction", pings == TOTAL),
        Figure("ping round, from button to running", f"{start:.1f} s", f"at most {SECONDS:.0f} s", start <= SECONDS),
        Figure("ping round, SQL to begin", f"{len(captured)}", f"at most {QUERIES}", len(captured) <= QUERIES),
        *_mail_figures(sink, seconds, killed_at),
    ]


def _mail_figures(sink: Sink, seconds: float, killed_at: int) -> list[Figure]:
    """Lost is whoever got nothing; doubled who got two mails that are not copies of one (RFC 5322, Message-ID)."""
    expected = set(Contact.objects.values_list("mailbox", flat=True))
    numbers = {mail.message_id: mail.to for mail in sink.mails}
    got = Counter(numbers.values())
    lost, doubled = len(expected - got.keys()), sum(count - 1 for count in got.values())
    copies = len(sink.mails) - len(numbers)
    unsent = Email.objects.exclude(status=STATUS.sent).count()
    noted = Ping.objects.filter(sent_at__isnull=False).count()
    return [
        Figure("ping round, mail by a real worker", f"{len(sink.mails) / seconds:.0f} /s", f"{len(sink.mails)} mails"),
        Figure("worker killed half-way, mails lost", f"{lost}", f"killed at {killed_at}", lost == 0 == unsent),
        Figure("worker killed half-way, mails doubled", f"{doubled}", "none", doubled == 0),
        Figure(
            "worker killed half-way, copies with the same Message-ID", f"{copies}", "at most one a worker", copies <= 2
        ),
        Figure("ping round, sending times noted", f"{noted}", f"of {TOTAL}", noted == TOTAL),
    ]


def _send_all(sink: Sink, broker: str) -> tuple[float, int]:
    """Seconds of sending, and how many mails had come when the first worker was killed."""
    seconds = 0.0
    with _worker(sink, broker) as worker:
        seconds += _timed(sink, TOTAL // 2)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(10)
    time.sleep(0.5)  # what the sink was being told when the worker died
    killed_at = len(sink.mails)
    with _worker(sink, broker):
        send_queued_mail.apply_async()  # what the sweeper does every 30 seconds
        seconds += _timed(sink, TOTAL)
        _wait_until_noted()
    return seconds, killed_at


def _timed(sink: Sink, count: int) -> float:
    """Seconds from the first mail of this worker to the one that makes ``count``; how long a start takes is left out."""
    if not sink.wait_for(len(sink.mails) + 1, PATIENCE_SECONDS):
        raise RuntimeError("The worker of the bench sent nothing.")
    began = time.perf_counter()
    if not sink.wait_for(count, PATIENCE_SECONDS):
        raise RuntimeError(f"Only {len(sink.mails)} of {count} mails came.")
    return time.perf_counter() - began


def _wait_until_noted() -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Ping.objects.filter(sent_at=None).exists() and time.monotonic() < deadline:
        time.sleep(0.2)


@contextmanager
def _worker(sink: Sink, broker: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker as in production that delivers to the sink, with its children in a group of processes."""
    environment = {
        **os.environ,
        "DEMONSTRATION": "0",
        "REDIS_URL": broker,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.port),
    }
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "poa_portal", "worker", "--concurrency", "2"]
    worker = subprocess.Popen(
        [*command, "--loglevel", "ERROR", "--without-gossip", "--without-mingle"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield worker
    finally:
        if worker.poll() is None:
            worker.terminate()
            worker.wait(30)


@contextmanager
def _own_broker() -> Iterator[str]:
    """The address of an empty queue that this process and the bench's workers share."""
    broker = urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{BROKER}"))
    queue = Redis.from_url(broker)
    queue.delete("celery", "unacked", "unacked_index")
    before = app.conf.broker_write_url
    app.conf.broker_write_url = broker
    try:
        yield broker
    finally:
        app.conf.broker_write_url = before
        queue.delete("celery", "unacked", "unacked_index")


def _directory() -> User:
    """The whole directory, filled; its manager."""
    manager = User.objects.create_user("directory@secretariat.example", name="Directory manager")
    secretariat, _made = Party.objects.get_or_create(
        kind=PartyKind.SECRETARIAT, key="secretariat", defaults={"name": "Secretariat"}
    )
    Post.objects.create(user=manager, party=secretariat, role=Role.DIRECTORY_MANAGER, starts_on=date(2026, 1, 1))
    categories = [
        ContactCategory.objects.get_or_create(key=key, defaults={"name": key.capitalize()})[0]
        for key in ("diplomatic", "technical", "policy")
    ]
    now = timezone.now()
    rows = []
    for number in range(STATES):
        state = _state(number)
        rows += [
            Contact(
                reference=f"BEN-{number}-{place}",
                owner=state,
                category=categories[place % 3],
                rank="primary" if place < 3 else "alternate",
                office=f"Office {place}",
                mailbox=f"office-{number}-{place}@state.example",
                languages=["en"],
                reachability=Reachability.ALWAYS,
                valid_from=date(2026, 1, 1),
                last_confirmed_at=now,
            )
            for place in range(EACH)
        ]
    Contact.objects.bulk_create(rows)
    return manager


def _state(number: int) -> State:
    """States of the reference data where they are loaded, made-up ones where they are not."""
    first, second = divmod(number, 20)
    iso2 = f"{chr(65 + first)}{chr(65 + second)}"
    state, _made = State.objects.get_or_create(
        iso2=iso2,
        defaults={"iso3": f"{iso2}B", "status": StateStatus.MEMBER, "name": f"State {number}", "place": number},
    )
    return state
