"""Lists that a person can search, order, page and link to."""

from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import ListView
from django_filters.views import FilterMixin

from poa_portal.common.views import NotFound


class FilteredListView(FilterMixin, ListView):
    """A list with a ``filterset_class``; its state lives in the address.

    Template context beside Django's own: ``filter`` (the filter set, its form as ``filter.form``), ``chips`` (the
    chosen filters, each with the address without it) and ``page_query`` (the address to which a page is added).
    """

    paginate_by = 20
    strict = False

    def get_queryset(self) -> Any:
        queryset = super().get_queryset()
        self.filterset = self.get_filterset_class()(self.request.GET or None, queryset=queryset, request=self.request)
        if self.filterset.is_bound and not self.filterset.is_valid():
            return queryset.none()
        return self.filterset.qs

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator = Paginator(queryset, page_size)
        asked = self.request.GET.get("page", "1")
        try:
            page = paginator.page(asked)
        except InvalidPage as error:
            last = paginator.num_pages
            message = ngettext("This list has %(last)d page.", "This list has %(last)d pages.", last) % {"last": last}
            raise NotFound(f"{message} {_('Go back and choose one of them.')}") from error
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(filter=self.filterset, **kwargs)
        context["chips"] = self._chips()
        context["page_query"] = self._query_without("page")
        return context

    def _query_without(self, name: str, value: str | None = None) -> str:
        query = self.request.GET.copy()
        query.pop("page", None)
        left = [] if value is None else [kept for kept in query.getlist(name) if kept != value]
        query.setlist(name, left)
        return query.urlencode()

    def _chips(self) -> list[dict[str, str]]:
        """The chosen filters in words, each with the query that removes it."""
        if not self.filterset.is_bound:
            return []
        chips = []
        for bound in self.filterset.form:
            chosen = [value for value in self.request.GET.getlist(bound.html_name) if value]
            names = dict(_flat_choices(bound.field)) if chosen else {}
            for value in chosen:
                shown = names.get(value, value)
                chips.append({"label": bound.label, "value": shown, "query": self._query_without(bound.name, value)})
        return chips


def _flat_choices(field: Any) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in getattr(field, "choices", [])]
