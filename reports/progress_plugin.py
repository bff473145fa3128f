"""What progress reports give to the whole portal: search entries, a feed, and a panel on the work page."""

from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poa_portal.accounts import panels
from poa_portal.accounts.models import Post
from poa_portal.common import languages
from poa_portal.common.enums import Audience, PartyKind
from poa_portal.library import feeds, search
from poa_portal.library.feeds import FeedEntry, FeedSource
from poa_portal.library.search import Found, SearchSource
from reports import documents, rules
from reports.enums import ProgressState
from reports.models import ProgressReport

SOURCE = "progress-report"
PANEL_ROWS = 5
_PUBLIC = (ProgressState.ADOPTED, ProgressState.PUBLISHED)


def plug_in() -> None:
    """Register with the search, the feeds and the work page."""
    label = gettext_lazy("Progress reports")
    search.register(SearchSource(SOURCE, label, ProgressReport, reports_to_find, describe))
    feeds.register(FeedSource("progress-reports", label, feed_entries))
    secretariat = frozenset({PartyKind.SECRETARIAT})
    panels.register(panels.Panel("progress-reports", secretariat, "reports/progress_panel.html", panel_context, 40))


def reports_to_find() -> QuerySet:
    """Reports of which somebody beside the secretariat may read a revision."""
    found = ProgressReport.objects.filter(Q(state__in=_PUBLIC) | Q(revisions__circulated_at__isnull=False))
    return found.select_related("body").distinct()


def describe(report: ProgressReport) -> Found:
    """An entry holds the newest circulated text; until the adoption it is for delegations."""
    language = languages.current()
    revision = report.revisions.filter(circulated_at__isnull=False).order_by("-number").first()
    texts = revision.texts.all() if revision else []
    topics = report.sections.exclude(pillar=None).values_list("pillar__key", flat=True)
    return Found(
        title=documents.translated(report, "title", language)[0],
        url=f"/reports/progress/{report.slug}/",
        date=report.adopted_at.date() if report.adopted_at else report.period_to,
        audience=Audience.PUBLIC if report.state in _PUBLIC else Audience.STATES,
        kind=_("Progress report"),
        text=" ".join([report.symbol, *(documents.translated(text, "text", language)[0] for text in texts)]),
        languages=list(languages.CODES),
        topics=sorted(set(topics)),
    )


def feed_entries(user: Any, language: str) -> list[FeedEntry]:
    """Adopted and published reports, the newest first."""
    reports = ProgressReport.objects.visible_to(user).published().order_by("-adopted_at", "-pk")[: feeds.LIMIT]
    with translation.override(language):
        return [
            FeedEntry(
                id=f"progress-report/{report.slug}",
                title=documents.translated(report, "title", language)[0],
                url=report.get_absolute_url(),
                updated=report.adopted_at or datetime.combine(report.period_to, time(), UTC),
                summary=report.symbol,
            )
            for report in reports
        ]


def panel_context(user: Any, post: Post) -> dict[str, Any] | None:
    """The reports that are not published yet; nothing for who may not prepare them."""
    if not rules.can_prepare_progress(user, None):
        return None
    reports = ProgressReport.objects.visible_to(user).exclude(state=ProgressState.PUBLISHED)[:PANEL_ROWS]
    rows = [
        {
            "title": report.title,
            "url": reverse("reports:progress_edit", args=[report.slug]),
            "state": report.get_state_display(),
        }
        for report in reports
    ]
    return {"rows": rows}
