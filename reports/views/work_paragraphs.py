"""Adding, editing, moving and taking out paragraphs of a progress report."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from poa_portal.common import languages
from poa_portal.common.workflow import TransitionRefused
from reports import rules
from reports.actions import progress as actions
from reports.comparison import words
from reports.enums import ProgressState
from reports.forms.progress import ParagraphForm
from reports.models import ParagraphText
from reports.views.work_progress import ReportPage, find_report


class ParagraphPage(ReportPage):
    """A page that changes the newest revision while it may be changed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        may_edit = request.user.is_authenticated and rules.can_prepare_progress(request.user, None)
        if may_edit and (self.report.state != ProgressState.DRAFTING or self.revision.circulated_at):
            messages.error(request, _("This revision was circulated and cannot be changed. Begin the next revision."))
            return redirect("reports:progress_edit", slug=self.report.slug)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def text(self) -> ParagraphText:
        return find_text(self.revision, self.kwargs["anchor"])

    def back_to(self, anchor: str) -> HttpResponse:
        return redirect(f"{reverse('reports:progress_edit', args=[self.report.slug])}#{anchor}")

    def refused(self, refusal: TransitionRefused) -> HttpResponse:
        messages.error(self.request, refusal.message)
        return redirect("reports:progress_edit", slug=self.report.slug)


class ParagraphFormView(ParagraphPage, FormView):
    template_name = "reports/progress_paragraph.html"
    form_class = ParagraphForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"report": self.report}

    def form_invalid(self, form: ParagraphForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ParagraphAddView(ParagraphFormView):
    page_title = gettext_lazy("Add a paragraph")

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("section", "")
        section = self.report.sections.filter(letter=asked).first()
        return super().get_initial() | {"section": section.pk if section else None}

    def form_valid(self, form: ParagraphForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            text = actions.add_paragraph(
                self.revision,
                by=self.request.user,
                section=said["section"],
                block=said["block"],
                texts=form.words("text"),
            )
        except TransitionRefused as refusal:
            return self.refused(refusal)
        return self.back_to(text.paragraph.anchor)


class ParagraphEditView(ParagraphFormView):
    """Where two met, the second sees what the first wrote beside the own words, and decides."""

    def get_page_title(self) -> str:
        return _("Paragraph %(number)d") % {"number": self.text.number}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"text": self.text}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=self.text, **kwargs)

    def form_valid(self, form: ParagraphForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            text = actions.edit_paragraph(
                self.text,
                by=self.request.user,
                version=said["version"],
                section=said["section"],
                block=said["block"],
                texts=form.words("text"),
            )
        except actions.ChangedMeanwhile as meeting:
            return self._both(form, meeting.current)
        except TransitionRefused as refusal:
            return self.refused(refusal)
        messages.success(self.request, _("Saved."))
        return self.back_to(text.paragraph.anchor)

    def _both(self, form: ParagraphForm, current: ParagraphText) -> HttpResponse:
        """The form as it was typed, now beginning from the version of the other, and the differences by language."""
        form.data = form.data.copy()
        form.data["version"] = str(current.version)
        stands = {code: getattr(current, languages.column("text", code)) or "" for code in languages.CODES}
        typed = form.words("text")
        differences = [
            (code, words(stands[code], typed[code])) for code in languages.CODES if stands[code] != typed[code].strip()
        ]
        return self.render_to_response(
            self.get_context_data(form=form, differences=differences, conflict=True), status=409
        )


class ParagraphDeleteView(ParagraphPage, TemplateView):
    """Says what will happen, then does it."""

    template_name = "reports/progress_paragraph_delete.html"

    def get_page_title(self) -> str:
        return _("Take paragraph %(number)d out") % {"number": self.text.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=self.text, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        version = request.POST.get("version", "")
        if not version.isdecimal() or len(version) > 9:
            raise Http404
        try:
            actions.delete_paragraph(self.text, by=request.user, version=int(version))
        except actions.ChangedMeanwhile:
            messages.error(
                request, _("Somebody changed this paragraph meanwhile. Read it again before you take it out.")
            )
            return self.back_to(self.text.paragraph.anchor)
        except TransitionRefused as refusal:
            return self.refused(refusal)
        messages.success(request, _("The paragraph was taken out; the numbers behind it moved."))
        return redirect("reports:progress_edit", slug=self.report.slug)


@require_POST
@login_required
def paragraph_move(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """Exchange a paragraph with the one above or below it."""
    if not rules.can_prepare_progress(request.user, None):
        raise Http404
    report = find_report(request.user, slug)
    text = find_text(actions.latest_revision(report), anchor)
    try:
        actions.move_paragraph(text, by=request.user, up=request.POST.get("direction") == "up")
    except TransitionRefused as refusal:
        messages.error(request, refusal.message)
    return redirect(f"{reverse('reports:progress_edit', args=[slug])}#{anchor}")


def find_text(revision: Any, anchor: str) -> ParagraphText:
    texts = ParagraphText.objects.select_related("paragraph", "section", "revision")
    return get_object_or_404(texts, revision=revision, paragraph__anchor=anchor)
