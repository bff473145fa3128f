"""The library page: one search over everything that rooms offer."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poa_portal.common import languages
from poa_portal.common.pages import PageMixin
from poa_portal.library import search
from poa_portal.library.entry_rows import entry_rows
from poa_portal.library.filters import EntryFilter
from poa_portal.library.models import SearchEntry
from poa_portal.library.views.lists import OrderedListView


class EntryList(PageMixin, OrderedListView):
    """Documents, meetings, inputs, reports and whatever else is registered, as this reader may read them."""

    filterset_class = EntryFilter
    template_name = "library/entry_list.html"
    page_title = gettext_lazy("Library")
    page_description = gettext_lazy(
        "Documents, meetings, written inputs and reports of the mechanism, in every language in which they exist."
    )

    def get_queryset(self) -> Any:
        self.queryset = SearchEntry.objects.visible_to(self.request.user).filter(language=languages.current())
        found = super().get_queryset()
        return found.select_related("owner").defer("vector")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values = super().get_context_data(**kwargs)
        count = values["paginator"].count
        values["rows"] = entry_rows(values["page_obj"].object_list)
        values["count"] = count
        values["is_window"] = bool(self.request.GET.get("q")) and count >= search.WINDOW
        values["suggestions"] = self._suggestions() if not count else []
        return values

    def _suggestions(self) -> list[tuple[str, str]]:
        """What a reader who found nothing can do next: (words, address)."""
        words = self.request.GET.get("q", "")
        query = self.request.GET.copy()
        for name in [*query]:
            if name != "q":
                del query[name]
        found = []
        if words and len(self.request.GET) > 1:
            found.append((_("Search for the same words without filters"), f"?{query.urlencode()}"))
        found.append((_("Browse by topic"), reverse("library:topic_list")))
        found.append((_("Everything, newest first"), reverse("library:entry_list")))
        return found
