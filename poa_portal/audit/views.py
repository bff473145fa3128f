"""Receipts verified by anybody and read by their owner; and what was done to one's records."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import DetailView, TemplateView

from poa_portal.audit.filters import AuditEventFilter
from poa_portal.audit.forms import ReceiptForm
from poa_portal.audit.models import AuditEvent, Receipt
from poa_portal.audit.rows import EventRow
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin


class ReceiptVerifyView(PageMixin, TemplateView):
    """Number and digest belong together, or they do not; what else may exist is not told."""

    template_name = "audit/receipt_verify.html"
    page_title = gettext_lazy("Verify a receipt")
    page_description = gettext_lazy("Check whether a receipt of the portal is genuine, without signing in.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = {name: value for name in ("number", "sha256") if (value := request.GET.get(name))}
        form = ReceiptForm(request.GET if asked else None)
        if form.is_bound and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        receipt = Receipt.objects.filter(**form.cleaned_data).first() if form.is_bound else None
        return self.render_to_response(self.get_context_data(form=form, asked=form.is_bound, receipt=receipt))


class _OwnReceipts(LoginRequiredMixin):
    request: HttpRequest

    def get_queryset(self) -> QuerySet[Receipt]:
        return Receipt.objects.visible_to(self.request.user)


class ReceiptDetailView(_OwnReceipts, PageMixin, DetailView):
    """The receipt as a document, for its owner and the secretariat."""

    model = Receipt
    slug_field = slug_url_kwarg = "number"
    template_name = "audit/receipt_detail.html"

    def get_page_title(self) -> str:
        return _("Receipt %(number)s") % {"number": self.object.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verify_url = self.request.build_absolute_uri(self.object.get_absolute_url())
        return super().get_context_data(verify_url=verify_url, **kwargs)


class ReceiptContentView(_OwnReceipts, View):
    """The canonical content, byte for byte what the digest was made of."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        receipt = get_object_or_404(self.get_queryset(), number=number)
        response = HttpResponse(receipt.content.encode(), content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{receipt.number}.json"'
        response["Cache-Control"] = "private, no-store"
        return response


class RecordListView(LoginRequiredMixin, PageMixin, FilteredListView):
    """What was done to the records of one's party, and by oneself."""

    model = AuditEvent
    filterset_class = AuditEventFilter
    template_name = "audit/record_list.html"
    page_title = gettext_lazy("What was done to your records")
    paginate_by = 50

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your work"), reverse("accounts:work_home"))]

    def get_queryset(self) -> QuerySet[AuditEvent]:
        self.queryset = AuditEvent.objects.visible_to(self.request.user).select_related("actor")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        zone = self.request.user.time_zone or "UTC"
        context["rows"] = [EventRow.of(event, zone, self.request.user) for event in context["page_obj"]]
        return context
