"""Writing to another State's point of contact: the form, the page that shows what will happen, the sending."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from poa_portal.common import languages
from poa_portal.common.enums import PartyKind
from poa_portal.common.pages import PageMixin
from poa_portal.common.views import NotFound
from poa_portal.common.workflow import TransitionRefused
from states import rules
from states.actions import messages as actions
from states.forms.messages import MessageForm
from states.message_mail import readers_of
from states.models import Contact, ContactCategory, State


@method_decorator(sensitive_post_parameters(), name="dispatch")
class MessageCreateView(PageMixin, LoginRequiredMixin, FormView):
    """``?contact=`` names whom to write to; without it the page leads to the directory. Whatever goes wrong after
    the first key, the answer is the form with every word in it."""

    form_class = MessageForm
    template_name = "states/message_form.html"
    page_title = gettext_lazy("Write to a point of contact")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Your work"), reverse("accounts:work_home")),
            (_("Messages between States"), reverse("states:message_list")),
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.own:
            raise Http404
        if not request.GET.get("contact"):
            head = {"page_title": self.get_page_title(), "breadcrumbs": self.get_breadcrumbs()}
            return render(
                request, "states/message_start.html", {**head, "page_description": self.get_page_description()}
            )
        if self.contact is None:
            raise NotFound(
                _(
                    "There is no such point of contact of another State, or it is not valid any more. Choose another in the directory."
                )
            )
        return super().get(request, *args, **kwargs)

    @cached_property
    def own(self) -> list[Any]:
        """The States for which this person works, the one worked for now first."""
        post = self.request.post  # type: ignore[attr-defined]
        worked_for = post.party_id if post and post.party.kind == PartyKind.STATE else None
        return sorted(rules.states_of(self.request.user), key=lambda party: party.pk != worked_for)

    @cached_property
    def contacts(self) -> Any:
        """The points of contact to which this person may write."""
        readable = Contact.objects.visible_to(self.request.user).valid().with_rows()
        return readable.exclude(owner__in=[party.pk for party in self.own])

    @cached_property
    def contact(self) -> Contact | None:
        return self.contacts.filter(reference=self.request.GET["contact"]).first()

    @cached_property
    def recipient_key(self) -> str:
        """Of the State written to, as the address or the form names it."""
        if self.request.method == "POST":
            return self.request.POST.get("recipient", "")
        return self.contact.owner.key if self.contact else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        own = [party.pk for party in self.own]
        held = ContactCategory.objects.filter(
            pk__in=Contact.objects.valid().filter(owner__in=own[:1]).values("category")
        )
        choices = {
            "contacts": self.contacts.filter(owner__key=self.recipient_key),
            "categories": held or ContactCategory.objects.all(),
            "recipients": State.objects.filter(key=self.recipient_key).exclude(pk__in=own),
            "senders": State.objects.filter(pk__in=own),
        }
        return {**super().get_form_kwargs(), **choices}

    def get_initial(self) -> dict[str, Any]:
        if self.contact is None:
            return {}
        sender = self.own[0].key
        same = {"contact": self.contact.reference, "sender_category": self.contact.category.key}
        return {**same, "recipient": self.recipient_key, "sender": sender, "language": languages.current()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.contact = None  # the form names it
        form = self.get_form()
        if request.POST.get("do") == "edit":
            return self.render_to_response(self.get_context_data(form=form))
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: MessageForm) -> HttpResponse:
        if self.request.POST.get("do") != "send":
            return self._check(form)
        values = {name: value for name, value in form.cleaned_data.items() if name != "recipient"}
        values["sending_key"] = str(values["sending_key"])
        try:
            message = actions.send_message(by=self.request.user, **values)
        except ValidationError as error:
            form.add_error(None, error)
        except actions.AlreadySent as refusal:
            form.add_error(None, refusal.message)
            form.renew_key()
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(self.request, _("Sent: %(reference)s.") % {"reference": message.reference})
            return redirect(message)
        return self.form_invalid(form)

    def form_invalid(self, form: MessageForm) -> HttpResponse:
        if "sending_key" in form.errors:
            form.renew_key()
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _check(self, form: MessageForm) -> HttpResponse:
        contact = form.cleaned_data["contact"]
        values = form.cleaned_data
        context = self.get_context_data(form=form, values=values, contact=contact)
        context["words"] = [(form[name].label, values[name]) for name in ("what_happened", "affected", "what_is_asked")]
        context["chosen"] = [
            (form[name].label, dict(form.fields[name].choices)[values[name]])
            for name in ("kind", "urgency", "confidentiality")
        ]
        context["page_title"] = _("Check and send")
        context["is_told"] = bool(readers_of(contact.owner, contact))
        return render(self.request, "states/message_check.html", context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recipient = State.objects.filter(key=self.recipient_key).first()
        return super().get_context_data(recipient=recipient, sender=next(iter(self.own), None), **kwargs)
