"""Answering a call: from the first click of a first-time organization to the receipt."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from meetings import rules
from meetings.actions import inputs as actions
from meetings.actions import joint
from meetings.call_groups import groups_in_words, left_out_words
from meetings.enums import InputState
from meetings.forms.inputs import InputForm, initial_of
from meetings.input_content import named_as, words_of
from meetings.input_rows import input_rows
from meetings.joint_standing import lines_of
from meetings.models import Call, WrittenInput
from meetings.views.inputs import reading_of
from poa_portal.accounts import mail
from poa_portal.accounts.standing import standing_of
from poa_portal.audit.models import Receipt
from poa_portal.common.conflicts import differences
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused

# Where the buttons of the form lead once what was written is saved.
NEXT_PAGES = {"check": "meetings:input_check", "parties": "meetings:joint_parties"}


class InputStartView(PageMixin, TemplateView):
    """GET says which step comes next for this reader; POST begins the input of one of the reader's parties."""

    template_name = "meetings/input_start.html"
    page_title = gettext_lazy("Answer this call")

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(Call.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Inputs"), reverse("meetings:input_list")), (self.call.title, self.call.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parties = rules.parties_that_may_answer(self.request.user, self.call)
        own = WrittenInput.objects.filter(call=self.call, owner__in=[party.pk for party in parties]).with_rows()
        closed = "" if self.call.takes_inputs else actions.closed_words(self.call)
        left_out = left_out_words(self.call, rules.states_left_out(self.request.user, self.call))
        return super().get_context_data(
            call=self.call,
            parties=parties,
            own_rows=input_rows(own),
            closed=closed,
            left_out=left_out,
            groups=groups_in_words(self.call),
            next=self.request.path,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        parties = rules.parties_that_may_answer(request.user, self.call)
        asked = request.POST.get("party")
        chosen = [party for party in parties if party.key == asked] if asked else parties
        if len(chosen) != 1:
            return redirect(request.path)
        try:
            written_input = actions.start_input(self.call, by=request.user, party=chosen[0])
        except TransitionRefused as refusal:
            return self.render_to_response(self.get_context_data(refusal=refusal.message), status=422)
        return redirect("meetings:input_edit", written_input.reference)


class OwnInputMixin(PageMixin, LoginRequiredMixin):
    """An input of one of the reader's parties that is open for writing; others are 404, sent ones show their page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if self.written_input.state not in actions.OPEN_FOR_WRITING:
            return self.not_open()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def written_input(self) -> WrittenInput:
        inputs = WrittenInput.objects.visible_to(self.request.user).with_rows()
        inputs = inputs.select_related("agenda_item", "started_by", "in_care_of")
        own = inputs.filter(owner__in=standing_of(self.request.user).parties)
        return get_object_or_404(own, reference=self.kwargs["reference"])

    def not_open(self) -> HttpResponse:
        state = self.written_input.get_state_display()
        messages.info(self.request, _("This is now “%(state)s”, so it cannot be changed any more.") % {"state": state})
        return redirect(self.written_input)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        title = self.written_input.reference
        return [(_("Inputs"), reverse("meetings:input_work_list")), (title, self.written_input.get_absolute_url())]


class InputEditView(OwnInputMixin, FormView):
    """Writing. What was typed is never lost: a colleague's text is shown beside it, a wrong file keeps the words."""

    form_class = InputForm
    template_name = "meetings/input_edit.html"

    def get_page_title(self) -> str:
        return _("Answer to “%(call)s”") % {"call": self.written_input.call.title}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "written_input": self.written_input}

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_form(self, form_class: type[InputForm] | None = None) -> InputForm:
        kwargs = self.get_form_kwargs()
        kwargs.pop("initial")  # the form knows what is written so far
        return InputForm(**kwargs)

    def not_open(self) -> HttpResponse:
        """A colleague sent the input while this person wrote: what was typed is shown, so that it can be kept."""
        if self.request.method != "POST":
            return super().not_open()
        state = self.written_input.get_state_display()
        refusal = _("This is now “%(state)s”, so it cannot be changed any more.") % {"state": state}
        form = self.get_form()
        return self.render_to_response(self.get_context_data(form=form, refusal=refusal), status=409)

    def form_valid(self, form: InputForm) -> HttpResponse:
        try:
            with transaction.atomic():
                actions.save_input(self.written_input, by=self.request.user, **form.values)
                self._keep_files(form)
        except actions.InputConflict as conflict:
            return self._conflict(form, conflict.current)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        if (page := NEXT_PAGES.get(self.request.POST.get("do", ""))) is not None:
            return redirect(page, self.written_input.reference)
        messages.success(self.request, _("Saved as a draft. Nothing has been sent yet."))
        return redirect("meetings:input_edit", self.written_input.reference)

    def _keep_files(self, form: InputForm) -> None:
        for sha256 in form.cleaned_data.get("remove", []):
            actions.remove_file(self.written_input, by=self.request.user, sha256=sha256)
        for upload in form.cleaned_data["attachments"]:
            actions.attach_file(self.written_input, by=self.request.user, upload=upload)

    def form_invalid(self, form: InputForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _conflict(self, form: InputForm, current: WrittenInput) -> HttpResponse:
        """Both texts on one page; saving again, knowing theirs, puts one's own in its place. New files are kept."""
        for upload in form.cleaned_data["attachments"]:
            actions.attach_file(current, by=self.request.user, upload=upload)
        theirs = differences(form, initial_of(current), leave_out=("attachments", "remove"))
        data = self.request.POST.copy()
        data["version"] = str(current.version)
        again = InputForm(data, written_input=current)
        return self.render_to_response(self.get_context_data(form=again, theirs=theirs), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call = self.written_input.call
        return super().get_context_data(
            written_input=self.written_input,
            call=call,
            words=words_of(self.written_input),
            lines=lines_of(self.written_input),
            **kwargs,
        )


class InputCheckView(OwnInputMixin, TemplateView):
    """The input as it will be read, what sending it does, and the button that sends it."""

    template_name = "meetings/input_check.html"
    page_title = gettext_lazy("Check and send")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return self._send(request)
        except actions.InputConflict as conflict:
            self.written_input = conflict.current
            message = _("A colleague changed the input while you checked it. Nothing was sent. Check it again.")
            return self.render_to_response(self.get_context_data(refusal=message), status=409)
        except TransitionRefused as refusal:
            return self.render_to_response(self.get_context_data(refusal=refusal.message), status=422)

    def _send(self, request: HttpRequest) -> HttpResponse:
        """To the secretariat with a receipt; a joint input to its other parties first."""
        written_input, version = self.written_input, version_in(request)
        named = request.POST.get("named")
        if named is not None and named != named_as(written_input):
            raise actions.InputConflict(written_input)
        if rules.is_joint(written_input):
            joint.ask_parties(written_input, by=request.user, version=version, named=named)
            messages.success(request, _("The parties are asked. The input is sent when every one has confirmed."))
            return redirect(written_input)
        sent = actions.submit_input(written_input, by=request.user, version=version)
        messages.success(request, _("The input is sent. Keep this receipt."))
        return redirect("audit:receipt_detail", receipt_of(sent).number)

    def not_open(self) -> HttpResponse:
        """The second of two clicks arrives here: it gets the receipt of the first, or sees who is asked."""
        if self.request.method == "POST" and self.written_input.state == InputState.AWAITING_CONFIRMATION:
            return redirect(self.written_input)
        if self.request.method == "POST" and self.written_input.state == InputState.SUBMITTED:
            return redirect("audit:receipt_detail", receipt_of(self.written_input).number)
        return super().not_open()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        edit = reverse("meetings:input_edit", args=[self.written_input.reference])
        return [*super().get_breadcrumbs(), (_("Edit"), edit)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written_input = self.written_input
        call, words = written_input.call, words_of(written_input)
        return super().get_context_data(
            written_input=written_input,
            call=call,
            words=words,
            is_long=bool(call.word_limit) and words > call.word_limit,
            missing=actions.what_is_missing(written_input),
            closed="" if self._may_be_sent() else actions.closed_words(call),
            colleagues=mail.people_of(written_input.owner),
            lines=lines_of(written_input),
            named_as=named_as(written_input),
            **reading_of(written_input),
            **kwargs,
        )

    def _may_be_sent(self) -> bool:
        sent_before = self.written_input.submitted_at or self.written_input.asked_at
        return self.written_input.call.takes_inputs or sent_before is not None


def receipt_of(written_input: WrittenInput) -> Receipt:
    """The newest receipt of sending this input; whatever was sent has one."""
    label = written_input._meta.label_lower
    return Receipt.objects.filter(subject_type=label, subject_id=written_input.pk, act="submitted")[0]


def version_in(request: HttpRequest) -> int | None:
    """The version that a form names; broken values name none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
