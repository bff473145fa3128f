"""The regular work: what was lost is resent, what has ended is deleted."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from post_office.models import STATUS, Email

from poa_portal.ops import tasks
from poa_portal.ops.periodic import MAIL_IS_KEPT
from reports.enums import JobState
from tests.factories import RenderJobFactory

pytestmark = pytest.mark.django_db


def mail(status: int, age: timedelta = timedelta()) -> Email:
    email = Email.objects.create(
        from_email="secretariat@portal.example", to=["mara@arvandia.example"], subject="Receipt", status=status
    )
    Email.objects.filter(pk=email.pk).update(created=timezone.now() - age)
    return email


def session(key: str, user: Any, ends_in: timedelta) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + ends_in)
    UserSession.objects.create(session_key=key, user=user, ip="127.0.0.1", user_agent="")


def test_the_sweep_sends_mail_that_no_worker_sent() -> None:
    waiting = mail(STATUS.queued)
    assert tasks.sweep()["mail sent"] == 1
    waiting.refresh_from_db()
    assert waiting.status == STATUS.sent


def test_the_sweep_gives_a_lost_job_to_another_worker() -> None:
    job = RenderJobFactory(state=JobState.RUNNING, attempts=1)
    type(job).objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(hours=2))
    assert tasks.sweep()["jobs queued again"] == 1
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert tasks.sweep()["jobs queued again"] == 0


def test_the_tidying_forgets_ended_sessions_and_their_devices(stranger: Any) -> None:
    session("ended", stranger, -timedelta(minutes=1))
    session("open", stranger, timedelta(minutes=1))
    assert tasks.tidy() == {
        "sessions ended": 1,
        "devices forgotten": 1,
        "mails deleted": 0,
        "directory reminders": 0,
        "repository reminders": 0,
        "wishes to join forgotten": 0,
        "repository entries dropped": 0,
    }
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["open"]


def test_the_tidying_deletes_sent_mail_after_half_a_year() -> None:
    mail(STATUS.sent, MAIL_IS_KEPT + timedelta(days=1))
    kept = {mail(STATUS.sent, timedelta(days=10)), mail(STATUS.failed, MAIL_IS_KEPT + timedelta(days=1))}
    assert tasks.tidy()["mails deleted"] == 1
    assert set(Email.objects.all()) == kept


def test_cron_users_get_both_from_one_command() -> None:
    out = StringIO()
    call_command("run_periodic", stdout=out)
    assert [line.split(":")[0] for line in out.getvalue().splitlines()] == ["sweep", "tidy"]


def test_cron_users_may_name_one() -> None:
    out = StringIO()
    call_command("run_periodic", "tidy", stdout=out)
    assert out.getvalue().split(": ")[1].strip().split(", ") == [
        "0 sessions ended",
        "0 devices forgotten",
        "0 mails deleted",
        "0 directory reminders",
        "0 repository reminders",
        "0 repository entries dropped",
        "0 wishes to join forgotten",
    ]


def test_beat_asks_for_tasks_that_exist() -> None:
    known = {tasks.sweep.name, tasks.tidy.name}
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} == known
