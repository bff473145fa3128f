"""The public page of a call: who may answer, how, until when, what came and how it counts; the same as data."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.call_groups import groups_in_words
from meetings.enums import CallState, Respondents
from meetings.filters.inputs import CallInputFilter
from meetings.input_rows import input_rows
from meetings.models import Call, WrittenInput
from meetings.named import named_of
from meetings.tallies import tally_of
from poa_portal.common import bars, times
from poa_portal.common.downloads import csv_file
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin


class CallDetailView(PageMixin, FilteredListView):
    """A call and the inputs to it that the reader may read: eight queries for a signed-out reader."""

    filterset_class = CallInputFilter
    template_name = "meetings/call_detail.html"
    paginate_by = 20

    @cached_property
    def call(self) -> Call:
        calls = Call.objects.visible_to(self.request.user).select_related("meeting").with_groups()
        return get_object_or_404(calls.prefetch_related("questions", "extensions", "topics"), slug=self.kwargs["slug"])

    def get_queryset(self) -> Any:
        self.queryset = published_inputs(self.call, self.request.user)
        return super().get_queryset()

    def get_page_title(self) -> str:
        return self.call.title

    def get_page_description(self) -> str:
        return self.call.introduction or super().get_page_description()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Inputs"), reverse("meetings:input_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(call=self.call, **kwargs)
        context["rows"] = input_rows(context["object_list"])
        context["tally"] = tally_of(self.call)
        context["extensions"] = _extensions(self.call)
        context["standing_words"] = standing_words(self.call)
        context["groups"] = groups_in_words(self.call)
        context["respondent_words"] = respondent_words(self.call) if _is_current(self.call) else []
        return context


def published_inputs(call: Call, user: Any) -> Any:
    """The published inputs to a call that this person may read, newest first."""
    readable = WrittenInput.objects.visible_to(user).published().filter(call=call)
    return readable.with_rows().order_by("-published_at", "-pk")


def standing_words(call: Call) -> tuple[str, str]:
    """Whether an input can be sent now: the kind of notice and its words."""
    now = timezone.now()
    if call.state == CallState.DRAFT:
        return "caution", _("This call is a draft. Only the secretariat sees it.")
    if call.state == CallState.CLOSED:
        return "info", _("This call is closed. No inputs can be sent any more.")
    if now < call.opens_at:
        return "info", _("This call has been announced but is not open yet.")
    if now <= call.deadline:
        return "success", _("This call is open.")
    if call.accepts_late:
        return "caution", _("The deadline has passed. Inputs are still accepted and are marked as late.")
    return "info", _("The deadline has passed. No inputs can be sent any more.")


def respondent_words(call: Call) -> list[str]:
    """How each kind of respondent answers, as steps in words."""
    organisations = _(
        "Organizations: create an account, register the organization and write; accreditation is not needed."
    )
    states = _("States: sign in with the account of your delegation; delegates come by invitation.")
    return {
        Respondents.ORGANISATIONS: [organisations],
        Respondents.STATES: [states],
        Respondents.EVERYBODY: [organisations, states],
    }[Respondents(call.respondents)]


def _is_current(call: Call) -> bool:
    """Whether it is still of use to say how one answers."""
    return call.takes_inputs or (call.state != CallState.CLOSED and timezone.now() < call.deadline)


def _extensions(call: Call) -> list[dict[str, str]]:
    return [
        {
            "before": str(times.Moment.at(extension.before, call.time_zone)),
            "after": str(times.Moment.at(extension.after, call.time_zone)),
            "decided": times.format_date(extension.decided_at.date()),
            "reason": extension.reason,
        }
        for extension in call.extensions.all()
    ]


@require_safe
def call_tally_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The tally as data: key and name of each group, inputs, percentage with a decimal point; then the method."""
    call = get_object_or_404(Call.objects.visible_to(request.user), slug=slug)
    tally = tally_of(call)
    rows = [[line.key, line.name, line.inputs, bars.percentage(line.inputs, tally.total)] for line in tally.lines]
    header = ["group", "name", "inputs", "percentage"]
    notes = [note for note in (tally.method, tally.bars.note) if note]
    return csv_file(
        f"tally-{slug}", header, [*rows, ["total", "", tally.total, ""], *(["note", note] for note in notes)]
    )


@require_safe
def call_inputs_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The published inputs to a call that the reader may read, with a column for each question."""
    call = get_object_or_404(Call.objects.visible_to(request.user).prefetch_related("questions"), slug=slug)
    questions = list(call.questions.all())
    header = [
        "reference",
        "party",
        "party_key",
        "kind",
        "other_parties",
        "title",
        "language",
        "submitted_at",
        "published_at",
        "address",
    ]
    rows = []
    for written_input in published_inputs(call, request.user).prefetch_related("answers"):
        said = {answer.question_id: answer.text for answer in written_input.answers.all()}
        rows.append(
            [
                written_input.reference,
                written_input.owner.name,
                written_input.owner.key,
                written_input.owner.kind,
                "; ".join(f"{other.key} ({other.capacity}): {other.name}" for other in named_of(written_input)),
                written_input.title,
                written_input.language,
                written_input.submitted_at.isoformat(),
                written_input.published_at.isoformat(),
                request.build_absolute_uri(written_input.get_absolute_url()),
                *(said.get(question.pk, "") for question in questions),
            ]
        )
    return csv_file(f"inputs-{slug}", [*header, *(question.text for question in questions)], rows)
