"""Lists of the library: an order is no filter, and a filter that cannot be understood has a status that says so."""

from typing import Any

from django.http import HttpResponse

from poa_portal.common.lists import FilteredListView


class OrderedListView(FilteredListView):
    """A list whose filter set has a field ``order``, which every form sends along."""

    def _chips(self) -> list[dict[str, str]]:
        order = self.filterset.form["order"].label
        return [chip for chip in super()._chips() if chip["label"] != order]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        broken = self.filterset.is_bound and not self.filterset.is_valid()
        return super().render_to_response(context, **({"status": 400} | kwargs if broken else kwargs))
