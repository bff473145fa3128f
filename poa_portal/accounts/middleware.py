"""Who works here, in which post, and whether with two factors."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from poa_portal.accounts import twofactor
from poa_portal.accounts.entrance import titles_of
from poa_portal.accounts.models import Post

POST_KEY = "post"  # in the session: the post worked in, by its number
# What one needs on the way to a second factor; and a ping is answered by whoever holds its link.
_OPEN_WITHOUT = {"accounts", "demonstration", "invitations", "pings", "two-factor"}


class WorkAreaMiddleware:
    """Sets ``request.post`` and keeps work closed until the second factor that a post needs is set up.

    A reader without a session costs nothing here: neither the session nor the database is asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.post = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        request.post = post_of(request)  # type: ignore[attr-defined]
        if _is_work(request) and twofactor.is_missing(request):
            return _to_set_up(request)
        return None

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Pages of allauth get their titles here, from one table."""
        match = request.resolver_match
        if match is not None and response.context_data is not None:
            for name, value in titles_of(match.url_name).items():
                response.context_data.setdefault(name, value)
        return response


def post_of(request: HttpRequest) -> Post | None:
    """The post chosen in this session, as long as it is held; else the first one held."""
    posts = request.user.standing.posts  # type: ignore[union-attr]
    chosen = request.session.get(POST_KEY)
    return next((post for post in posts if post.pk == chosen), posts[0] if posts else None)


def _is_work(request: HttpRequest) -> bool:
    """Every page of the work area, and every sending elsewhere that is not a step of signing in."""
    section = request.path_info.split("/")[2:3]
    if section == ["work"]:
        return True
    return request.method not in {"GET", "HEAD", "OPTIONS"} and not _OPEN_WITHOUT.intersection(section)


def _to_set_up(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else ""
    address = reverse("accounts:two_factor_needed") + (f"?{urlencode({'next': back})}" if back else "")
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(address)
    return redirect(address)
