"""Written inputs as everybody reads them: the list, the page of one, its files."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from meetings import rules
from meetings.actions.input_desk import forums_to_come
from meetings.enums import InputState
from meetings.filters.inputs import PublishedInputFilter
from meetings.input_content import answers_of
from meetings.input_rows import citation_of, input_rows, label_of, party_url, steps_of
from meetings.input_transitions import WITHDRAW, transitions_for
from meetings.joint_standing import lines_of, waiting_for
from meetings.models import Call, Consideration, InputFile, WrittenInput
from meetings.named import named_of
from poa_portal.accounts.standing import standing_of
from poa_portal.common import languages, times
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.library import files

CALLS_OVER = 20  # the newest; all of them are found in the library


class InputListView(PageMixin, FilteredListView):
    """The calls that are open, then everything that was published in answer to calls."""

    filterset_class = PublishedInputFilter
    template_name = "meetings/input_list.html"
    page_title = gettext_lazy("Written inputs")
    page_description = gettext_lazy("Open calls for written inputs, and the inputs of States and stakeholders.")

    def get_queryset(self) -> Any:
        readable = WrittenInput.objects.visible_to(self.request.user).published()
        self.queryset = readable.with_rows().order_by("-published_at", "-pk")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = input_rows(context["object_list"])
        context["open_calls"] = open_calls(self.request.user)
        over = Call.objects.visible_to(self.request.user).over()
        context["calls_over"] = [(call.title, call.get_absolute_url()) for call in over[:CALLS_OVER]]
        return context


def open_calls(user: Any) -> list[dict[str, Any]]:
    """The calls open now, the earliest deadline first."""
    calls = Call.objects.visible_to(user).open_now().select_related("meeting")
    return [
        {
            "title": call.title,
            "url": call.get_absolute_url(),
            "meeting": call.meeting.title if call.meeting else "",
            "respondents": call.get_respondents_display(),
            "deadline": times.Moment.at(call.deadline, call.time_zone),
        }
        for call in calls
    ]


class InputDetailView(PageMixin, DetailView):
    """One input: the author's own words first, in their own language; then how it was dealt with."""

    template_name = "meetings/input_detail.html"
    context_object_name = "written_input"
    slug_field = slug_url_kwarg = "reference"

    def get_queryset(self) -> Any:
        readable = WrittenInput.objects.visible_to(self.request.user).with_rows()
        return readable.select_related("agenda_item", "builds_on__text").prefetch_related("topics", "files")

    @cached_property
    def is_own(self) -> bool:
        return rules.can_author(self.request.user, self.object)

    def get_page_title(self) -> str:
        return self.object.title or _("Without a title yet")

    def get_page_description(self) -> str:
        return f"{self.object.reference} · {self.object.owner} · {self.object.call}"

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        call = self.object.call
        return [(_("Inputs"), reverse("meetings:input_list")), (call.title, call.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written_input = self.object
        at_desk = standing_of(self.request.user).is_secretariat
        is_public = written_input.state in InputState.public()
        context = super().get_context_data(is_own=self.is_own, at_desk=at_desk, is_public=is_public, **kwargs)
        context |= reading_of(written_input)
        context["considerations"] = considerations_of(written_input)
        context["steps"] = steps_of(written_input)
        context["citation"] = citation_of(written_input) if is_public else ""
        if not is_public and (lines := lines_of(written_input)):
            context["joint_lines"] = lines
            context["may_confirm"] = self._may_confirm()
            if written_input.state == InputState.AWAITING_CONFIRMATION:
                context["deadline_words"] = waiting_words(written_input)
        if self.is_own or at_desk:
            steps = transitions_for(self.request.user, written_input)
            context["transitions"] = [row for row in steps if row.name != WITHDRAW]
            context["withdraw"] = next((row for row in steps if row.name == WITHDRAW), None)
            context["work_url"] = reverse("meetings:input_edit", args=[written_input.reference]).removesuffix("edit/")
        if at_desk and written_input.state == InputState.PUBLISHED:
            context["forums_to_come"] = forums_to_come(written_input)
        return context

    def _may_confirm(self) -> bool:
        parties = standing_of(self.request.user).parties
        return waiting_for(parties).filter(written_input=self.object.pk).exists()


def waiting_words(written_input: Any) -> str:
    """What a deadline that passed while parties are asked means; empty while it lies ahead."""
    call = written_input.call
    if not written_input.asked_at or timezone.now() <= call.deadline:
        return ""
    moments = {
        "deadline": times.Moment.at(call.deadline, call.time_zone),
        "asked": times.Moment.at(written_input.asked_at, call.time_zone),
    }
    if written_input.was_late:
        words = _(
            "The deadline passed on %(deadline)s; the parties were asked on %(asked)s. It will be marked as late."
        )
    else:
        words = _(
            "The deadline passed on %(deadline)s. The parties were asked on %(asked)s, so the input is in time "
            "whenever they confirm."
        )
    return words % moments


def reading_of(written_input: Any) -> dict[str, Any]:
    """What a reader of the input sees, also its author before sending it."""
    call, item = written_input.call, written_input.agenda_item
    return {
        "answers": answers_of(written_input),
        "direction": languages.direction(written_input.language),
        "language_name": languages.name_in(written_input.language),
        "content_label": label_of(written_input),
        "party_url": party_url(written_input.owner),
        "others": named_of(written_input),
        "attached": written_input.files.all(),
        "facts": [
            (label, value)
            for label, value in (
                (_("Call"), call.title),
                (_("Meeting"), call.meeting.title if call.meeting else ""),
                (_("Agenda item"), str(item) if item else ""),
                (_("Builds on"), builds_on(written_input)),
                (_("Who may read it"), written_input.get_audience_display()),
                (
                    _("Parties asked"),
                    _moment(None if written_input.submitted_at else written_input.asked_at, call.time_zone),
                ),
                (_("Received"), _moment(written_input.submitted_at, call.time_zone)),
                (_("Published"), _moment(written_input.published_at, call.time_zone)),
            )
            if value
        ],
    }


def builds_on(written_input: Any) -> Any:
    """The version of a common text on which the input builds, as a link."""
    version = written_input.builds_on
    if version is None:
        return ""
    words = _("%(title)s, version %(number)d") % {"title": version.text.title, "number": version.number}
    return format_html('<a href="{}"><bdi>{}</bdi></a>', version.get_absolute_url(), words)


def _moment(value: Any, zone: str) -> str:
    return str(times.Moment.at(value, zone)) if value else ""


def considerations_of(written_input: Any) -> list[dict[str, Any]]:
    """How each meeting considered the input; as visible as the input itself."""
    found = Consideration.objects.filter(written_input=written_input).select_related("forum", "agenda_item")
    return [
        {
            "meeting": consideration.forum.title,
            "url": consideration.forum.get_absolute_url(),
            "item": str(consideration.agenda_item or ""),
            "outcome": consideration.get_outcome_display(),
            "place": consideration.place,
            "note": consideration.note,
            "day": times.format_date(consideration.recorded_at.date()),
        }
        for consideration in found
    ]


@require_safe
def input_file(request: HttpRequest, reference: str, sha256: str, name: str) -> HttpResponseBase:
    """A file of an input, for those who may read the input; found by its digest, the name is for the reader."""
    readable = InputFile.objects.visible_to(request.user).filter(written_input__reference=reference, sha256=sha256)
    stored = readable.first()
    if stored is None:
        raise Http404
    return files.serve(stored, request)
