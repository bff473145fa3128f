"""An organization supports a common text, or withdraws its support."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from poa_portal.common import languages
from poa_portal.common.workflow import TransitionRefused
from stakeholders.actions import endorsements
from stakeholders.enums import TextState
from stakeholders.forms.texts import EndorseForm
from stakeholders.models import Endorsement, Organisation
from stakeholders.text_rows import version_row
from stakeholders.views.text_work import own_organisations
from stakeholders.views.texts import OfTextMixin


class EndorseView(OfTextMixin, LoginRequiredMixin, FormView):
    """The words, what support means, and the confirmation to be authorized. Accreditation is not needed."""

    template_name = "stakeholders/endorsement_form.html"
    page_title = gettext_lazy("Support this text")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not self.versions:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> EndorseForm:
        data = self.request.POST if self.request.method == "POST" else None
        initial = {"number": self.versions[0].number}
        return EndorseForm(data, organisations=self._organisations(), initial=initial)

    def _organisations(self) -> list[Organisation]:
        """Those of the reader that do not support the newest version yet; on a second click all of them."""
        own = own_organisations(self.request.user)
        if self.request.method == "POST":
            return own
        given = Endorsement.objects.standing().filter(version=self.versions[0], owner__in=own)
        supporting = set(given.values_list("owner", flat=True))
        return [organisation for organisation in own if organisation.pk not in supporting]

    def form_valid(self, form: EndorseForm) -> HttpResponse:
        if not form.own:
            raise Http404
        try:
            given = endorsements.endorse(
                self.text, by=self.request.user, organisation=form.organisation, number=form.cleaned_data["number"]
            )
        except endorsements.NewerVersion as refusal:
            again = EndorseForm(
                None, organisations=list(form.own.values()), initial={"number": self.versions[0].number}
            )
            return self.render_to_response(self.get_context_data(form=again, refusal=refusal.message), status=409)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        said = _("%(name)s supports version %(number)d. Everybody sees it now.")
        messages.success(self.request, said % {"name": given.name, "number": self.versions[0].number})
        return redirect(self.text)

    def form_invalid(self, form: EndorseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*super().get_breadcrumbs(), (self.text.title, self.text.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = own_organisations(self.request.user)
        context = super().get_context_data(**kwargs)
        newest = self.versions[0]
        context |= {
            "newest": newest,
            "row": version_row(newest),
            "version_direction": languages.direction(newest.language),
            "represents_any": bool(own),
            "may_support": bool(context["form"].own) and self.text.state == TextState.OPEN,
            "is_open": self.text.state == TextState.OPEN,
            "supporting": standing_names(self.text, own),
        }
        return context


class WithdrawView(OfTextMixin, LoginRequiredMixin, TemplateView):
    """Withdrawing: name and both days stay on the page of the text."""

    template_name = "stakeholders/endorsement_withdraw.html"
    page_title = gettext_lazy("Withdraw support")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not own_supporters(self.text, request.user):
            if request.method != "POST":
                raise Http404
            return redirect(self.text)  # the second of two clicks
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        chosen = [one for one in own_supporters(self.text, request.user) if one.key == request.POST.get("organisation")]
        for organisation in chosen:
            endorsements.withdraw_support(self.text, by=request.user, organisation=organisation)
            messages.success(request, _("The support of %(name)s is withdrawn.") % {"name": organisation})
        return redirect(self.text)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*super().get_breadcrumbs(), (self.text.title, self.text.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisations=own_supporters(self.text, self.request.user), **kwargs)


def own_supporters(text: Any, user: Any) -> list[Organisation]:
    """The reader's organizations that support some version of the text."""
    given = Endorsement.objects.standing().filter(version__text=text.pk)
    own = own_organisations(user)
    supporting = set(given.filter(owner__in=own).values_list("owner", flat=True))
    return [organisation for organisation in own if organisation.pk in supporting]


def standing_names(text: Any, own: list[Organisation]) -> list[tuple[str, int]]:
    """What of the reader's organizations stands on the text now: name and version."""
    given = Endorsement.objects.standing().filter(version__text=text.pk, owner__in=own)
    return list(given.order_by("version__number", "pk").values_list("name", "version__number"))
