"""What every page has: a title, a description for search engines, and the way back."""

from typing import Any


class PageMixin:
    """Gives templates ``page_title``, ``page_description`` and ``breadcrumbs`` (label, address; home and itself left out)."""

    page_title: Any = ""
    page_description: Any = ""

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_page_description(self) -> str:
        return str(self.page_description) or self.get_page_title()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.setdefault("page_title", self.get_page_title())
        context.setdefault("page_description", self.get_page_description())
        context.setdefault("breadcrumbs", self.get_breadcrumbs())
        return context
