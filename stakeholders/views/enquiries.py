"""Questions to contacts of the repository: asking, the threads that follow, and the lists of both sides."""

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
from django.views import View
from django.views.generic import FormView, ListView, TemplateView

from poa_portal.audit.transitions import TransitionView
from poa_portal.common import languages
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from stakeholders import rules
from stakeholders.actions import enquiries as actions
from stakeholders.enums import ThreadState
from stakeholders.filters.repository import ContactFilter, EnquiryFilter, ThreadFilter
from stakeholders.forms.enquiries import EnquiryForm, EntryForm
from stakeholders.models import Enquiry, EnquiryThread, Mute, StakeholderContact
from stakeholders.repository_threads import enquiry_rows, thread_rows, with_outcomes, with_turn
from stakeholders.views.repository import OwnContactMixin, RepresentativeMixin
from stakeholders.workflow import THREAD


class AskerMixin(LoginRequiredMixin):
    """For delegations and the secretariat; for others there is no such page."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not rules.can_ask(request.user):
            return self.not_open()
        return super().dispatch(request, *args, **kwargs)

    def not_open(self) -> HttpResponse:
        raise Http404


class EnquiryListView(AskerMixin, PageMixin, FilteredListView):
    """Questions that one's own parties sent; organizations are led to those that they got."""

    filterset_class = EnquiryFilter
    template_name = "stakeholders/enquiry_list.html"
    page_title = gettext_lazy("Questions to stakeholders")

    def not_open(self) -> HttpResponse:
        if rules.organisations_of(self.request.user):
            return redirect("stakeholders:thread_list")
        return super().not_open()

    def get_queryset(self) -> Any:
        self.queryset = Enquiry.objects.visible_to(self.request.user)
        return with_outcomes(super().get_queryset())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = enquiry_rows(context["page_obj"].object_list)
        return context


class ThreadListView(RepresentativeMixin, PageMixin, FilteredListView):
    """Questions that one's own organizations got, the newest first."""

    filterset_class = ThreadFilter
    template_name = "stakeholders/thread_list.html"
    page_title = gettext_lazy("Questions to your contacts")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your contacts in the repository"), reverse("stakeholders:contact_work_list"))]

    def get_queryset(self) -> Any:
        own = [one.pk for one in self.organisations]
        self.queryset = EnquiryThread.objects.visible_to(self.request.user).filter(owner__in=own)
        return with_turn(super().get_queryset()).order_by("-enquiry__asked_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = thread_rows(context["page_obj"].object_list)
        return context


class EnquiryAskView(AskerMixin, PageMixin, FormView):
    """A question to chosen contacts, or to all that the filters in the address find; the page says how many."""

    form_class = EnquiryForm
    template_name = "stakeholders/enquiry_form.html"
    page_title = gettext_lazy("Ask contacts of the repository")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Repository of stakeholder contacts"), reverse("stakeholders:contact_list"))]

    @cached_property
    def chosen(self) -> list[StakeholderContact]:
        """By reference, or by filter with ``all`` in the address; what is not listed is not found."""
        listed = StakeholderContact.objects.listed()
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        if self.request.method != "POST" and "all" in asked:
            found = ContactFilter(asked, queryset=listed, request=self.request)
            return list(found.qs) if found.is_valid() else []
        return list(listed.filter(reference__in=asked.getlist("contact")))

    @cached_property
    def parties(self) -> list[Any]:
        """The one worked in first."""
        post = getattr(self.request, "post", None)
        worked_in = post.party_id if post else None
        return sorted(rules.parties_that_ask(self.request.user), key=lambda party: party.pk != worked_in)

    @cached_property
    def receivers(self) -> list[StakeholderContact]:
        return actions.takers(self.chosen, self.parties[0])

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        party = self.parties[0]
        shown = self.chosen_again if self.request.method == "POST" else self.receivers
        return {**kwargs, "contacts": shown, "parties": self.parties, "party": party}

    @property
    def chosen_again(self) -> list[StakeholderContact]:
        """All that were posted: who closed the entry meanwhile is left out by the action, not by a broken form."""
        asked = StakeholderContact.objects.filter(reference__in=self.request.POST.getlist("contact"))
        return list(asked.select_related("owner").order_by("owner__folded_name", "title", "pk"))

    def form_valid(self, form: EnquiryForm) -> HttpResponse:
        try:
            enquiry = actions.ask_contacts(by=self.request.user, **form.values)
        except (TransitionRefused, ValidationError) as error:
            form.add_error(None, error.message if isinstance(error, TransitionRefused) else error)
            return self.form_invalid(form)
        messages.success(self.request, _("The question is sent. You get a message when somebody answers."))
        return redirect(enquiry)

    def form_invalid(self, form: EnquiryForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["count"] = len(self.receivers)
        context["left_out"] = len(self.chosen) - len(self.receivers)
        context["limit"] = actions.CONTACTS_PER_QUESTION
        return context


class EnquiryDetailView(LoginRequiredMixin, PageMixin, ListView):
    """One question as who asked reads it: the words, and what became of it at each contact."""

    template_name = "stakeholders/enquiry_detail.html"
    context_object_name = "threads"

    @cached_property
    def enquiry(self) -> Enquiry:
        own = Enquiry.objects.visible_to(self.request.user).select_related("owner", "asked_by")
        return get_object_or_404(own, reference=self.kwargs["reference"])

    def get_queryset(self) -> Any:
        return with_turn(self.enquiry.threads.all()).order_by("owner__folded_name", "pk")

    def get_page_title(self) -> str:
        return self.enquiry.subject

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Questions to stakeholders"), reverse("stakeholders:enquiry_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(enquiry=self.enquiry, **kwargs)
        context["rows"] = thread_rows(context["threads"])
        context["direction"] = languages.direction(self.enquiry.language)
        return context


class ThreadMixin(PageMixin, LoginRequiredMixin):
    """A thread that the reader's party sent or got; for all others there is none."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def thread(self) -> EnquiryThread:
        seen = EnquiryThread.objects.visible_to(self.request.user).with_rows()
        keys = {"enquiry__reference": self.kwargs["reference"], "contact__reference": self.kwargs["contact"]}
        return get_object_or_404(seen, **keys)

    @property
    def is_own(self) -> bool:
        """Whether the reader stands on the organization's side."""
        return rules.can_represent(self.request.user, self.thread.owner_id)


class ThreadDetailView(ThreadMixin, FormView):
    """The question, what both sides wrote, and the form to write on."""

    form_class = EntryForm
    template_name = "stakeholders/thread_detail.html"

    def get_page_title(self) -> str:
        return self.thread.enquiry.subject

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        if self.is_own:
            return [(_("Questions to your contacts"), reverse("stakeholders:thread_list"))]
        enquiry = self.thread.enquiry
        return [
            (_("Questions to stakeholders"), reverse("stakeholders:enquiry_list")),
            (enquiry.reference, enquiry.get_absolute_url()),
        ]

    def form_valid(self, form: EntryForm) -> HttpResponse:
        write = actions.write_answer if self.is_own else actions.write_further
        try:
            write(self.thread, by=self.request.user, text=form.cleaned_data["text"])
        except (TransitionRefused, ValidationError) as error:
            form.add_error(None, error.message if isinstance(error, TransitionRefused) else error)
            return self.form_invalid(form)
        said = _("Your answer is in the thread.") if self.is_own else _("Your words are in the thread.")
        messages.success(self.request, said)
        return redirect(self.thread)

    def form_invalid(self, form: EntryForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thread, is_own = self.thread, self.is_own
        open_steps = {row.name: row for row in THREAD.available(self.request.user, thread)}
        context = super().get_context_data(thread=thread, enquiry=thread.enquiry, is_own=is_own, **kwargs)
        context["entries"] = thread.entries.select_related("party").order_by("written_at", "pk")
        context["direction"] = languages.direction(thread.enquiry.language)
        context["can_write"] = "answer" in open_steps if is_own else actions.takes_messages(thread)
        context["can_decline"] = "decline" in open_steps
        context["can_close"] = "close" in open_steps
        context["is_over"] = thread.state == ThreadState.CLOSED
        context["is_muted"] = is_own and thread.contact.mutes.filter(party=thread.enquiry.owner_id).exists()
        return context


class ThreadTransitionView(ThreadMixin, TransitionView):
    """Declining by the organization, closing by who asked."""

    workflow = THREAD
    actions = {"decline": actions.decline_question, "close": actions.close_thread}

    def get_object(self) -> EnquiryThread:
        return self.thread


class ThreadMuteView(ThreadMixin, View):
    """No more questions from who asked this one, or again; only the organization sees it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.is_own:
            raise Http404
        contact, asker = self.thread.contact, self.thread.enquiry.owner
        if request.POST.get("do") == "unmute":
            actions.unmute_party(contact, by=request.user, party=asker)
            messages.success(request, _("%(party)s can ask this contact again.") % {"party": asker})
        else:
            actions.mute_party(contact, by=request.user, party=asker)
            said = _("This contact gets no more questions from %(party)s. They are not told.")
            messages.success(request, said % {"party": asker})
        return redirect(self.thread)


class ContactMutesView(OwnContactMixin, TemplateView):
    """From whom a contact takes no questions, with the button that takes it back."""

    template_name = "stakeholders/contact_mutes.html"

    def get_page_title(self) -> str:
        return _("Muted for “%(title)s”") % {"title": self.contact.title}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mute = get_object_or_404(self._mutes(), party__key=request.POST.get("party", ""))
        actions.unmute_party(self.contact, by=request.user, party=mute.party)
        messages.success(request, _("%(party)s can ask this contact again.") % {"party": mute.party})
        return redirect("stakeholders:contact_mutes", self.contact.reference)

    def _mutes(self) -> Any:
        return Mute.objects.visible_to(self.request.user).filter(contact=self.contact).select_related("party")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mutes = self._mutes().order_by("party__kind", "party__name", "pk")
        return super().get_context_data(contact=self.contact, mutes=mutes, **kwargs)
