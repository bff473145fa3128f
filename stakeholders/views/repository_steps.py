"""Steps on an entry of the repository, and the page of moderators."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from poa_portal.audit.transitions import ReasonForm
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from stakeholders import rules
from stakeholders.filters.repository import ModerationFilter
from stakeholders.models import StakeholderContact
from stakeholders.repository_rows import contact_rows, rule_of_repository, standing_of_entry, with_ids
from stakeholders.repository_steps import MODERATION, STEPS, ContactStep, steps_for
from stakeholders.views.repository import ALPHABETICAL

HIDDEN_FIRST = (F("hidden_at").desc(nulls_last=True),)


class ContactStepView(LoginRequiredMixin, View):
    """GET says what the step does, POST does it: by the organization on its own entry, by moderators on any."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["step"] not in STEPS:
            raise Http404

    @cached_property
    def contact(self) -> StakeholderContact:
        seen = StakeholderContact.objects.visible_to(self.request.user).select_related("owner")
        return get_object_or_404(seen, reference=self.kwargs["reference"])

    @property
    def step(self) -> ContactStep:
        return STEPS[self.kwargs["step"]]

    @property
    def back_url(self) -> str:
        return reverse(
            "stakeholders:contact_moderation" if self.step.name in MODERATION else "stakeholders:contact_work_list"
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.step.is_open_to(request.user, self.contact):
            raise Http404
        return self._page(ReasonForm() if self.step.needs_reason else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.step.allowed(request.user, self.contact):
            raise Http404
        form = ReasonForm(request.POST) if self.step.needs_reason else None
        if form is not None and not form.is_valid():
            return self._page(form, status=422)
        try:
            self.step.action(self.contact, by=request.user, reason=form.cleaned_data["reason"] if form else "")
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": self.step.label})
        return redirect(self.back_url)

    def _page(self, form: ReasonForm | None, status: int = 200) -> HttpResponse:
        context = {"subject": self.contact, "transition": self.step, "form": form, "page_title": self.step.label}
        return render(self.request, "transition.html", {**context, "back_url": self.back_url}, status=status)


class ContactModerationView(LoginRequiredMixin, PageMixin, FilteredListView):
    """Every entry for moderators, what is hidden first."""

    filterset_class = ModerationFilter
    template_name = "stakeholders/contact_moderation.html"
    page_title = gettext_lazy("Moderation of the repository")
    paginate_by = 30

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not rules.can_moderate(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        self.queryset = StakeholderContact.objects.visible_to(self.request.user)
        found = with_ids(super().get_queryset())
        return found.order_by(*HIDDEN_FIRST, *ALPHABETICAL)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Repository of stakeholder contacts"), reverse("stakeholders:contact_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        contacts, rule = list(context["page_obj"].object_list), rule_of_repository()
        context["entries"] = [
            (
                row,
                standing_of_entry(contact, rule),
                [step for step in steps_for(self.request.user, contact) if step.name in MODERATION],
            )
            for contact, row in zip(contacts, contact_rows(contacts), strict=True)
        ]
        return context
