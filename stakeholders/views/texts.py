"""Common texts as everybody reads them: the list, one text with its supporters, its versions; and asking to join."""

from functools import cached_property
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView
from rest_framework.throttling import BaseThrottle

from poa_portal.common import languages
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from stakeholders import rules
from stakeholders.actions import endorsements
from stakeholders.enums import TextState
from stakeholders.filters.texts import CommonTextFilter
from stakeholders.forms.texts import JoinForm
from stakeholders.models import CommonText, TextVersion
from stakeholders.text_inputs import inputs_on
from stakeholders.text_rows import supporters_of, version_row, version_rows
from stakeholders.text_words import changes, day_of


class TextListView(PageMixin, FilteredListView):
    """Every text that is or was open for support, the one with the newest version first."""

    filterset_class = CommonTextFilter
    template_name = "stakeholders/text_list.html"
    page_title = gettext_lazy("Common texts")
    page_description = gettext_lazy("Texts of several organizations, with everybody who supports them.")

    def get_queryset(self) -> Any:
        public = CommonText.objects.visible_to(self.request.user).public().with_rows()
        self.queryset = public.order_by("-latest", "-pk")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = [text_row(text) for text in context["object_list"]]
        return context


def text_row(text: CommonText) -> dict[str, Any]:
    """One text in a list, read ``with_rows()``."""
    return {
        "title": text.title,
        "url": text.get_absolute_url(),
        "slug": text.slug,
        "language": text.language,
        "direction": languages.direction(text.language),
        "state": text.get_state_display(),
        "is_open": text.state == TextState.OPEN,
        "version": text.newest,  # type: ignore[attr-defined]
        "day": day_of(text.latest, is_certain=not text.source),  # type: ignore[attr-defined]
        "coordinators": [organisation.name for organisation in text.coordinators.all()],
        "source": text.source,
    }


class OfTextMixin(PageMixin):
    """Pages about one text, found by its address."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def text(self) -> CommonText:
        readable = CommonText.objects.visible_to(self.request.user).prefetch_related("coordinators", "topics")
        return get_object_or_404(readable, slug=self.kwargs["slug"])

    @cached_property
    def versions(self) -> list[TextVersion]:
        """The published versions, the newest first."""
        found = TextVersion.objects.visible_to(self.request.user).published().filter(text=self.text)
        versions = list(found.select_related("document").order_by("-number"))
        for version in versions:
            version.text = self.text
        return versions

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Common texts"), reverse("stakeholders:text_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        direction = languages.direction(self.text.language)
        return super().get_context_data(text=self.text, direction=direction, **kwargs)


class TextDetailView(OfTextMixin, TemplateView):
    """The newest words, who supports them, earlier versions, and the inputs that build on them."""

    template_name = "stakeholders/text_detail.html"

    def get_page_title(self) -> str:
        return self.text.title

    def get_page_description(self) -> str:
        return self.text.introduction or super().get_page_description()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        supporters, withdrawn = supporters_of(self.text, self.request.user)
        newest = self.versions[0] if self.versions else None
        return super().get_context_data(
            newest=newest,
            row=version_row(newest) if newest else None,
            earlier=version_rows(self.versions[1:]),
            supporters=supporters,
            withdrawn=withdrawn,
            inputs=inputs_on(self.text, self.request.user),
            is_open=self.text.state == TextState.OPEN,
            may_coordinate=self.request.user.is_authenticated
            and rules.can_coordinate_text(self.request.user, self.text),
            **kwargs,
        )


class VersionDetailView(OfTextMixin, TemplateView):
    """One published version: its words never change; beside them what changed since the version before."""

    template_name = "stakeholders/version_detail.html"

    @cached_property
    def version(self) -> TextVersion:
        found = [version for version in self.versions if version.number == self.kwargs["number"]]
        if not found:
            raise Http404
        return found[0]

    def get_page_title(self) -> str:
        return _("%(title)s, version %(number)d") % {"title": self.text.title, "number": self.version.number}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*super().get_breadcrumbs(), (self.text.title, self.text.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        before = next((one for one in self.versions if one.number < version.number), None)
        comparable = before is not None and before.body and version.body and before.language == version.language
        return super().get_context_data(
            version=version,
            row=version_row(version),
            before=version_row(before) if before else None,
            parts=changes(before.body, version.body) if before is not None and comparable else [],
            is_newest=version is self.versions[0],
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class JoinView(OfTextMixin, FormView):
    """A page of its own, so that reading a text sets no cookie. The coordinators' people get a message."""

    form_class = JoinForm
    template_name = "stakeholders/join_form.html"
    page_title = gettext_lazy("Ask to join")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*super().get_breadcrumbs(), (self.text.title, self.text.get_absolute_url())]

    def form_valid(self, form: JoinForm) -> HttpResponse:
        said = form.cleaned_data
        if not form.is_trapped:
            try:
                endorsements.ask_to_join(
                    self.text,
                    sender=sha256(BaseThrottle().get_ident(self.request).encode()).hexdigest()[:32],
                    language=languages.current(),
                    **{name: said[name] for name in ("sending_key", "name", "organisation_name", "email", "message")},
                )
            except TransitionRefused as refusal:
                form.add_error(None, refusal.message)
                return self.form_invalid(form)
        messages.success(self.request, _("Your message is on its way. The coordinators answer by e-mail."))
        return redirect(f"{self.request.path}?sent=1")

    def form_invalid(self, form: JoinForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        takes = self.text.state == TextState.OPEN and bool(self.text.coordinators.all())
        return super().get_context_data(takes_wishes=takes, was_sent="sent" in self.request.GET, **kwargs)
