"""A document by its symbol, however it is spelled; and its files."""

from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from poa_portal.common.pages import PageMixin
from poa_portal.common.views import NotFound
from poa_portal.library import context, files, presenters, rules, symbols
from poa_portal.library.models import Document, File
from poa_portal.library.rows import document_rows
from poa_portal.library.workflow import DOCUMENT


class DocumentDetail(PageMixin, TemplateView):
    """``documents/A/RES/77/37``. Another spelling is sent to this one; what can mean several asks the reader."""

    template_name = "library/document_detail.html"
    document: Document

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = symbols.resolve(kwargs["name"], request.user)
        if found.choices:
            return self._choice(request, kwargs["name"], found.choices)
        if found.document is None:
            message = _("There is no document “%(name)s” here, or it is not open to you. Look for its title or number.")
            raise NotFound(message % {"name": kwargs["name"][:80]})
        canonical = found.document.get_absolute_url()
        if unquote(canonical) != request.path:
            # Only a full symbol means the same document for ever; the end of one may come to mean two.
            return (HttpResponsePermanentRedirect if found.exact else HttpResponseRedirect)(canonical)
        self.document = found.document
        return super().get(request, *args, **kwargs)

    @staticmethod
    def _choice(request: HttpRequest, name: str, choices: list[Document]) -> HttpResponse:
        page = {
            "page_title": _("Which document do you mean?"),
            "breadcrumbs": [(_("Library"), reverse("library:entry_list"))],
            "said": name[:80],
            "rows": document_rows(choices),
        }
        return render(request, "library/document_choice.html", page)

    def get_page_title(self) -> str:
        return self.row.title

    def get_page_description(self) -> str:
        return self.document.summary or f"{self.row.symbol}. {self.row.kind}, {self.row.date}."

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Library"), reverse("library:entry_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document, user = self.document, self.request.user
        self.row = document_rows([document])[0]
        revisions = presenters.revisions(document)
        values = super().get_context_data(document=document, row=self.row, **kwargs)
        values |= {
            "summary": presenters.passage(document, "summary"),
            "facts": presenters.facts(document),
            "current": revisions[0] if revisions else None,
            "earlier": revisions[1:],
            "missing_language": presenters.missing_language(document),
            "topics": list(document.topics.all()),
            "related": context.related_to(document, user),
            "withdrawal": presenters.withdrawal(document),
            "state_notice": presenters.not_out_yet(document),
        }
        if rules.can_prepare(user, document):
            values["can_change"] = rules.can_change(user, document)
            values["transitions"] = DOCUMENT.available(user, document)
            values["desk_url"] = reverse("library:document_manage") + f"{document.reference}/"
        return values


@require_safe
def file_download(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """The bytes behind a digest, for those who may read the document; a wrong name is sent to the right one."""
    found = list(File.objects.visible_to(request.user).readable().filter(sha256=sha256.lower())[:20])
    if not found:
        raise NotFound(_("There is no such file, or it is not open to you. The document may have been withdrawn."))
    stored = next((one for one in found if one.name == name), None)
    if stored is None:
        return redirect("library:file_download", sha256=found[0].sha256, name=found[0].name)
    return files.serve(stored, request)
