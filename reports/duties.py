"""National reports in work as duties of their delegation: none has a deadline."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from poa_portal.accounts import duties
from poa_portal.accounts.duties import Duty
from poa_portal.common.enums import PartyKind
from reports import presenters
from reports.enums import ReportState
from reports.models import NationalReport

MINUTES_A_QUESTION = 20


def plug_in() -> None:
    duties.register(duties.DutySource("national-reports", duties_of))


def duties_of(user: Any, party: Any) -> list[Duty]:
    """The delegation's drafts with questions that have no answer yet. No question has to be answered."""
    if party.kind != PartyKind.STATE:
        return []
    drafts = NationalReport.objects.visible_to(user).filter(owner=party.pk, state=ReportState.DRAFTING).with_rows()
    asked = Count("edition__parts__questions", distinct=True)
    answered = Count("answers", filter=~Q(answers__text="", answers__choices=[]), distinct=True)
    found = drafts.annotate(asked=asked, answered=answered).order_by("-started_at", "-pk")
    return [_of(report, report.asked - report.answered) for report in found if report.asked > report.answered]


def _of(report: NationalReport, left: int) -> Duty:
    questions = ngettext("%(number)d question without an answer", "%(number)d questions without an answer", left)
    return Duty(
        title=presenters.report_title(report),
        kind=_("National report in drafting: %(questions)s") % {"questions": questions % {"number": left}},
        url=reverse("reports:national_edit", args=[report.reference]),
        until=None,
        minutes=left * MINUTES_A_QUESTION,
    )
