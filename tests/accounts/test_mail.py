"""Mail is a row in the transaction, in the recipient's language, and leaves once."""

import threading
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from post_office.models import STATUS, Email
from post_office.settings import get_max_retries

from poa_portal.accounts import delivery, mail
from poa_portal.accounts.tasks import send_queued_mail
from poa_portal.common import queue
from poa_portal.common.enums import Role
from tests.factories import InvitationFactory, PostFactory, UserFactory

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


class RefusingBackend(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server")


class SlowBackend(BaseEmailBackend):
    """Waits until the test has looked whether another worker takes the same row."""

    entered, go_on, sent = threading.Event(), threading.Event(), []

    def send_messages(self, messages):
        self.entered.set()
        self.go_on.wait(5)
        self.sent.extend(message.to for message in messages)
        return len(messages)


def deliver_with(settings, backend):
    settings.POST_OFFICE = {**settings.POST_OFFICE, "BACKENDS": {"default": backend}}


def write(to, **context):
    return mail.send("account_invitation_accepted", to=to, context=context)


@pytest.fixture
def post(drafter):
    return drafter.posts.get()


@pytest.fixture
def published(monkeypatch):
    """The messages that reach the broker."""
    sent = []
    monkeypatch.setattr(send_queued_mail, "apply_async", lambda args, **options: sent.append(args))
    return sent


def test_send_writes_a_row_in_the_language_of_the_recipient(coordinator, post):
    coordinator.language = "zh-hans"
    email = write(coordinator, post=post)
    assert (email.to, email.status) == ([coordinator.email], STATUS.queued)
    assert email.headers["Content-Language"] == "zh-hans"
    assert f"/zh-hans/work/team/{post.party.key}/" in email.message


def test_send_keeps_apostrophes_and_says_who_writes_to_whom(coordinator, post):
    post.user.name = "Aoife O'Brien & <Co>"
    email = write(coordinator, post=post)
    assert email.subject == "Aoife O'Brien & <Co> has accepted your invitation"
    assert email.message.splitlines()[-1].endswith(f"sent to {coordinator.email}. Please do not reply to it.")


def test_subject_is_one_line_whatever_a_name_holds(coordinator, post):
    post.user.name = "Eve\nBcc: all@world.example"
    email = write(coordinator, post=post)
    assert "\n" not in email.subject


def test_send_rolled_back_leaves_no_mail(coordinator, post, published, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), suppress(RuntimeError), transaction.atomic():
        write(coordinator, post=post)
        raise RuntimeError
    assert not Email.objects.exists()
    assert published == []


def test_several_mails_of_one_transaction_are_one_message(
    coordinator, drafter, post, published, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        write(coordinator, post=post)
        with transaction.atomic():
            write(drafter, post=post)
    assert published == [()]


def test_next_transaction_sends_its_own_message(coordinator, post, published, django_capture_on_commit_callbacks):
    for _round in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            write(coordinator, post=post)
    assert published == [(), ()]


@pytest.mark.parametrize("error", [OperationalError("away"), ConnectionRefusedError(), TimeoutError()])
def test_lost_broker_costs_a_line_in_the_log_and_nothing_else(
    coordinator, post, monkeypatch, caplog, error, django_capture_on_commit_callbacks
):
    def refuse(args, **options):
        raise error

    monkeypatch.setattr(send_queued_mail, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        write(coordinator, post=post)
    assert Email.objects.get().status == STATUS.queued
    assert ["accounts.send_mail" in record.getMessage() for record in caplog.records] == [True]


def test_enqueue_passes_plain_values_and_keeps_different_ones_apart(published, db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for value in (1, 1, 2):
            queue.enqueue(send_queued_mail, value)
    assert published == [(1,), (2,)]


def test_delivery_sends_each_row_once(coordinator, drafter, post, settings):
    deliver_with(settings, LOCMEM)
    write(coordinator, post=post)
    write(drafter, post=post)
    assert (delivery.deliver_due(), delivery.deliver_due()) == (2, 0)
    assert [message.to for message in outbox.outbox] == [[coordinator.email], [drafter.email]]
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.sent}


def test_task_delivers(coordinator, post, settings):
    deliver_with(settings, LOCMEM)
    write(coordinator, post=post)
    assert send_queued_mail() == 1


def test_refused_delivery_is_tried_later_and_given_up_in_the_end(coordinator, post, settings):
    deliver_with(settings, f"{__name__}.RefusingBackend")
    write(coordinator, post=post)
    assert delivery.deliver_due() == 1
    email = Email.objects.get()
    assert (email.status, email.number_of_retries) == (STATUS.requeued, 1)
    assert email.scheduled_time > timezone.now()
    assert delivery.deliver_due() == 0
    for _retry in range(get_max_retries()):
        Email.objects.update(scheduled_time=timezone.now() - timedelta(seconds=1))
        delivery.deliver_due()
    email.refresh_from_db()
    assert (email.status, email.logs.count()) == (STATUS.failed, get_max_retries() + 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_send_the_same_row(settings):
    deliver_with(settings, f"{__name__}.SlowBackend")
    post = PostFactory(role=Role.OFFICER)
    write(post.user, post=post)

    def work():
        try:
            delivery.deliver_due()
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    assert SlowBackend.entered.wait(5)
    assert delivery.deliver_due() == 0
    SlowBackend.go_on.set()
    worker.join()
    assert SlowBackend.sent == [[post.user.email]]


def test_people_of_a_party_hold_a_post_now_and_are_named_once(state, coordinator, drafter, other_drafter):
    today = timezone.now().date()
    PostFactory(user=UserFactory(), party=state, role=Role.DRAFTER, ends_on=today)
    PostFactory(user=UserFactory(is_active=False), party=state, role=Role.DRAFTER)
    assert mail.people_of(state) == [coordinator, drafter]
    assert mail.people_of(state, Role.DRAFTER, Role.COORDINATOR) == [coordinator, drafter]
    assert mail.people_of(state, Role.DRAFTER) == [drafter]


def test_invitation_can_be_written_to_like_a_person(coordinator, state):
    invitation = InvitationFactory(party=state, invited_by=coordinator, role=Role.DRAFTER, language="ru")
    email = mail.send("account_invitation", to=invitation, context={"invitation": invitation})
    assert (email.to, email.headers["Content-Language"]) == ([invitation.email], "ru")


def test_mail_has_the_zone_of_its_reader(coordinator, post, settings, tmp_path):
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "account_zone.txt").write_text("Zone\n{{ moment|moment:zone }}")
    templates = settings.TEMPLATES
    settings.TEMPLATES = [{**templates[0], "DIRS": [tmp_path, *templates[0]["DIRS"]]}]
    moment = timezone.now().replace(2026, 7, 24, 22, 0)
    coordinator.time_zone = "America/New_York"
    texts = [mail.send("account_zone", to=to, context={"moment": moment}).message for to in (coordinator, post.user)]
    assert [text.splitlines()[0] for text in texts] == [
        "24 July 2026, 18:00 (New York), 22:00 UTC",
        "24 July 2026, 22:00 (UTC)",
    ]


def test_absent_broker_is_noticed_at_once(coordinator, post, monkeypatch, caplog, django_capture_on_commit_callbacks):
    monkeypatch.setattr(send_queued_mail.app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    before = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        write(coordinator, post=post)
    assert time.monotonic() - before < 2
    assert [record.levelname for record in caplog.records] == ["WARNING"]
