"""Entering, correcting and ending points of contact. Nothing that was typed is lost to a colleague's change."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from poa_portal.common.conflicts import differences
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from states import rules
from states.actions import contacts as actions
from states.actions.delegations import enter_note
from states.forms.contacts import ContactEndForm, ContactForm, StateChoiceForm, initial_of
from states.forms.delegations import NoteFields
from states.models import Contact, State
from states.views.contacts import DirectoryMixin

SENSITIVE = sensitive_post_parameters()  # no report of an error may hold what stands in an entry


class _KeepingMixin(DirectoryMixin, PageMixin):
    """For those who keep entries; a refused form comes back as it was typed."""

    def is_open_to(self, user: Any) -> bool:
        return rules.can_manage_directory(user) or any(rules.can_coordinate(user, own) for own in rules.states_of(user))

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]

    def refuse(self, form: Any, fault: ValidationError | TransitionRefused) -> HttpResponse:
        form.add_error(None, fault.message if isinstance(fault, TransitionRefused) else fault)
        return self.form_invalid(form)


@method_decorator(SENSITIVE, name="dispatch")
class ContactCreateView(_KeepingMixin, FormView):
    """A coordinator enters for the own State; the directory manager says first for which, and on which note."""

    page_title = gettext_lazy("Enter a point of contact")

    @cached_property
    def states(self) -> Any:
        """The States for which this person may enter something."""
        user = self.request.user
        if rules.can_manage_directory(user):
            return State.objects.visible_to(user).alphabetical()
        own = [party.pk for party in rules.states_of(user) if rules.can_coordinate(user, party)]
        return State.objects.visible_to(user).filter(pk__in=own).alphabetical()

    @cached_property
    def state(self) -> State | None:
        """Named in the address; the only one where there is but one."""
        if key := self.request.GET.get("state", ""):
            return get_object_or_404(self.states, key=key)
        found = list(self.states[:2])
        return found[0] if len(found) == 1 else None

    def get_template_names(self) -> list[str]:
        return ["states/contact_form.html" if self.state else "states/contact_state.html"]

    def get_form(self, form_class: Any = None) -> Any:
        if self.state is None:
            return StateChoiceForm(states=self.states)
        needs_note = not rules.can_coordinate(self.request.user, self.state)
        return ContactForm(
            self.request.POST or None, state=self.state, needs_note=needs_note, initial=self.get_initial()
        )

    def get_initial(self) -> dict[str, Any]:
        zone = getattr(self.request.user, "time_zone", "")
        initial = {"nominated_by": self.request.GET.get("note") or None}
        return {**initial, "time_zone": zone} if zone else initial

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.state is None:
            raise Http404
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ContactForm) -> HttpResponse:
        values = form.values
        values.pop("version")
        try:
            contact = actions.create_contact(self.state, by=self.request.user, **values)  # type: ignore[arg-type]
        except (ValidationError, TransitionRefused) as fault:
            return self.refuse(form, fault)
        messages.success(self.request, _("Entered. All delegations can read it now."))
        return redirect(contact)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(state=self.state, back_url=reverse("states:contact_list"), **kwargs)


class _EntryMixin(_KeepingMixin):
    """One entry that this person keeps; for others who may read it there is no such page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not rules.can_keep_contact(user, self.contact):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*super().get_breadcrumbs(), (self.contact.office, self.contact.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contact = self.contact
        return super().get_context_data(
            contact=contact, state=contact.owner, back_url=contact.get_absolute_url(), **kwargs
        )


@method_decorator(SENSITIVE, name="dispatch")
class ContactEditView(_EntryMixin, FormView):
    """Correcting an entry; where a colleague was quicker, both texts stand side by side."""

    template_name = "states/contact_form.html"
    page_title = gettext_lazy("Correct this point of contact")

    def get_form(self, form_class: Any = None) -> ContactForm:
        return self._form(self.contact, self.request.POST or None)

    def _form(self, contact: Contact, data: Any) -> ContactForm:
        needs_note = not rules.can_coordinate(self.request.user, contact.owner)
        initial = initial_of(contact)
        if needs_note:
            initial["nominated_by"] = self.request.GET.get("note") or None  # a correction rests on a note of its own
        return ContactForm(data, state=contact.owner, needs_note=needs_note, initial=initial)

    def form_valid(self, form: ContactForm) -> HttpResponse:
        try:
            contact = actions.change_contact(self.contact, by=self.request.user, **form.values)
        except actions.ContactConflict as conflict:
            return self._conflict(form, conflict.current)
        except (ValidationError, TransitionRefused) as fault:
            return self.refuse(form, fault)
        messages.success(self.request, _("Saved. All delegations read the entry as it is now."))
        return redirect(contact)

    def _conflict(self, form: ContactForm, current: Contact) -> HttpResponse:
        """Both texts on one page; saving again, knowing theirs, puts one's own in its place."""
        theirs = differences(form, initial_of(current))
        data = self.request.POST.copy()
        data["version"] = str(current.version)
        context = self.get_context_data(form=self._form(current, data), theirs=theirs)
        return self.render_to_response(context, status=409)


class ContactEndView(_EntryMixin, FormView):
    """Ending an entry, moving its end, or taking the end back."""

    form_class = ContactEndForm
    template_name = "states/contact_end.html"
    page_title = gettext_lazy("End this entry")

    def get_initial(self) -> dict[str, Any]:
        return {"valid_to": self.contact.valid_to or timezone.now().date()}

    def form_valid(self, form: ContactEndForm) -> HttpResponse:
        try:
            contact = actions.end_contact(self.contact, by=self.request.user, **form.cleaned_data)
        except (ValidationError, TransitionRefused) as fault:
            return self.refuse(form, fault)
        messages.success(self.request, _("Saved.") if contact.valid_to else _("The entry stands without an end."))
        if not Contact.objects.visible_to(self.request.user).filter(pk=contact.pk).exists():
            return redirect("states:contact_list")
        return redirect(contact)


class ContactNoteView(_KeepingMixin, FormView):
    """The directory manager enters the note verbale on which an entry is to rest, and goes on to the entry."""

    form_class = NoteFields
    template_name = "states/contact_note.html"
    page_title = gettext_lazy("Enter a note verbale")

    def is_open_to(self, user: Any) -> bool:
        return rules.can_manage_directory(user)

    @cached_property
    def state(self) -> State:
        return get_object_or_404(State.objects.visible_to(self.request.user), key=self.kwargs["key"])

    @property
    def next_url(self) -> str:
        """The entry to correct, where the address names one; else a new one of this State."""
        reference = self.request.GET.get("contact", "")
        contacts = Contact.objects.visible_to(self.request.user).filter(owner=self.state)
        if reference and contacts.filter(reference=reference).exists():
            return f"{reverse('states:contact_edit', args=[reference])}?"
        return f"{reverse('states:contact_create')}?state={self.state.key}&"

    def form_valid(self, form: NoteFields) -> HttpResponse:
        try:
            note = enter_note(self.state, by=self.request.user, **form.cleaned_data)
        except (ValidationError, TransitionRefused) as fault:
            return self.refuse(form, fault)
        messages.success(self.request, _("%(note)s is entered.") % {"note": note})
        return redirect(f"{self.next_url}note={note.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(state=self.state, back_url=self.next_url.rstrip("?&"), **kwargs)
