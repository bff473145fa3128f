"""Voluntary national reports: started, answered, reviewed, cleared, published, corrected and withdrawn by the State."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts.models import Party
from poa_portal.audit import actions as audit
from poa_portal.common.workflow import TransitionRefused
from reports import national_mail, rules
from reports.actions.answers import AnswerConflict, lock_report, save_answer
from reports.audiences import PUBLISHABLE, is_wider
from reports.enums import ReportState
from reports.models import NationalReport, SurveyEdition
from reports.national_content import canonical_content, copy_answers
from reports.workflow import NATIONAL
from states import rules as states_rules

SERIES = "NRP"

__all__ = [
    "AnswerConflict",
    "change_audience",
    "clear_report",
    "publish_report",
    "save_answer",
    "send_to_review",
    "start_correction",
    "start_report",
    "take_back",
    "withdraw_report",
]


@transaction.atomic
def start_report(
    *,
    by: Any,
    state: Party,
    edition: SurveyEdition,
    period_from: date,
    period_to: date,
    language: str,
    carry_over: NationalReport | None = None,
) -> NationalReport:
    """Begin a report, filled with the answers of ``carry_over`` where one is given.

    A report of the same edition, period and language that is still in work is returned instead of a second one.
    """
    if not states_rules.can_draft_for(by, state):
        raise TransitionRefused(_("This step is not open to you in your post."))
    Party.objects.select_for_update(of=("self",)).get(pk=state.pk)  # of two starts at once the second finds the first
    period = {"period_from": period_from, "period_to": period_to}
    same = {"owner_id": state.pk, "edition": edition, "language": language, **period}
    if in_work := NationalReport.objects.filter(**same, supersedes=None, state__in=ReportState.internal()).first():
        return in_work
    report = NationalReport.objects.create(reference=audit.next_reference(SERIES), started_by=by, **same)
    copied = copy_answers(carry_over, report, by=by) if carry_over and carry_over.owner_id == state.pk else 0
    audit.record(report, "start_report", by=by, answers_carried_over=copied)
    return report


def send_to_review(report: NationalReport, *, by: Any, reason: str = "") -> NationalReport:
    return _perform_and_tell(report, "send_to_review", national_mail.tell_coordinators, by=by, reason=reason)


def take_back(report: NationalReport, *, by: Any, reason: str = "") -> NationalReport:
    return audit.perform(NATIONAL, report, "take_back", by=by, reason=reason)


def clear_report(report: NationalReport, *, by: Any, reason: str = "") -> NationalReport:
    return _perform_and_tell(report, "clear", national_mail.tell_publishers, by=by, reason=reason)


@transaction.atomic
def publish_report(
    report: NationalReport, *, by: Any, audience: str, released_at: datetime | None = None
) -> NationalReport:
    """Submit and publish in one step, with a receipt for each; what the report supersedes becomes superseded.

    The answers of a report with ``released_at`` are read by others from that minute on. A correction has no release
    time: it replaces what readers already have.
    """
    if audience not in PUBLISHABLE:
        raise TransitionRefused(_("Choose who may read the report."))
    now = timezone.now()
    release = released_at.replace(second=0, microsecond=0) if released_at and released_at > now else None
    if release and report.supersedes_id:
        raise TransitionRefused(_("A correction is released at once, because it replaces a report that readers have."))
    chosen: dict[str, Any] = {"audience": audience, "released_at": release}
    report = audit.perform(NATIONAL, report, "submit", by=by, submitted_at=now, **chosen)
    _issue_receipt(report, "submitted", by=by)
    report = audit.perform(NATIONAL, report, "publish", by=by, published_at=now)
    _issue_receipt(report, "published", by=by)
    earlier = report.supersedes
    if earlier is not None and earlier.state == ReportState.PUBLISHED:
        audit.perform(NATIONAL, earlier, "supersede", by=by)
    national_mail.tell_secretariat(report)
    return report


@transaction.atomic
def change_audience(report: NationalReport, *, by: Any, audience: str) -> NationalReport:
    """Let more or fewer people read a published report; a new receipt says from when."""
    locked = lock_report(report)
    if not rules.can_publish(by, locked):
        raise TransitionRefused(_("This step is not open to you in your post."))
    if locked.state not in {ReportState.PUBLISHED, ReportState.SUPERSEDED} or audience not in PUBLISHABLE:
        raise TransitionRefused(_("Who may read a report can be changed once it is published."))
    before = locked.audience
    if before != audience:
        locked.audience = audience
        locked.save(update_fields=["audience"])
        verb = "widen_audience" if is_wider(before, audience) else "narrow_audience"
        audit.record(locked, verb, by=by, before=before, after=audience)
        _issue_receipt(locked, "published", by=by)
    report.refresh_from_db()
    return report


def withdraw_report(report: NationalReport, *, by: Any, reason: str) -> NationalReport:
    """Take the answers away from everybody else; the dated notice stays."""
    return audit.perform(NATIONAL, report, "withdraw", by=by, reason=reason, withdrawn_at=timezone.now())


@transaction.atomic
def start_correction(report: NationalReport, *, by: Any) -> NationalReport:
    """Begin the report that will supersede this one, with a copy of all answers; there is one at most."""
    locked = lock_report(report)
    if not rules.can_draft(by, locked):
        raise TransitionRefused(_("This step is not open to you in your post."))
    if begun := NationalReport.objects.filter(supersedes=locked).first():
        return begun
    if locked.state != ReportState.PUBLISHED:
        raise TransitionRefused(_("Only a published report can be corrected."))
    correction = NationalReport.objects.create(
        reference=audit.next_reference(SERIES),
        owner_id=locked.owner_id,
        edition_id=locked.edition_id,
        period_from=locked.period_from,
        period_to=locked.period_to,
        language=locked.language,
        supersedes=locked,
        started_by=by,
    )
    copied = copy_answers(locked, correction, by=by)
    audit.record(correction, "start_correction", by=by, of=locked.reference, answers_carried_over=copied)
    return correction


def _perform_and_tell(report: NationalReport, name: str, tell: Any, *, by: Any, reason: str) -> NationalReport:
    with transaction.atomic():
        done = audit.perform(NATIONAL, report, name, by=by, reason=reason)
        tell(done, by=by)
    return done


def _issue_receipt(report: NationalReport, act: str, *, by: Any) -> None:
    content = canonical_content(report, readers_only=act == "published")
    audit.issue_receipt(report, act, by=by, reference=report.reference, audience=report.audience, content=content)
