"""A thousand mails: rows written together, handed over one by one, none lost and none twice, whoever is killed."""

import os
import signal
import smtplib
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import STATUS, Email
from psycopg.conninfo import make_conninfo

from poa_portal.accounts import delivery, mail
from poa_portal.accounts.tasks import send_queued_mail
from poa_portal.ops.bench.sink import mail_sink
from tests.factories import PartyFactory, PostFactory

SMTP = "django.core.mail.backends.smtp.EmailBackend"
SENDER = """
import django
django.setup()
from poa_portal.accounts.delivery import deliver_due
while deliver_due(50):
    pass
"""


def letters(count, post, **fields):
    return [
        mail.Letter(mail.Mailbox(f"office-{n}@state.example", **fields), {"post": post}, post.party)
        for n in range(count)
    ]


def write_many(count, post, **fields):
    return mail.send_many("account_invitation_accepted", letters=letters(count, post, **fields))


@pytest.fixture
def post(db):
    return PostFactory()


@pytest.fixture
def to_sink(settings):
    """Lets this process deliver to a sink."""

    def deliver(sink):
        settings.POST_OFFICE = {**settings.POST_OFFICE, "BACKENDS": {"default": SMTP}}
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port

    return deliver


def sender_process(sink):
    """A process of its own that delivers what is due in the database of this test, as a worker does."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "poa_portal.settings",
        "DATABASE_URL": database_url(),
        "DEBUG": "1",
        "DEMONSTRATION": "0",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.port),
    }
    return subprocess.Popen([sys.executable, "-c", SENDER], env=environment, cwd=Path(__file__).parents[2])


def database_url():
    return make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])


def test_many_are_written_in_a_few_queries_whatever_their_number(post):
    def queries(count):
        with CaptureQueriesContext(connection) as captured:
            write_many(count, post)
        return len(captured)

    assert queries(3) == queries(40)


def test_each_is_written_in_the_language_of_its_reader_and_seen_by_its_party_alone(post):
    french, russian = (
        mail.send_many("account_invitation_accepted", letters=letters(1, post, language=code))[0]
        for code in ("fr", "ru")
    )
    assert [email.headers["Content-Language"] for email in (french, russian)] == ["fr", "ru"]
    assert french.message != russian.message
    assert french.headers[mail.RESTRICTED] == str(PartyFactory().pk)


def test_many_are_announced_to_the_worker_once(post, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(send_queued_mail, "apply_async", lambda args, **options: sent.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        write_many(5, post)
        assert mail.send_many("account_invitation_accepted", letters=[]) == []
    assert sent == [()]


def test_task_calls_itself_while_more_is_due(post, settings, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 3)
    monkeypatch.setattr(delivery.deliver_batch, "__defaults__", (3,))
    again = []
    monkeypatch.setattr("poa_portal.accounts.tasks.enqueue", again.append)
    write_many(4, post)
    assert [send_queued_mail(), len(again), send_queued_mail(), len(again)] == [3, 1, 1, 1]


def test_batch_goes_over_one_connection(post, to_sink):
    write_many(5, post)
    with mail_sink() as sink:
        to_sink(sink)
        assert delivery.deliver_due() == 5
    assert ([received.to for received in sink.mails], sink.connections) == (
        [f"office-{n}@state.example" for n in range(5)],
        1,
    )


def test_batch_ends_in_time_and_says_that_more_is_due(post, monkeypatch, settings):
    monkeypatch.setattr(delivery, "BATCH_SECONDS", -1.0)
    write_many(2, post)
    assert delivery.deliver_batch() == delivery.Batch(tried=0, goes_on=True)


def test_mail_refused_for_good_is_given_up_at_once_and_the_others_go(post, to_sink):
    write_many(3, post)
    with mail_sink(refuses={"office-1@state.example": "550 No such mailbox"}) as sink:
        to_sink(sink)
        delivery.deliver_due()
    assert list(Email.objects.order_by("pk").values_list("status", flat=True)) == [
        STATUS.sent,
        STATUS.failed,
        STATUS.sent,
    ]


def test_mail_refused_for_now_is_tried_again(post, to_sink):
    write_many(1, post)
    with mail_sink(refuses={"office-0@state.example": "450 Busy"}) as sink:
        to_sink(sink)
        delivery.deliver_due()
        sink.refuses.clear()
        Email.objects.update(scheduled_time=timezone.now())
        delivery.deliver_due()
    assert (Email.objects.get().status, len(sink.mails)) == (STATUS.sent, 1)


def test_absent_mail_server_costs_one_row_a_try_and_ends_the_batch(post, to_sink):
    write_many(3, post)
    with mail_sink() as sink:
        pass
    to_sink(sink)
    assert delivery.deliver_batch() == delivery.Batch(tried=1, goes_on=False)
    assert list(Email.objects.order_by("pk").values_list("number_of_retries", flat=True)) == [1, None, None]


def test_waits_grow_to_six_hours(post, to_sink):
    email = write_many(1, post)[0]
    waits = []
    for _try in range(8):
        Email.objects.update(scheduled_time=None)
        delivery._note_failure(Email.objects.get(), TimeoutError())
        email.refresh_from_db()
        waits.append(round((email.scheduled_time - timezone.now()) / timedelta(minutes=15)))
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]


def test_mail_taken_back_does_not_leave(post, settings):
    emails = write_many(2, post)
    assert mail.take_back(Email.objects.filter(pk=emails[0].pk)) == 1
    assert (delivery.deliver_due(), mail.take_back(Email.objects.all())) == (1, 0)


def test_followers_hear_of_each_batch_and_their_mistakes_are_their_own(post, settings, monkeypatch, caplog):
    heard = []

    def stumble():
        raise ValueError

    monkeypatch.setattr(delivery, "_followers", [stumble, lambda: heard.append(1)])
    write_many(1, post)
    assert (delivery.deliver_due(), delivery.deliver_due(), heard) == (1, 0, [1])
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_crash_between_the_servers_yes_and_our_note_repeats_the_message_id(post, to_sink, monkeypatch):
    """The one moment in which a mail can go out twice: both copies have the same number, so the receiver drops one."""
    write_many(2, post)
    with mail_sink() as sink:
        to_sink(sink)
        with monkeypatch.context() as crash:
            crash.setattr(delivery.timezone, "now", dies_after(2))
            with pytest.raises(KeyboardInterrupt):
                delivery.deliver_due()
        delivery.deliver_due()
    first, second, third = (received.message_id for received in sink.mails)
    assert (first == second, second == third) == (True, False)


def dies_after(calls):
    """A clock that works a few times: what is due is asked, the row is asked, and the note is never made."""
    left = iter(range(calls))
    real = timezone.now

    def now():
        if next(left, None) is None:
            raise KeyboardInterrupt
        return real()

    return now


@pytest.mark.django_db(transaction=True)
def test_killed_half_way_loses_none_and_sends_none_twice():
    write_many(120, PostFactory())
    with mail_sink(seconds_each=0.01) as sink:
        first = sender_process(sink)
        assert sink.wait_for(40, 60)
        os.kill(first.pid, signal.SIGKILL)
        first.wait(10)
        assert 40 <= len(sink.mails) < 120
        assert sender_process(sink).wait(120) == 0
    kept = {received.message_id: received.to for received in sink.mails}
    assert Counter(kept.values()) == Counter(f"office-{n}@state.example" for n in range(120))
    assert len(sink.mails) <= 121
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.sent}


def test_what_smtp_says_is_told_apart():
    refused = smtplib.SMTPRecipientsRefused
    assert [
        delivery.is_refused_for_good(error)
        for error in (
            refused({"a@b.example": (550, b"")}),
            refused({"a@b.example": (450, b"")}),
            smtplib.SMTPDataError(554, b""),
            smtplib.SMTPAuthenticationError(535, b""),
            smtplib.SMTPSenderRefused(550, b"", ""),
            TimeoutError(),
        )
    ] == [True, False, True, False, False, False]
