"""The entry of an organization in the hands of its own people: edit, rename; and asking them for an invitation."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from poa_portal.common import times
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.actions import ChangedMeanwhile
from stakeholders import actions, rules
from stakeholders.actions.organisations import latest_change
from stakeholders.forms.organisations import (
    BaseOtherNameFormSet,
    OrganisationForm,
    OtherNameFormSet,
    RenameForm,
    initial_of,
    other_names_of,
)
from stakeholders.models import Organisation


class OfOrganisationMixin(LoginRequiredMixin, PageMixin, ABC):
    """Pages about one organization, found by its address; 404 for those to whom they are not open."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @abstractmethod
    def is_open_to(self, user: Any) -> bool:
        """Whether this person may open the page of this organization."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.is_open_to(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organisation(self) -> Organisation:
        return get_object_or_404(Organisation.objects.visible_to(self.request.user), key=self.kwargs["key"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Stakeholders"), reverse("stakeholders:organisation_list")),
            (self.organisation.name, self.organisation.get_absolute_url()),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisation=self.organisation, **kwargs)


class OrganisationEditView(OfOrganisationMixin, FormView):
    """The whole entry with its names in any language: both forms are valid, or nothing is saved."""

    form_class = OrganisationForm
    template_name = "stakeholders/organisation_form.html"

    def is_open_to(self, user: Any) -> bool:
        return rules.can_change(user, self.organisation)

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.organisation)

    def get_page_title(self) -> str:
        return _("Edit the entry of %(name)s") % {"name": self.organisation.name}

    @cached_property
    def names(self) -> BaseOtherNameFormSet:
        """A form that comes without any names leaves those that stand."""
        is_sent = self.request.method == "POST" and "names-TOTAL_FORMS" in self.request.POST
        data = self.request.POST if is_sent else None
        return OtherNameFormSet(data, initial=other_names_of(self.organisation), prefix="names")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.get_form()
        if form.is_valid() and (not self.names.is_bound or self.names.is_valid()):
            return self.form_valid(form)
        return self.form_invalid(form)

    def form_valid(self, form: OrganisationForm) -> HttpResponseBase:
        names = self.names.names if self.names.is_bound else None
        values = {**form.values, "other_names": names, "seen": _number(self.request.POST.get("seen", ""))}
        try:
            changed = actions.change_organisation(self.organisation, by=self.request.user, **values)
        except (TransitionRefused, ValidationError, ChangedMeanwhile) as refusal:
            form.add_error(None, said_by(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The entry is changed; everybody sees it now."))
        return redirect(changed.get_absolute_url())

    def form_invalid(self, form: OrganisationForm) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(names=self.names, seen=latest_change(self.organisation), **kwargs)


class OrganisationRenameView(OfOrganisationMixin, FormView):
    """A new name, by its own people or by the secretariat's publisher for them."""

    form_class = RenameForm
    template_name = "stakeholders/organisation_rename.html"

    def is_open_to(self, user: Any) -> bool:
        return rules.can_rename(user, self.organisation)

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.organisation.own_name or self.organisation.name}

    def get_page_title(self) -> str:
        return _("Change the name of %(name)s") % {"name": self.organisation.name}

    def form_valid(self, form: RenameForm) -> HttpResponseBase:
        try:
            renamed = actions.rename_organisation(self.organisation, by=self.request.user, **form.cleaned_data)
        except (TransitionRefused, ValidationError) as refusal:
            form.add_error(None, said_by(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The name is changed; everybody sees it now."))
        return redirect(renamed.get_absolute_url())

    def form_invalid(self, form: RenameForm) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        for_them = not rules.can_represent(self.request.user, self.organisation)
        return super().get_context_data(for_them=for_them, **kwargs)


class OrganisationJoinView(OfOrganisationMixin, TemplateView):
    """One button: its representatives get a mail that names who asks; no address of theirs is shown."""

    template_name = "stakeholders/organisation_join.html"

    def is_open_to(self, user: Any) -> bool:
        return rules.can_ask_to_join(user, self.organisation)

    def get_page_title(self) -> str:
        return _("Ask %(name)s for an invitation") % {"name": self.organisation.name}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            is_sent = actions.ask_to_join(self.organisation, by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            if is_sent:
                messages.success(request, _("Its representatives have your message. An invitation comes by mail."))
            else:
                messages.info(request, _("You have asked already; its representatives have your message."))
        return redirect(self.organisation.get_absolute_url())


def said_by(refusal: Exception) -> Any:
    """The sentence of a refusal for the person whose form it is."""
    if isinstance(refusal, ChangedMeanwhile):
        values = {"person": refusal.event.actor or "", "when": times.Moment.at(refusal.event.at)}
        return (
            _(
                "%(person)s changed this on %(when)s, after you opened the form. Look at it in another window, then save again."
            )
            % values
        )
    return refusal.message if isinstance(refusal, TransitionRefused) else refusal


def _number(text: str) -> int | None:
    """The last change that the sender had seen; broken values say nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
