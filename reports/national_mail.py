"""Who hears of a national report, and when; each page says so before it happens."""

from typing import Any

from poa_portal.accounts import mail
from poa_portal.accounts.models import Party
from poa_portal.common.enums import PartyKind, Role
from reports.models import NationalReport


def tell_coordinators(report: NationalReport, *, by: Any) -> None:
    """The report waits for national review."""
    _tell(mail.people_of(report.owner, Role.COORDINATOR), "report_review", report, by=by)


def tell_publishers(report: NationalReport, *, by: Any) -> None:
    """The report is cleared and can be published."""
    _tell(mail.people_of(report.owner, Role.DELEGATION_PUBLISHER), "report_cleared", report, by=by)


def tell_secretariat(report: NationalReport) -> None:
    """The report was submitted and published; no answer is in the message."""
    for party in Party.objects.filter(kind=PartyKind.SECRETARIAT):
        _tell(mail.people_of(party, Role.OFFICER, Role.PUBLISHER), "report_published", report, by=None)


def _tell(people: list[Any], template: str, report: NationalReport, *, by: Any) -> None:
    for person in people:
        if person != by:
            mail.send(template, to=person, context={"report": report, "by": by})
