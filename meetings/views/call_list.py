"""The public list of calls: for written inputs and for exercises, and to whom they are open."""

from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.call_groups import groups_in_words
from meetings.enums import CallState, Respondents
from meetings.filters.calls import CallFilter
from meetings.models import Call
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.times import Moment


class CallListView(PageMixin, FilteredListView):
    """All announced calls: what is open with the earliest deadline first, then what is over."""

    filterset_class = CallFilter
    template_name = "meetings/call_list.html"
    page_title = gettext_lazy("Calls")
    page_description = gettext_lazy(
        "Calls for written inputs and for participation in exercises, with their deadlines."
    )

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Inputs"), reverse("meetings:input_list"))]

    def get_queryset(self) -> Any:
        ahead = Q(state=CallState.OPEN, deadline__gte=timezone.now())
        calls = (
            Call.objects.visible_to(self.request.user)
            .exclude(state=CallState.DRAFT)
            .annotate(
                is_over=Case(When(ahead, then=Value(0)), default=Value(1)), next=Case(When(ahead, then=F("deadline")))
            )
        )
        self.queryset = calls.with_groups().order_by("is_over", "next", "-deadline", "-pk")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = [call_row(call) for call in context["object_list"]]
        return context


def call_row(call: Any) -> dict[str, Any]:
    """One call as the list shows it; ``groups`` is said only where States are asked."""
    asks_states = call.respondents != Respondents.ORGANISATIONS
    return {
        "title": call.title,
        "url": call.get_absolute_url(),
        "kind": call.get_kind_display(),
        "respondents": call.get_respondents_display(),
        "asks_states": asks_states,
        "groups": groups_in_words(call) if asks_states else "",
        "deadline": Moment.at(call.deadline, call.time_zone),
        "is_over": bool(call.is_over),
    }
