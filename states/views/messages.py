"""Messages between States: the list of a delegation, the thread, its log, and the steps of its workflow."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from poa_portal.accounts.standing import standing_of
from poa_portal.audit.transitions import TransitionView
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from states import rules
from states.actions import messages as actions
from states.enums import MessageState
from states.filters.messages import MessageFilter
from states.forms.messages import EntryForm
from states.message_log import ThreadLog
from states.message_rows import facts_of, message_rows, steps_of
from states.message_sides import other_side, side_of
from states.message_text import log_as_text, words_of
from states.models import Message
from states.workflow import MESSAGE


class MessageListView(PageMixin, LoginRequiredMixin, FilteredListView):
    """What the delegation received and sent: what waits first, then the newest."""

    filterset_class = MessageFilter
    template_name = "states/message_list.html"
    page_title = gettext_lazy("Messages between States")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not rules.states_of(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your work"), reverse("accounts:work_home"))]

    def get_queryset(self) -> Any:
        user = self.request.user
        own = Message.objects.visible_to(user).with_rows().for_readers(standing_of(user).parties)
        self.queryset = own.waiting_first()
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = message_rows(context["object_list"], self.request.user)
        return context


class ThreadMixin(LoginRequiredMixin):
    """A message of one of the reader's States; for everybody else there is no such page."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def message(self) -> Message:
        own = Message.objects.visible_to(self.request.user).with_rows().select_related("sent_by")
        return get_object_or_404(own, reference=self.kwargs["reference"])


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class MessageDetailView(ThreadMixin, PageMixin, FormView):
    """The whole thread and its log; opening it is recorded and shown to both States. POST writes an entry."""

    form_class = EntryForm
    template_name = "states/message_detail.html"

    def get_page_title(self) -> str:
        return _("Message %(reference)s") % {"reference": self.message.reference}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Your work"), reverse("accounts:work_home")),
            (_("Messages between States"), reverse("states:message_list")),
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.record_reading(self.message, by=request.user)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: EntryForm) -> HttpResponse:
        try:
            entry = actions.answer_message(self.message, by=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            self.message.refresh_from_db()
            return self.form_invalid(form)
        messages.success(self.request, _("Sent. The other State reads it here; its mail does not hold your words."))
        return redirect(f"{self.message.get_absolute_url()}#entry-{entry.pk}")

    def form_invalid(self, form: EntryForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        message, user = self.message, self.request.user
        log = ThreadLog(message, user)
        form = kwargs.pop("form", None) or EntryForm(initial={"seen": len(log.entries)})
        side = side_of(user, message) or message.recipient_id
        return super().get_context_data(
            message=message,
            zone=message.contact.time_zone,
            form=form,
            log=log,
            lines=log.lines(),
            entries=log.words(),
            read_at=log.first_read_by(other_side(message, side).pk),
            facts=facts_of(message),
            words=words_of(message)[1:],
            steps=steps_of(message),
            other=other_side(message, side),
            transitions=MESSAGE.available(user, message),
            is_open=message.state != MessageState.CLOSED,
            acknowledges=message.state == MessageState.SENT and side == message.recipient_id,
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class MessageLogView(ThreadMixin, View):
    """The thread and its log as plain text. That it was taken is recorded."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actions.record_log_download(self.message, by=request.user)
        text = log_as_text(self.message, ThreadLog(self.message, request.user), request.user)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.message.reference}.txt"'
        return response


class MessageTransitionView(TransitionView):
    """Acknowledge and close."""

    workflow = MESSAGE
    actions = {"acknowledge": actions.acknowledge_message, "close": actions.close_message}

    def get_object(self) -> Message:
        own = Message.objects.visible_to(self.request.user).with_rows()
        return get_object_or_404(own, reference=self.kwargs["reference"])
