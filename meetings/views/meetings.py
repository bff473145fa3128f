"""The public pages of meetings, of the programme and of bodies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import DetailView, TemplateView

from meetings import rules
from meetings.calendars import subscription
from meetings.detail import notice_in_days, sheet_of
from meetings.enums import MeetingState
from meetings.filters.meetings import MeetingFilter, next_first
from meetings.models import Body, Cycle, Meeting
from meetings.reading import meeting_at
from meetings.rows import MeetingRow, meeting_rows, state_word
from meetings.workflow import MEETING
from poa_portal.common import languages, times
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.views import NotFound

RECENT = 30


class MeetingListView(PageMixin, FilteredListView):
    """What the public calendar and the secretariat's own list have in common."""

    model = Meeting

    def get_queryset(self) -> QuerySet[Meeting]:
        self.queryset = next_first(Meeting.objects.visible_to(self.request.user).with_rows())
        return super().get_queryset()

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A filter that cannot be understood is shown as an error, with the status that says so."""
        broken = self.filterset.is_bound and not self.filterset.is_valid()
        return super().render_to_response(context, **({"status": 400} | kwargs if broken else kwargs))


class MeetingList(MeetingListView):
    """The calendar."""

    filterset_class = MeetingFilter
    template_name = "meetings/meeting_list.html"
    page_title = gettext_lazy("Meetings")
    page_description = gettext_lazy("All meetings, forthcoming and past, with their documents and calls for input.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        subscribe = subscription(reverse("meetings:programme_calendar"))
        return context | {"sections": _sections(context["object_list"]), "subscribe": subscribe}


def _sections(meetings: Iterable[Meeting]) -> list[tuple[str, list[MeetingRow]]]:
    """The meetings of a page under the headings of their time, in the order in which they come."""
    today = timezone.now().date()
    sections: list[tuple[str, list[MeetingRow]]] = []
    for meeting in meetings:
        title = pgettext("meetings", "Forthcoming") if meeting.ends_on >= today else pgettext("meetings", "Past")
        if not sections or sections[-1][0] != title:
            sections.append((title, []))
        sections[-1][1].append(MeetingRow.of(meeting))
    return sections


class MeetingDetail(PageMixin, DetailView):
    """Everything about one meeting that this reader may read, in at most eight queries."""

    model = Meeting
    template_name = "meetings/meeting_detail.html"
    context_object_name = "meeting"

    def get_object(self, queryset: QuerySet | None = None) -> Meeting:
        meeting = meeting_at(self.kwargs["slug"], self.request.user)
        if meeting is None:
            raise NotFound(_("There is no meeting at this address."))
        return meeting

    def get_page_title(self) -> str:
        return self.object.title

    def get_page_description(self) -> str:
        period = times.format_period(self.object.starts_on, self.object.ends_on)
        return ". ".join(part for part in (self.object.title, period, self.object.city) if part)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Meetings"), reverse("meetings:meeting_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, user = self.object, self.request.user
        calendar = subscription(reverse("meetings:meeting_calendar", args=[meeting.slug]))
        return super().get_context_data(
            sheet=sheet_of(meeting, user),
            facts=meeting_facts(meeting),
            period=times.format_period(meeting.starts_on, meeting.ends_on),
            is_ahead=meeting.ends_on >= timezone.now().date(),
            state_word=state_word(meeting),
            calendar=calendar,
            transitions=MEETING.available(user, meeting),
            transitions_url=f"{reverse('meetings:meeting_manage')}{meeting.slug}/",
            may_prepare=rules.can_prepare(user),
            **kwargs,
        )


def meeting_facts(meeting: Meeting) -> list[tuple[str, str]]:
    """The facts of the side column; what is not known is not shown."""
    facts = [
        (_("Body"), meeting.body.name),
        (_("Cycle"), meeting.cycle.name if meeting.cycle else ""),
        (pgettext("meeting", "Kind"), meeting.kind.name),
        (_("Place"), languages.listed(part for part in (meeting.venue, meeting.city) if part)),
        (_("How it is held"), str(meeting.get_modality_display())),
        (_("Time zone"), times.city_of(meeting.time_zone)),
        (_("Announced"), notice_in_days(meeting) if meeting.state != MeetingState.DRAFT else ""),
        (_("Series of symbols"), meeting.symbol_prefix),
    ]
    return [(label, value) for label, value in facts if value]


@dataclass(frozen=True)
class CycleRows:
    """The meetings of one cycle, or of a body outside its cycles."""

    title: str
    period: str
    years: list[tuple[int, list[MeetingRow]]]


@dataclass(frozen=True)
class BodyProgramme:
    name: str
    url: str
    calendar: dict[str, str]
    cycles: list[CycleRows]


class Programme(PageMixin, TemplateView):
    """The work of all bodies by cycle, over the years."""

    template_name = "meetings/programme.html"
    page_title = gettext_lazy("Programme of meetings by cycle")
    page_description = gettext_lazy(
        "The meetings of every body by cycle, over the years, with calendars to subscribe to."
    )

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Meetings"), reverse("meetings:meeting_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shows_all = self.request.GET.get("show") == "all"
        meetings = Meeting.objects.visible_to(self.request.user).with_rows().order_by("starts_on", "pk")
        cycles = Cycle.objects.visible_to(self.request.user)
        if not shows_all:
            start = timezone.now().date().replace(month=1, day=1)
            meetings, cycles = meetings.filter(ends_on__gte=start), cycles.filter(ends_on__gte=start)
        return super().get_context_data(
            bodies=programme_of(Body.objects.visible_to(self.request.user), cycles, meetings),
            shows_all=shows_all,
            subscribe=subscription(reverse("meetings:programme_calendar")),
            **kwargs,
        )


def programme_of(bodies: Iterable[Body], cycles: Iterable[Cycle], meetings: Iterable[Meeting]) -> list[BodyProgramme]:
    """Bodies that have a cycle or a meeting, each with its cycles in order and its meetings by year."""
    held: dict[tuple[int, int | None], list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        held[meeting.body_id, meeting.cycle_id].append(meeting)
    of_body: dict[int, list[CycleRows]] = defaultdict(list)
    for cycle in cycles:
        of_body[cycle.body_id].append(
            CycleRows(cycle.name, _years_beside(cycle), _by_year(held.pop((cycle.body_id, cycle.pk), [])))
        )
    for (body_id, _cycle), left in held.items():
        of_body[body_id].append(CycleRows("", "", _by_year(left)))
    return [_body_programme(body, of_body[body.pk]) for body in bodies if of_body[body.pk]]


def _years_beside(cycle: Cycle) -> str:
    """The years of a cycle, where its name does not say them."""
    first, last = str(cycle.starts_on.year), str(cycle.ends_on.year)
    if first in cycle.name and last in cycle.name:
        return ""
    return first if first == last else f"{first}–{last}"


def _body_programme(body: Body, cycles: list[CycleRows]) -> BodyProgramme:
    calendar = subscription(reverse("meetings:body_calendar", args=[body.key]))
    return BodyProgramme(body.name, body.get_absolute_url(), calendar, cycles)


def _by_year(meetings: Iterable[Meeting]) -> list[tuple[int, list[MeetingRow]]]:
    years: dict[int, list[MeetingRow]] = defaultdict(list)
    for meeting in meetings:
        years[meeting.starts_on.year].append(MeetingRow.of(meeting))
    return sorted(years.items())


class BodyDetail(PageMixin, DetailView):
    """A body: its mandate, its cycles, what it holds next and what it held last."""

    model = Body
    template_name = "meetings/body_detail.html"
    context_object_name = "body"

    def get_object(self, queryset: QuerySet | None = None) -> Body:
        readable = (
            Body.objects.visible_to(self.request.user).select_related("parent").prefetch_related("cycles", "children")
        )
        return found_or_404(readable.filter(key=self.kwargs["key"]), _("There is no body at this address."))

    def get_page_title(self) -> str:
        return self.object.name

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Meetings"), reverse("meetings:meeting_list")), (_("Programme"), reverse("meetings:programme"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body = self.object
        held = Meeting.objects.visible_to(self.request.user).filter(body=body).with_rows()
        return super().get_context_data(
            forthcoming=meeting_rows(held.forthcoming()[:RECENT]),
            past=meeting_rows(held.past()[:RECENT]),
            facts=_body_facts(body),
            cycles=[(cycle.name, times.format_period(cycle.starts_on, cycle.ends_on)) for cycle in body.cycles.all()],
            children=list(body.children.all()),
            calendar=subscription(reverse("meetings:body_calendar", args=[body.key])),
            **kwargs,
        )


def _body_facts(body: Body) -> list[tuple[str, str]]:
    facts = [
        (_("Short name"), body.short_name if body.short_name != body.name else ""),
        (_("Belongs to"), body.parent.name if body.parent else ""),
        (_("Period"), _lifetime(body.starts_on, body.ends_on)),
    ]
    return [(label, value) for label, value in facts if value]


def _lifetime(start: date | None, end: date | None) -> str:
    if start and end:
        return times.format_period(start, end)
    if start:
        return _("Since %(date)s") % {"date": times.format_date(start)}
    return _("Until %(date)s") % {"date": times.format_date(end)} if end else ""


def found_or_404(queryset: QuerySet, message: str) -> Any:
    """The one record, or the sentence for the reader; what may not be read is not there."""
    found = queryset.first()
    if found is None:
        raise NotFound(message)
    return found
