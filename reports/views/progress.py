"""The public pages of a progress report: the text with an address for each paragraph, and what changed in it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from poa_portal.common import languages
from poa_portal.common.pages import PageMixin
from poa_portal.common.views import NotFound
from reports import comparison, documents, rules
from reports.models import Paragraph, ProgressReport, Revision


class ProgressPage(PageMixin, DetailView):
    """A report that this reader may see, with the revisions that this reader may see."""

    context_object_name = "report"

    def get_queryset(self) -> QuerySet:
        return ProgressReport.objects.visible_to(self.request.user).select_related("body", "document")

    def get_page_title(self) -> str:
        return documents.translated(self.object, "title", languages.current())[0]

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Reports"), reverse("reports:report_list"))]

    def visible_revisions(self) -> list[Revision]:
        """Newest first; each knows the report without asking again."""
        revisions = list(Revision.objects.visible_to(self.request.user).filter(report=self.object).order_by("-number"))
        for revision in revisions:
            revision.report = self.object
        return revisions

    def chosen(self, revisions: list[Revision], name: str, default: Revision) -> Revision:
        """The revision named in the address; 404 with the choice where there is none."""
        asked = self.request.GET.get(name)
        if asked is None:
            return default
        for revision in revisions:
            if str(revision.number) == asked:
                return revision
        labels = languages.listed(str(revision) for revision in revisions)
        raise NotFound(_("This report has no such revision. There are: %(revisions)s.") % {"revisions": labels})


class ProgressDetailView(ProgressPage):
    """The newest text, or the revision that the address names."""

    template_name = "reports/progress_detail.html"
    page_description = gettext_lazy("A progress report, each paragraph with an address that stays the same.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        revisions = self.visible_revisions()
        if not revisions:
            raise NotFound(_("This report has no text that you can read yet."))
        revision = self.chosen(revisions, "revision", revisions[0])
        source = documents.Source.load(revision)
        return context | {
            "reading": source.reading(),
            "revision": revision,
            "revisions": revisions,
            "is_newest": revision == revisions[0],
            "gone": self._gone(source) if revision == revisions[0] else [],
            "may_prepare": rules.can_prepare_progress(self.request.user, self.object),
        }

    def _gone(self, source: documents.Source) -> list[tuple[str, str]]:
        """Paragraphs of earlier revisions that this one has not: a citation of them still leads somewhere."""
        here = [text.paragraph_id for text in source.texts]
        seen = Revision.objects.visible_to(self.request.user)
        gone = Paragraph.objects.filter(report=self.object, texts__revision__in=seen).exclude(pk__in=here)
        last = gone.order_by("pk", "-texts__revision__number").distinct("pk")
        found = last.values_list("anchor", "texts__revision__number")
        address = self.object.get_absolute_url()
        return [(anchor, f"{address}?revision={number}#{anchor}") for anchor, number in found]


class ProgressComparisonView(ProgressPage):
    """Two revisions, word by word, in the language of the page."""

    template_name = "reports/progress_comparison.html"

    def get_page_title(self) -> str:
        return _("Changes in “%(title)s”") % {"title": super().get_page_title()}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*super().get_breadcrumbs(), (super().get_page_title(), self.object.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        revisions = self.visible_revisions()
        if len(revisions) < 2:
            raise NotFound(_("There is only one revision to read, so there is nothing to compare."))
        after = self.chosen(revisions, "to", revisions[0])
        earlier = [revision for revision in revisions if revision.number < after.number] or revisions[-1:]
        before = self.chosen(revisions, "from", earlier[0])
        changes = comparison.compare(before, after)
        return context | {
            "before": before,
            "after": after,
            "revisions": revisions,
            "changes": [change for change in changes if change.kind != "same"],
            "unchanged": sum(1 for change in changes if change.kind == "same"),
        }
