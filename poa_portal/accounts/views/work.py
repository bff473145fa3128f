"""The work page, the post worked in, and a person's own settings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from poa_portal.accounts import actions, twofactor
from poa_portal.accounts.forms import PostChoiceForm, SettingsForm
from poa_portal.accounts.middleware import POST_KEY
from poa_portal.accounts.panels import panels_for
from poa_portal.common.pages import PageMixin


class WorkHomeView(LoginRequiredMixin, PageMixin, TemplateView):
    """What this post has to do, in panels that the rooms plug in."""

    template_name = "accounts/work_home.html"
    page_title = gettext_lazy("Your work")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = self.request.post  # type: ignore[attr-defined]
        panels = panels_for(self.request.user, post) if post else []
        return super().get_context_data(post=post, panels=panels, **kwargs)


class PostChooseView(LoginRequiredMixin, PageMixin, FormView):
    """Somebody with several posts says in which one to work; the choice lasts for the session."""

    template_name = "accounts/post_choose.html"
    form_class = PostChoiceForm
    page_title = gettext_lazy("Change your post")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your work"), reverse("accounts:work_home"))]

    def get_initial(self) -> dict[str, Any]:
        post = self.request.post  # type: ignore[attr-defined]
        return {"post": post.pk if post else None}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "posts": self.request.user.standing.posts}

    def form_valid(self, form: PostChoiceForm) -> HttpResponse:
        self.request.session[POST_KEY] = form.cleaned_data["post"]
        return redirect(safe_next(self.request, reverse("accounts:work_home")))

    def form_invalid(self, form: PostChoiceForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SettingsView(LoginRequiredMixin, PageMixin, FormView):
    template_name = "accounts/settings.html"
    form_class = SettingsForm
    page_title = gettext_lazy("Your settings")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your work"), reverse("accounts:work_home"))]

    def get_initial(self) -> dict[str, Any]:
        user = self.request.user
        return {"name": user.name, "language": user.language, "time_zone": user.time_zone}

    def form_valid(self, form: SettingsForm) -> HttpResponse:
        actions.change_settings(self.request.user, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Your settings have been saved."))
        return redirect("accounts:settings")

    def form_invalid(self, form: SettingsForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class TwoFactorNeededView(LoginRequiredMixin, PageMixin, TemplateView):
    """Why work is closed as yet, and the way to open it."""

    template_name = "accounts/two_factor_needed.html"
    page_title = gettext_lazy("One more step before you work here")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not twofactor.is_missing(request):
            return redirect(safe_next(request, reverse("accounts:work_home")))
        return super().get(request, *args, **kwargs)


def safe_next(request: HttpRequest, default: str) -> str:
    """The address to which ``next`` leads, if it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and is_ours else default
