"""Taking a copy of the directory, and the rule of how often its entries are confirmed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from poa_portal.accounts.models import Party
from poa_portal.accounts.standing import standing_of
from poa_portal.common.downloads import csv_file
from poa_portal.common.enums import Role
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from states import exports, rules
from states.actions import contacts as actions
from states.contact_rows import Reading
from states.enums import STATE_DIRECTORY
from states.forms.contacts import ContactExportForm, RuleForm
from states.models import ConfirmationRule, State
from states.views.contacts import DirectoryMixin


class ContactExportView(DirectoryMixin, PageMixin, FormView):
    """GET says that a copy is recorded; POST with a reason gives it."""

    form_class = ContactExportForm
    template_name = "states/contact_export.html"
    page_title = gettext_lazy("Take a copy of the directory")

    @cached_property
    def party(self) -> Party:
        """In whose name the copy is taken: the party worked for, else the first that may."""
        standing = standing_of(self.request.user)
        posts = [post for post in standing.posts if rules.can_export_for(self.request.user, post.party_id)]
        worked_in = getattr(self.request, "post", None)
        chosen = next((post for post in posts if worked_in and post.party_id == worked_in.party_id), posts[0])
        return State.objects.filter(pk=chosen.party_id).first() or Party.objects.get(pk=chosen.party_id)

    def form_valid(self, form: ContactExportForm) -> HttpResponse:
        try:
            contacts = actions.export_contacts(self.party, by=self.request.user, reason=form.cleaned_data["reason"])
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        reading = Reading(self.request.user)
        lines = [
            exports.contact_line(one, is_unconfirmed=reading.is_unconfirmed(one.last_confirmed_at)) for one in contacts
        ]
        response = csv_file(exports.file_name(reading.today), exports.HEADER, lines)
        response["Cache-Control"] = "no-store"
        return response

    def form_invalid(self, form: ContactExportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_manager = standing_of(self.request.user).holds(Role.DIRECTORY_MANAGER, party=self.party.pk)
        return super().get_context_data(party=self.party, is_manager=is_manager, **kwargs)


class RuleEditView(DirectoryMixin, PageMixin, FormView):
    """After how many days entries are to be confirmed; for the directory manager."""

    form_class = RuleForm
    template_name = "states/rule_edit.html"
    page_title = gettext_lazy("How often entries are confirmed")

    def is_open_to(self, user: Any) -> bool:
        return rules.can_manage_directory(user)

    def get_initial(self) -> dict[str, Any]:
        rule = ConfirmationRule.objects.of(STATE_DIRECTORY)
        return {name: getattr(rule, name) for name in actions.DAYS}

    def form_valid(self, form: RuleForm) -> HttpResponse:
        try:
            actions.change_rule(by=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. Reminders follow the new rule from tomorrow."))
        return redirect("states:contact_list")

    def form_invalid(self, form: RuleForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
