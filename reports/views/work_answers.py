"""Where a delegation answers the questions of the survey, a part at a time, several colleagues at once."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from poa_portal.common.workflow import TransitionRefused
from reports import presenters
from reports.actions import answers as actions
from reports.actions.answers import Saved
from reports.enums import ReportState
from reports.forms.answers import PartForm, QuestionForm
from reports.models import Answer, Part
from reports.views.work_national import OwnReportPage


class ReportEditView(OwnReportPage, TemplateView):
    """One part of the survey as one form: saved by its button, and by the page itself while one writes."""

    template_name = "reports/national_edit.html"
    page_title = gettext_lazy("Answer the survey")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.report.state != ReportState.DRAFTING:
            messages.info(request, _("This report is closed for editing. Take it back to drafting first."))
            return redirect(self.report.get_absolute_url())
        part = self._part()
        return self._page(part, PartForm(self.report, part.questions.all(), self._answers(part)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        part = self._part()
        form = PartForm(self.report, part.questions.all(), self._answers(part), data=request.POST)
        is_autosave = "X-Autosave" in request.headers
        if not form.is_valid():
            return self._refuse(part, form, _first_error(form), 422, is_autosave)
        try:
            saved = actions.save_answers(self.report, form.drafts(), by=request.user)
        except TransitionRefused as refusal:
            return self._refuse(part, form, refusal.message, 403, is_autosave)
        form.take(saved)
        return self._tell(form, saved) if is_autosave else self._answer_page(part, form, saved)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        part: Part = kwargs["part"]
        numbers = [one.number for one in self.parts]
        following = numbers[numbers.index(part.number) + 1 :]
        context["parts"] = self.parts
        context["next_part"] = following[0] if following else None
        return context

    def _part(self) -> Part:
        """The part of the address, the first where it names none."""
        self.parts = list(presenters.parts_with_questions(self.report.edition))
        asked = self.request.GET.get("part")
        for part in self.parts:
            if asked in {None, str(part.number)}:
                return part
        raise Http404

    def _answers(self, part: Part) -> dict[int, Answer]:
        answers = self.report.answers.filter(question__part=part).select_related("changed_by")
        return {answer.question_id: answer for answer in answers}

    def _page(self, part: Part, form: PartForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
        zone = self.request.user.time_zone or "UTC"
        context = self.get_context_data(part=part, form=form, refusal=refusal, zone=zone)
        return self.render_to_response(context, status=status)

    def _answer_page(self, part: Part, form: PartForm, saved: Saved) -> HttpResponse:
        """On to the page that was asked for; where answers met, back to this one with both of them."""
        if saved.conflicts or form.undecided():
            form.show_undecided()
            form.show(saved.conflicts)
            return self._page(part, form, status=409)
        messages.success(self.request, _saved_words(self.request.user))
        if "finish" in self.request.POST:
            return redirect(self.report.get_absolute_url())
        number = self.request.POST.get("go_to", "")
        known = {str(one.number) for one in self.parts}
        address = reverse("reports:national_edit", args=[self.report.reference])
        return redirect(f"{address}?part={number if number in known else part.number}")

    def _tell(self, form: PartForm, saved: Saved) -> HttpResponse:
        """The answer to autosave. With a conflict alone it is 409 and carries the colleague's text."""
        conflicts = [_conflict_words(theirs, self.request.user) for theirs in saved.conflicts.values()]
        advice = [_("Press “Save” to see both answers.")] if conflicts else []
        if conflicts and not saved.answers:
            theirs = "\n\n".join(answer.text for answer in saved.conflicts.values())
            told = {"message": " ".join([*conflicts, *advice]), "theirs": theirs, "version": form.version}
            return JsonResponse(told, status=409)
        message = " ".join([_saved_words(self.request.user), *conflicts, *advice])
        return JsonResponse({"message": message, "version": form.version})

    def _refuse(self, part: Part, form: PartForm, message: str, status: int, is_autosave: bool) -> HttpResponse:
        if is_autosave:
            return JsonResponse({"message": message}, status=status)
        return self._page(part, form, refusal=message, status=status)


def _first_error(form: PartForm) -> str:
    for one in form.forms:
        if message := _first_field_error(one):
            return f"{one.question.text}: {message}"
    return ""


def _first_field_error(form: QuestionForm) -> str:
    """The first error in words. Before ``is_valid`` there is none, also where the question was not sent."""
    errors = form.errors if form.was_sent else {}
    return next((str(messages_of[0]) for messages_of in errors.values()), "")


def _saved_words(user: Any) -> str:
    return _("Saved %(time)s") % {"time": _clock(timezone.now(), user)}


def _conflict_words(theirs: Answer, user: Any) -> str:
    values = {"question": theirs.question.text, "person": theirs.changed_by, "time": _clock(theirs.changed_at, user)}
    return _("“%(question)s”: %(person)s saved another answer at %(time)s.") % values


def _clock(moment: datetime, user: Any) -> str:
    """The time of day in the person's own zone, else in UTC and said so."""
    local = moment.astimezone(ZoneInfo(user.time_zone or "UTC"))
    return f"{local:%H:%M}" if user.time_zone else f"{local:%H:%M} UTC"
