"""What every request passes: clean addresses, security headers, and the cache of public pages."""

import logging
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import BadRequest, MiddlewareNotUsed, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import quote_etag

from poa_portal.common import times, views

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]
GENERATION = "public-generation"
LIFETIME_SECONDS = 60


def forget_public_pages() -> None:
    """Let every cached public page end now; called after each commit that changed something."""
    cache.set(GENERATION, str(times.timezone.now().timestamp()), None)


class SecurityHeadersMiddleware:
    """The headers that neither Django nor django-csp sets."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response


class CleanAddressMiddleware:
    """Refuses addresses no honest page contains (broken UTF-8, null bytes) and understands ``/zh/``."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_clean(request):
            return views.broken_address(request)
        if request.path_info == "/zh" or request.path_info.startswith("/zh/"):
            return views.redirect_language(request, "zh", "zh-hans")
        return self.get_response(request)

    @staticmethod
    def _is_clean(request: HttpRequest) -> bool:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        try:
            text = query.decode("utf-8") + request.path_info
        except UnicodeDecodeError:
            return False
        return "\x00" not in text and "\ufffd" not in request.path_info


class PublicPageCacheMiddleware:
    """Keeps the pages that a signed-out reader sees, for a minute at most and until the next change.

    A cached page belongs to one minute of the clock and to one generation of the content. Release times have
    whole minutes, so a document appears in its minute and never earlier; every committed change starts a new
    generation, so nothing withdrawn lingers. One ``MGET`` answers both questions.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_public_reading(request):
            response = self.get_response(request)
            response.setdefault("Cache-Control", "private, no-cache")
            return response
        if not settings.PUBLIC_PAGE_CACHE:
            return self._finish(request, self.get_response(request))
        key = self._key(request)
        found = cache.get_many([GENERATION, key])
        generation = found.get(GENERATION)
        kept = found.get(key)
        if kept and kept[0] == generation:
            return self._finish(request, self._restore(kept))
        response = self._finish(request, self.get_response(request))
        if response.status_code == 200 and not response.streaming and response.has_header("ETag"):
            cache.set(key, (generation, dict(response.items()), response.content), LIFETIME_SECONDS)
        return response

    @staticmethod
    def _is_public_reading(request: HttpRequest) -> bool:
        return (
            request.method in {"GET", "HEAD"}
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and "HX-Request" not in request.headers
        )

    @staticmethod
    def _key(request: HttpRequest) -> str:
        accepted = ""
        if request.path_info.split("/", 2)[1] not in dict(settings.LANGUAGES):
            accepted = f"{request.headers.get('Accept', '')}|{request.headers.get('Accept-Language', '')}"
        text = f"{request.get_host()}{request.get_full_path()}|{accepted}"
        return f"page:{times.minute_now()}:{sha256(text.encode()).hexdigest()}"

    @staticmethod
    def _restore(kept: tuple[str, dict[str, str], bytes]) -> HttpResponse:
        return HttpResponse(kept[2], headers=kept[1])

    @staticmethod
    def _finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Give the answer its lifetime and its ETag, and answer 304 to a reader who has it already."""
        if (
            response.status_code != 200
            or response.streaming
            or response.cookies
            or "no-store" in str(response.get("Cache-Control", ""))
        ):
            return response
        _forget_cookie_in_vary(response)
        # A cache in front keeps the page to the end of this minute, so that release times hold there as well.
        response["Cache-Control"] = f"public, max-age=0, s-maxage={times.seconds_left_of_the_minute()}"
        if not response.has_header("ETag"):
            response["ETag"] = quote_etag(sha256(response.content).hexdigest()[:32])
        if response["ETag"] in request.headers.get("If-None-Match", ""):
            unchanged = HttpResponseNotModified()
            for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
                if response.has_header(name):
                    unchanged[name] = response[name]
            return unchanged
        return response


class DemonstrationErrorsMiddleware:
    """Shows the portal's own error pages in demonstration mode, where Django's technical ones would stand.

    The demonstration runs with ``DEBUG``, and who tries the portal should see what its readers see. The traceback
    goes to the log. Stands behind the middleware that redirects an address without its slash, and before that of allauth,
    whose exceptions lead to other pages, as the one that asks once more who it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        if not (settings.DEMONSTRATION and settings.DEBUG):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND and request.resolver_match is None:
            return views.not_found(request)  # no address fits, so no view could say so
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        if isinstance(exception, Http404):
            return views.not_found(request, exception)
        if isinstance(exception, PermissionDenied):
            return views.permission_denied(request, exception)
        if isinstance(exception, (SuspiciousOperation, BadRequest)):
            return views.bad_request(request, exception)
        logger.error("%s %s failed", request.method, request.path, exc_info=exception)
        got_request_exception.send(sender=type(self), request=request)
        return views.server_error(request)


def _forget_cookie_in_vary(response: HttpResponse) -> None:
    """A signed-out page is the same for all: asking whether somebody is signed in did not change it."""
    kept = [part.strip() for part in response.get("Vary", "").split(",") if part.strip().lower() not in {"", "cookie"}]
    if kept:
        response["Vary"] = ", ".join(kept)
    elif response.has_header("Vary"):
        del response["Vary"]
