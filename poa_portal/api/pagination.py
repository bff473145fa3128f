"""Pages by cursor: row 90,000 costs what row 1 costs, and nothing is counted."""

from typing import Any

from rest_framework.pagination import CursorPagination


class PortalCursorPagination(CursorPagination):
    """``?page_size=`` up to 100; ``next`` and ``previous`` are addresses; the order is the view's."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        chosen: tuple[str, ...] = view.chosen_ordering(request)
        return chosen
