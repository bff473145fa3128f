"""The desk of the secretariat: its documents, their versions, their publication."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from poa_portal.audit.transitions import TransitionView
from poa_portal.common import languages, times
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import actions, presenters, rules
from poa_portal.library.filters import DocumentFilter
from poa_portal.library.forms import DocumentForm, PublishForm, VersionForm, zone_of
from poa_portal.library.models import Document, Version
from poa_portal.library.rows import document_rows
from poa_portal.library.views.lists import OrderedListView
from poa_portal.library.workflow import DOCUMENT


class DeskMixin(LoginRequiredMixin, PageMixin):
    """Only for those who prepare documents; for others there is no such page."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.is_open():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def is_open(self) -> bool:
        return rules.can_prepare(self.request.user)

    @cached_property
    def document(self) -> Document:
        visible = Document.objects.visible_to(self.request.user).with_rows()
        return get_object_or_404(visible, reference=self.kwargs["reference"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        found = [(_("Documents"), reverse("library:document_manage"))]
        if "reference" in self.kwargs:
            found.append((self.document.public_name, self.document.get_absolute_url()))
        return found


class FormPage(DeskMixin, FormView):
    """A form that, when it cannot be taken, comes back as it was filled in, with 422."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def refused(self, form: Any, refusal: TransitionRefused | ValidationError) -> HttpResponse:
        form.add_error(None, refusal if isinstance(refusal, ValidationError) else refusal.message)
        return self.form_invalid(form)


class DocumentManage(DeskMixin, OrderedListView):
    """All documents of the secretariat, drafts and withdrawn ones among them."""

    filterset_class = DocumentFilter
    template_name = "library/document_manage.html"
    page_title = gettext_lazy("Documents of the secretariat")

    def get_queryset(self) -> Any:
        self.queryset = Document.objects.visible_to(self.request.user).with_rows()
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values = super().get_context_data(**kwargs)
        documents = list(values["page_obj"].object_list)
        values["rows"] = [
            (document, row, rules.can_change(self.request.user, document))
            for document, row in zip(documents, document_rows(documents), strict=True)
        ]
        values["count"] = values["paginator"].count
        return values


class DocumentCreate(FormPage):
    form_class = DocumentForm
    template_name = "library/document_form.html"
    page_title = gettext_lazy("New document")

    def get_initial(self) -> dict[str, Any]:
        return {"zone": zone_of(self.request.user)}

    def form_valid(self, form: DocumentForm) -> HttpResponse:
        values = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        try:
            document = actions.create_document(by=self.request.user, **values)
        except ValidationError as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, _("The draft is saved. Add a version with its files, then publish it."))
        return redirect("library:version_add", reference=document.reference)


class DocumentEdit(FormPage):
    form_class = DocumentForm
    template_name = "library/document_form.html"
    page_title = gettext_lazy("Change the document")

    def is_open(self) -> bool:
        return rules.can_change(self.request.user, self.document)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"document": self.document}

    def get_initial(self) -> dict[str, Any]:
        seen = {"seen": actions.latest_change(self.document)}
        return DocumentForm.initial_of(self.document, zone_of(self.request.user)) | seen

    def form_valid(self, form: DocumentForm) -> HttpResponse:
        values = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        try:
            actions.change_document(self.document, by=self.request.user, **values)
        except actions.ChangedMeanwhile as conflict:
            return self._conflict(form, conflict)
        except (TransitionRefused, ValidationError) as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, _("The document is saved."))
        return redirect(self.document.get_absolute_url())

    def _conflict(self, form: DocumentForm, conflict: actions.ChangedMeanwhile) -> HttpResponse:
        """Show who was faster and keep what was typed; sending it once more overwrites knowingly."""
        message = _(
            "%(person)s changed this document at %(moment)s, while you were writing. Nothing of yours was saved."
        )
        moment = times.format_moment(conflict.event.at, zone_of(self.request.user))
        advice = _("Look at the document in another window; send the form again to put your text in its place.")
        form.add_error(None, f"{message % {'person': conflict.event.actor or '', 'moment': moment}} {advice}")
        form.data = form.data.copy()
        form.data["seen"] = str(actions.latest_change(self.document))
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(document=self.document, **kwargs)


class VersionAdd(FormPage):
    form_class = VersionForm
    template_name = "library/version_form.html"
    page_title = gettext_lazy("Add a version")

    def is_open(self) -> bool:
        return rules.can_change(self.request.user, self.document)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"document": self.document}

    def get_initial(self) -> dict[str, Any]:
        revisions = [version.revision for version in self.document.versions.all()]
        return {"revision": max(revisions, default=0)}

    def form_valid(self, form: VersionForm) -> HttpResponse:
        try:
            version = actions.add_version(self.document, by=self.request.user, **form.cleaned_data)
        except (TransitionRefused, ValidationError) as refusal:
            return self.refused(form, refusal)
        language = languages.name_in(version.language)
        messages.success(self.request, _("The version in %(language)s is saved.") % {"language": language})
        if "another" in self.request.POST:
            return redirect("library:version_add", reference=self.document.reference)
        return redirect(self.document.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revisions = presenters.revisions(self.document)
        return super().get_context_data(document=self.document, revisions=revisions, **kwargs)


class VersionRemove(DeskMixin, TemplateView):
    """Takes a version out of a draft, after asking; sent twice, there is nothing left to take out."""

    template_name = "library/version_remove.html"
    page_title = gettext_lazy("Remove this version")

    def is_open(self) -> bool:
        return rules.can_change(self.request.user, self.document)

    @cached_property
    def version(self) -> Version:
        return get_object_or_404(self.document.versions, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            actions.remove_version(self.version, by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The version is removed."))
        return redirect("library:version_add", reference=self.document.reference)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = presenters.version_lines([self.version])
        return super().get_context_data(document=self.document, revision={"versions": lines}, **kwargs)


class DocumentPublish(FormPage):
    """Says what becomes visible, to whom and when; then publishes."""

    form_class = PublishForm
    template_name = "library/document_publish.html"
    page_title = gettext_lazy("Publish the document")

    def is_open(self) -> bool:
        return DOCUMENT.transitions["publish"] in DOCUMENT.available(self.request.user, self.document)

    def get_initial(self) -> dict[str, Any]:
        return PublishForm.initial_of(self.document, zone_of(self.request.user))

    def form_valid(self, form: PublishForm) -> HttpResponse:
        try:
            actions.publish_document(self.document, by=self.request.user, released_at=form.cleaned_data["released_at"])
        except TransitionRefused as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, _("The document is published."))
        return redirect(self.document.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            document=self.document,
            facts=presenters.facts(self.document),
            revisions=presenters.revisions(self.document),
            missing_titles=presenters.missing_titles(self.document),
            **kwargs,
        )


class DocumentTransition(TransitionView):
    """Withdrawal; publication has a page of its own."""

    workflow = DOCUMENT
    actions = {"withdraw": actions.withdraw_document}

    def get_object(self) -> Document:
        visible = Document.objects.visible_to(self.request.user)
        document = get_object_or_404(visible, reference=self.kwargs["reference"])
        if not rules.can_prepare(self.request.user, document):
            raise Http404
        return document
