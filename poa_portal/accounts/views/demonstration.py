"""Demonstration mode: sign in as an invented person, read the mail that was never sent."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_backends, login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView
from post_office.models import Email

from poa_portal.accounts.filters import MailFilter
from poa_portal.accounts.mail import RESTRICTED
from poa_portal.accounts.models import User
from poa_portal.accounts.standing import standing_of
from poa_portal.accounts.twofactor import DEMONSTRATION_FLAG
from poa_portal.accounts.views.work import safe_next
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin


@method_decorator(never_cache, name="dispatch")
class _DemonstrationMixin:
    """There is no such page outside demonstration mode."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.DEMONSTRATION:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DemonstrationSignInView(_DemonstrationMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        user = get_object_or_404(User, email=request.POST.get("email", ""), is_invented=True, is_active=True)
        login(request, user, backend=_backend())
        request.session[DEMONSTRATION_FLAG] = True
        return redirect(safe_next(request, reverse("accounts:work_home")))


def mail_shown_to(user: Any) -> QuerySet[Email]:
    """Mail to everybody, and mail whose address is restricted to the people of the party that it names."""
    own = [str(party) for party in standing_of(user).parties]
    return Email.objects.filter(~Q(headers__has_key=RESTRICTED) | Q(**{f"headers__{RESTRICTED}__in": own}))


class DemonstrationMailView(_DemonstrationMixin, PageMixin, FilteredListView):
    """The mail of the demonstration that this reader may see, newest first."""

    model = Email
    filterset_class = MailFilter
    template_name = "accounts/demonstration_mail.html"
    page_title = gettext_lazy("Mail of the demonstration")

    def get_queryset(self) -> QuerySet[Email]:
        self.queryset = mail_shown_to(self.request.user).order_by("-pk")
        return super().get_queryset()


class DemonstrationMailDetailView(_DemonstrationMixin, PageMixin, DetailView):
    model = Email
    template_name = "accounts/demonstration_mail_detail.html"
    context_object_name = "mail"

    def get_queryset(self) -> QuerySet[Email]:
        return mail_shown_to(self.request.user)

    def get_page_title(self) -> str:
        return self.object.subject

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Mail of the demonstration"), reverse("accounts:demonstration_mail"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = (self.object.headers or {}).get("Content-Language", settings.LANGUAGE_CODE)
        return super().get_context_data(mail_language=language, **kwargs)


def _backend() -> str:
    backend = get_backends()[0]
    return f"{backend.__module__}.{type(backend).__name__}"
