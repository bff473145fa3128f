"""Joint inputs: the author names other parties; each of them reads the words and gives its own."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from meetings import rules
from meetings.actions import inputs, joint
from meetings.enums import InputState
from meetings.forms.joint import NamePartyForm, RefuseWordsForm
from meetings.joint_standing import is_confirmed, lines_of
from meetings.models import InputParty, WrittenInput
from meetings.views.inputs import reading_of, waiting_words
from meetings.views.work_inputs import OwnInputMixin, version_in
from poa_portal.accounts.models import Party
from poa_portal.accounts.standing import standing_of
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused


class JointPartiesView(OwnInputMixin, TemplateView):
    """The other parties of an input that is being written: named, put in order, taken off."""

    template_name = "meetings/joint_parties.html"
    page_title = gettext_lazy("Other parties of this input")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") != "name":
            return self._change(request.POST.get("do", ""), request.POST.get("party", ""))
        form = NamePartyForm(request.POST, written_input=self.written_input)
        if form.is_valid():
            try:
                self._name(form)
            except ValidationError as error:
                form.add_error("name", error)
            except TransitionRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _name(self, form: NamePartyForm) -> None:
        party, capacity = form.cleaned_data["party"], form.cleaned_data["capacity"]
        joint.name_party(self.written_input, by=self.request.user, party=party, capacity=capacity)
        messages.success(self.request, _("%(party)s is named. It is asked when you send the input.") % {"party": party})

    def _change(self, what: str, key: str) -> HttpResponse:
        party = Party.objects.filter(key=key).first()
        try:
            if party and what == "remove":
                joint.remove_party(self.written_input, by=self.request.user, party=party)
                messages.success(self.request, _("%(party)s is not named any more.") % {"party": party})
            elif party and what in {"up", "down"}:
                joint.move_party(self.written_input, by=self.request.user, party=party, up=what == "up")
        except TransitionRefused as refusal:
            messages.error(self.request, refusal.message)
        return redirect(self.request.path)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        edit = reverse("meetings:input_edit", args=[self.written_input.reference])
        return [*super().get_breadcrumbs(), (_("Edit"), edit)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", NamePartyForm(written_input=self.written_input))
        return super().get_context_data(written_input=self.written_input, lines=lines_of(self.written_input), **kwargs)


class JointConfirmView(PageMixin, LoginRequiredMixin, TemplateView):
    """What a named party reads before it confirms these words, or declines with a reason."""

    template_name = "meetings/joint_confirm.html"
    page_title = gettext_lazy("Confirm a joint input")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not self.places:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def written_input(self) -> WrittenInput:
        readable = WrittenInput.objects.visible_to(self.request.user).with_rows().select_related("agenda_item")
        return get_object_or_404(readable, reference=self.kwargs["reference"])

    @cached_property
    def places(self) -> list[InputParty]:
        """The places of the reader's own parties."""
        own = self.written_input.parties.filter(party__in=standing_of(self.request.user).parties)
        return list(own.select_related("party"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.written_input.state != InputState.AWAITING_CONFIRMATION:
            state = self.written_input.get_state_display()
            messages.info(request, _("This is now “%(state)s”; nothing is to be confirmed.") % {"state": state})
            return redirect(self.written_input)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        place = next((one for one in self.places if one.party.key == request.POST.get("party")), None)
        if place is None:
            raise Http404
        form = RefuseWordsForm(request.POST) if request.POST.get("do") == "refuse" else None
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(refused={place.pk: form}), status=422)
        try:
            self._give_word(place, form)
        except inputs.InputConflict:
            del self.__dict__["written_input"]
            words = _(
                "The words have changed since you opened this page. Nothing was recorded. Read them as they are now."
            )
            return self.render_to_response(self.get_context_data(refusal=words), status=409)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("meetings:input_work_list")
        return redirect("meetings:input_work_list")

    def _give_word(self, place: InputParty, form: RefuseWordsForm | None) -> None:
        by, party = self.request.user, place.party
        if form is not None:
            joint.refuse_words(self.written_input, by=by, party=party, reason=form.cleaned_data["reason"])
            messages.success(
                self.request, _("You declined for %(party)s. The author has a message.") % {"party": party}
            )
            return
        version = version_in(self.request)
        done = joint.confirm_words(self.written_input, by=by, party=party, version=version)
        if done.state == InputState.SUBMITTED:
            said = _("You confirmed for %(party)s. Every party has confirmed; the input is with the secretariat.")
        else:
            said = _("You confirmed for %(party)s. The input waits for the other parties.")
        messages.success(self.request, said % {"party": party})

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        title = self.written_input.reference
        return [(_("Inputs"), reverse("meetings:input_work_list")), (title, self.written_input.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refused = kwargs.pop("refused", {})
        written_input, lines = self.written_input, lines_of(self.written_input)
        asked = [
            {
                "place": place,
                "may_decide": rules.can_decide_for(self.request.user, place),
                "has_confirmed": is_confirmed(place, written_input),
                "form": refused.get(place.pk) or RefuseWordsForm(auto_id=f"id_{place.pk}_%s"),
            }
            for place in self.places
        ]
        return super().get_context_data(
            written_input=written_input,
            asked=asked,
            lines=lines,
            all_confirmed=all(line.status == "confirmed" for line in lines),
            deadline_words=waiting_words(written_input),
            **reading_of(written_input),
            **kwargs,
        )
