"""What national reports give to the whole portal: search entries, a feed, and a panel on the work page."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts import panels
from poa_portal.accounts.models import Post
from poa_portal.common.enums import PartyKind
from poa_portal.library import feeds, search
from poa_portal.library.feeds import FeedEntry, FeedSource
from poa_portal.library.search import Found, SearchSource
from reports import presenters
from reports.audiences import is_as_open
from reports.enums import ReportState
from reports.models import Answer, NationalReport
from states import rules as states_rules

SOURCE = "national-report"
PANEL_ROWS = 5


def plug_in() -> None:
    """Register with the search, the feeds and the work page."""
    search.register(SearchSource(SOURCE, _("National reports"), NationalReport, reports_to_find, describe))
    feeds.register(FeedSource("national-reports", _("National reports"), feed_entries))
    delegations = frozenset({PartyKind.STATE})
    panels.register(panels.Panel("national-reports", delegations, "reports/national_panel.html", panel_context, 10))


def reports_to_find() -> QuerySet:
    """Published reports; the release time is asked when somebody searches."""
    answers = Answer.objects.select_related("question").prefetch_related("question__topics")
    reports = NationalReport.objects.filter(state=ReportState.PUBLISHED).select_related("owner", "edition")
    return reports.prefetch_related(Prefetch("answers", answers, "all_answers"))


def describe(report: NationalReport) -> Found:
    """An entry holds only the answers that every reader of the report may read."""
    answers = [answer for answer in report.all_answers if _is_for_readers(report, answer)]  # type: ignore[attr-defined]
    topics = {topic.key for answer in answers for topic in answer.question.topics.all()}
    return Found(
        title=presenters.report_title(report),
        url=f"/reports/national/{report.reference}/",
        date=presenters.out_at(report).date(),
        audience=report.audience,
        owner_id=report.owner_id,
        released_at=report.released_at,
        kind=str(_("Voluntary national report")),
        text=" ".join([report.reference, report.edition.title, *(answer.text for answer in answers)]),
        languages=[report.language],
        topics=sorted(topics),
        parties=[report.owner.key],
    )


def _is_for_readers(report: NationalReport, answer: Answer) -> bool:
    return bool(answer.text or answer.choices) and is_as_open(report.audience, answer.audience)


def feed_entries(user: Any, language: str) -> list[FeedEntry]:
    """The newest reports that this reader may read; a feed tells of a report and repeats no answer."""
    reports = NationalReport.objects.visible_to(user).published().with_rows().order_by("-published_at", "-pk")
    with translation.override(language):
        return [
            FeedEntry(
                id=f"national-report/{report.reference}",
                title=presenters.report_title(report),
                url=report.get_absolute_url(),
                updated=presenters.out_at(report),
                summary=report.edition.title,
            )
            for report in reports[: feeds.LIMIT]
        ]


def panel_context(user: Any, post: Post) -> dict[str, Any] | None:
    """The reports that this delegation has in work, and what comes next in each."""
    reports = NationalReport.objects.visible_to(user).filter(owner=post.party_id, state__in=ReportState.internal())
    reports = reports.with_rows().order_by("-started_at", "-pk")
    return {
        "rows": presenters.work_rows(reports[:PANEL_ROWS], user),
        "may_start": states_rules.can_draft_for(user, post.party_id),
    }
