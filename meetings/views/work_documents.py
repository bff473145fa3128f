"""Where the secretariat gives documents their place in a meeting: one that exists, or a new one with its files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from meetings.actions import agenda, documents
from meetings.forms.documents import NewDocumentForm
from meetings.forms.meetings import ExistingDocumentForm
from meetings.models import MeetingDocument
from meetings.views.access import SAVED, OfMeetingMixin, Refusals, add_refusal
from poa_portal.library.models import Document
from poa_portal.library.rows import DocumentRow, document_rows


class MeetingDocumentAdd(OfMeetingMixin, TemplateView):
    """The documents of the meeting, and two forms; the button says which of them was sent."""

    template_name = "meetings/meeting_document_add.html"
    page_title = gettext_lazy("Documents of the meeting")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("existing", self._existing())
        kwargs.setdefault("new", self._new())
        return super().get_context_data(places=self._places(), **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if "new" in request.POST:
            form: Any = self._new(request.POST, request.FILES)
            return self._answer("new", form, self._add_new)
        form = self._existing(request.POST)
        return self._answer("existing", form, self._place_existing)

    def _answer(self, name: str, form: Any, act: Any) -> HttpResponseBase:
        if form.is_valid():
            try:
                act(form)
            except Refusals as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(self.request, SAVED)
                return redirect("meetings:meeting_document_add", slug=self.meeting.slug)
        return self.render_to_response(self.get_context_data(**{name: form}), status=422)

    def _add_new(self, form: NewDocumentForm) -> None:
        documents.add_document(self.meeting, by=self.request.user, **form.document)

    def _place_existing(self, form: ExistingDocumentForm) -> None:
        agenda.place_document(
            self.meeting,
            by=self.request.user,
            document=form.document,
            agenda_item=form.cleaned_data["agenda_item"],
        )

    def _existing(self, *data: Any) -> ExistingDocumentForm:
        return ExistingDocumentForm(*data, meeting=self.meeting, user=self.request.user, prefix="existing")

    def _new(self, *data: Any) -> NewDocumentForm:
        return NewDocumentForm(*data, meeting=self.meeting, user=self.request.user, prefix="new")

    def _places(self) -> list[tuple[MeetingDocument, DocumentRow]]:
        user = self.request.user
        places = list(
            MeetingDocument.objects.visible_to(user)
            .filter(meeting=self.meeting)
            .select_related("agenda_item")
            .order_by("agenda_item__position", "position", "pk")
        )
        wanted = Document.objects.visible_to(user).with_rows().in_bulk([place.document_id for place in places])
        rows = document_rows(wanted[place.document_id] for place in places)
        return list(zip(places, rows, strict=True))


class MeetingDocumentRemove(OfMeetingMixin, TemplateView):
    """Asks once, then takes the document out of the meeting; it stays in the library."""

    template_name = "meetings/meeting_document_remove.html"
    page_title = gettext_lazy("Take the document out of the meeting")

    @cached_property
    def place(self) -> MeetingDocument:
        places = MeetingDocument.objects.visible_to(self.request.user).filter(meeting=self.meeting)
        return get_object_or_404(places.select_related("document"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(place=self.place, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        agenda.remove_document_place(self.place, by=request.user)
        messages.success(request, _("The document stays in the library."))
        return redirect("meetings:meeting_document_add", slug=self.meeting.slug)
