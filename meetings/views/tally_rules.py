"""Where the secretariat says how one consultation counts."""

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from meetings.actions.tally_rules import set_tally_rules
from meetings.forms.tally_rules import TallyRulesForm
from meetings.tallies import tally_of
from meetings.views.access import RefusableFormMixin
from meetings.views.work_calls import OfCallMixin


class TallyRulesView(OfCallMixin, RefusableFormMixin, FormView):
    """Every category with its line, and the tally as it stands."""

    form_class = TallyRulesForm
    template_name = "meetings/tally_rules.html"
    page_title = gettext_lazy("Rules of the tally")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"call": self.call}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tally=tally_of(self.call), **kwargs)

    def act(self, form: TallyRulesForm) -> HttpResponseBase:
        changed = set_tally_rules(self.call, by=self.request.user, lines=form.lines, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("Saved; the tally counts by these rules now.") if changed else _("Saved."))
        return redirect("meetings:tally_rules", slug=self.call.slug)
