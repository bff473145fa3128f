"""Common texts in the hands of the organizations that coordinate them."""

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
from django.views.generic import FormView, ListView, TemplateView

from poa_portal.accounts.standing import standing_of
from poa_portal.audit.transitions import TransitionView
from poa_portal.common import languages, times
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from stakeholders import rules
from stakeholders.actions import endorsements, texts
from stakeholders.enums import EndorsementOrder, TextState
from stakeholders.forms.texts import CoordinatorForm, TextChangeForm, TextStartForm, VersionForm
from stakeholders.models import CommonText, JoinRequest, Organisation, TextVersion
from stakeholders.text_rows import supporters_of, version_rows
from stakeholders.text_words import changes, digest
from stakeholders.views.texts import text_row
from stakeholders.workflow import TEXT


def own_organisations(user: Any) -> list[Organisation]:
    """The registered organizations that this person represents."""
    keys = [party.pk for party in rules.organisations_of(user)]
    return list(Organisation.objects.registered().filter(pk__in=keys).alphabetical())


class TextWorkListView(PageMixin, LoginRequiredMixin, ListView):
    """The texts that the reader's organizations coordinate, drafts too."""

    template_name = "stakeholders/text_work_list.html"
    page_title = gettext_lazy("Our common texts")
    paginate_by = 20

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not rules.organisations_of(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        own = CommonText.objects.coordinated_by(standing_of(self.request.user).parties)
        return own.with_rows().order_by("-created_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = [text_row(text) for text in context["object_list"]]
        return context


class TextCreateView(PageMixin, LoginRequiredMixin, FormView):
    """Begin a text; the words come on the next page."""

    template_name = "stakeholders/text_form.html"
    page_title = gettext_lazy("Begin a common text")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not own_organisations(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> TextStartForm:
        data = self.request.POST if self.request.method == "POST" else None
        initial = {"language": languages.current()}
        return TextStartForm(data, organisations=own_organisations(self.request.user), initial=initial)

    def form_valid(self, form: TextStartForm) -> HttpResponse:
        said = {name: form.cleaned_data[name] for name in ("title", "language", "introduction", "topics")}
        try:
            text = texts.begin_text(by=self.request.user, organisation=form.organisation, **said)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        return redirect("stakeholders:version_edit", text.slug)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Our common texts"), reverse("stakeholders:text_work_list"))]


class CoordinateMixin(PageMixin, LoginRequiredMixin):
    """A text in the hands of one of its coordinators; 404 for everybody else."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not rules.can_coordinate_text(request.user, self.text):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def text(self) -> CommonText:
        readable = CommonText.objects.visible_to(self.request.user).prefetch_related("coordinators")
        return get_object_or_404(readable, slug=self.kwargs["slug"])

    def back(self) -> HttpResponse:
        return redirect("stakeholders:text_manage", self.text.slug)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        manage = reverse("stakeholders:text_manage", args=[self.text.slug])
        return [(_("Our common texts"), reverse("stakeholders:text_work_list")), (self.text.title, manage)]

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=self.text, **kwargs)


class TextManageView(CoordinateMixin, TemplateView):
    """Where a text stands: its versions, coordinators, supporters, wishes to join, and the steps open now."""

    template_name = "stakeholders/text_manage.html"

    def get_page_title(self) -> str:
        return self.text.title

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return super().get_breadcrumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(self.text.versions.select_related("text"))
        supporters, _withdrawn = supporters_of(self.text, self.request.user)
        return super().get_context_data(
            draft=next((version for version in versions if version.published_at is None), None),
            versions=version_rows(versions),
            supporters=supporters,
            waiting=JoinRequest.objects.filter(text=self.text, answered_at=None).count(),
            transitions=TEXT.available(self.request.user, self.text),
            base_url=reverse("stakeholders:text_manage", args=[self.text.slug]),
            direction=languages.direction(self.text.language),
            is_draft=self.text.state == TextState.DRAFT,
            **kwargs,
        )


class TextEditView(CoordinateMixin, FormView):
    """Title, introduction, topics and the order of the supporters."""

    template_name = "stakeholders/text_form.html"
    page_title = gettext_lazy("Change title, introduction and order")

    def get_form(self, form_class: Any = None) -> TextChangeForm:
        data = self.request.POST if self.request.method == "POST" else None
        return TextChangeForm(data, text=self.text)

    def form_valid(self, form: TextChangeForm) -> HttpResponse:
        try:
            texts.change_text(self.text, by=self.request.user, **form.cleaned_data)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return self.back()


class VersionEditView(CoordinateMixin, FormView):
    """Writing the next version. What a colleague saved meanwhile is shown beside what was typed."""

    template_name = "stakeholders/version_form.html"

    @cached_property
    def version(self) -> TextVersion:
        draft = texts.draft_of(self.text)
        newest = texts.newest_of(self.text)
        if draft is not None:
            return draft
        if newest is None:
            return TextVersion(text=self.text, number=1, language=self.text.language)
        return TextVersion(text=self.text, number=newest.number + 1, language=newest.language, body=newest.body)

    def get_page_title(self) -> str:
        return _("Write version %(number)d") % {"number": self.version.number}

    def get_form(self, form_class: Any = None) -> VersionForm:
        data = self.request.POST if self.request.method == "POST" else None
        form = VersionForm(data, version=self.version)
        if self.version._state.adding:  # the words of the newest version are offered, none are kept yet
            form.initial["base"] = digest("")
        return form

    def form_valid(self, form: VersionForm) -> HttpResponse:
        try:
            texts.write_version(self.text, by=self.request.user, **form.cleaned_data)
        except texts.TextConflict as conflict:
            return self._conflict(form, conflict.current)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        if self.request.POST.get("do") == "publish":
            return redirect("stakeholders:version_publish", self.text.slug)
        messages.success(self.request, _("Saved. Nobody but the coordinators sees this version."))
        return self.back()

    def _conflict(self, form: VersionForm, current: TextVersion) -> HttpResponse:
        """Both texts on one page; saving again, knowing theirs, puts one's own in its place."""
        data = self.request.POST.copy()
        data["base"] = digest(current.body)
        again = VersionForm(data, version=current)
        parts = changes(current.body, form.cleaned_data["body"])
        return self.render_to_response(self.get_context_data(form=again, theirs=current, parts=parts), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_supporters = self.version.number > 1
        return super().get_context_data(version=self.version, has_supporters=has_supporters, **kwargs)


class VersionPublishView(CoordinateMixin, TemplateView):
    """The words as they will stand for ever, and what publishing does."""

    template_name = "stakeholders/version_publish.html"

    @cached_property
    def draft(self) -> TextVersion | None:
        return texts.draft_of(self.text)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.draft is None:
            messages.info(request, _("No version is being written."))
            return self.back()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        number = request.POST.get("number", "")
        asked = int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else 0
        try:
            version = texts.publish_version(self.text, by=request.user, number=asked, base=request.POST.get("base"))
        except texts.TextConflict as conflict:
            self.draft = conflict.current
            words = _("A colleague changed the words while you read them. Nothing was published. Read them again.")
            return self.render_to_response(self.get_context_data(refusal=words), status=409)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
            return self.back()
        messages.success(request, _("Version %(number)d is published.") % {"number": version.number})
        return self.back()

    def get_page_title(self) -> str:
        return _("Publish version %(number)d") % {"number": self.draft.number if self.draft else 0}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        newest = texts.newest_of(self.text)
        comparable = draft is not None and newest is not None and newest.language == draft.language
        return super().get_context_data(
            draft=draft,
            base=digest(draft.body) if draft else "",
            direction=languages.direction(draft.language) if draft else "ltr",
            parts=changes(newest.body, draft.body) if draft and newest and comparable else [],
            is_first=newest is None,
            is_open=self.text.state == TextState.OPEN,
            **kwargs,
        )


class TextCoordinatorsView(CoordinateMixin, FormView):
    """The organizations that keep the text together."""

    form_class = CoordinatorForm
    template_name = "stakeholders/text_coordinators.html"
    page_title = gettext_lazy("Coordinating organizations")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "remove":
            return self._remove(request.POST.get("organisation", ""))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: CoordinatorForm) -> HttpResponse:
        organisation = form.cleaned_data["organisation"]
        try:
            texts.add_coordinator(self.text, by=self.request.user, organisation=organisation)
        except ValidationError as error:
            form.add_error("name", error)
            return self.form_invalid(form)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(
            self.request, _("%(name)s coordinates as well; its people have a message.") % {"name": organisation}
        )
        return redirect(self.request.path)

    def _remove(self, key: str) -> HttpResponse:
        organisation = get_object_or_404(self.text.coordinators, key=key)
        try:
            texts.remove_coordinator(self.text, by=self.request.user, organisation=organisation)
        except TransitionRefused as refusal:
            messages.error(self.request, refusal.message)
            return redirect(self.request.path)
        messages.success(self.request, _("%(name)s does not coordinate any more.") % {"name": organisation})
        still = rules.can_coordinate_text(self.request.user, self.text)
        return redirect(self.request.path if still else self.text.get_absolute_url())


class SupporterArrangeView(CoordinateMixin, TemplateView):
    """The supporters in the order that the coordinators give them."""

    template_name = "stakeholders/endorsement_arrange.html"
    page_title = gettext_lazy("Arrange the supporters")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = request.POST.get("supporter", "")
        shown, _withdrawn = supporters_of(self.text, request.user)
        if asked.isascii() and asked.isdecimal() and len(asked) < 19:
            up = request.POST.get("do") == "up"
            order = [row.pk for row in shown]
            endorsements.move_supporter(self.text, by=request.user, pk=int(asked), order=order, up=up)
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        supporters, _withdrawn = supporters_of(self.text, self.request.user)
        is_arranged = self.text.order == EndorsementOrder.POSITION
        return super().get_context_data(supporters=supporters, is_arranged=is_arranged, **kwargs)


class JoinListView(CoordinateMixin, ListView):
    """Who asked to join; an answer goes by the coordinators' own mail and is marked here."""

    template_name = "stakeholders/join_list.html"
    page_title = gettext_lazy("Wishes to join")
    paginate_by = 20

    def get_queryset(self) -> Any:
        asked = JoinRequest.objects.visible_to(self.request.user).filter(text=self.text)
        return asked.order_by("answered_at", "-sent_at", "-pk") if self.show_all else asked.filter(answered_at=None)

    @property
    def show_all(self) -> bool:
        return "all" in self.request.GET

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        pk = request.POST.get("request", "")
        if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
            raise Http404
        asked = get_object_or_404(JoinRequest.objects.visible_to(request.user).filter(text=self.text), pk=pk)
        is_answered = request.POST.get("do") == "answered"
        endorsements.mark_answered(asked, by=request.user, is_answered=is_answered)
        messages.success(request, _("Marked as answered.") if is_answered else _("Marked as waiting."))
        return redirect(request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(show_all=self.show_all, **kwargs)
        context["rows"] = [(asked, times.Moment.at(asked.sent_at)) for asked in context["object_list"]]
        return context


class TextTransitionView(TransitionView):
    """Open for support, close, open again."""

    workflow = TEXT
    actions = {"open": texts.open_text, "close": texts.close_text, "reopen": texts.reopen_text}

    def get_object(self) -> CommonText:
        return get_object_or_404(CommonText.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    def get_success_url(self, subject: Any) -> str:
        return reverse("stakeholders:text_manage", args=[subject.slug])
