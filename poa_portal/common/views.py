"""Error pages and the redirects of languages; the pages speak the language of the address."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _


class NotFound(Http404):
    """A 404 whose sentence is meant for the reader; a plain ``Http404`` shows only the general words."""


def language_of(request: HttpRequest) -> str:
    """The language of the address, or the best of what the reader's browser asks for."""
    found = translation.get_language_from_path(request.path_info)
    if found:
        return found
    accepted = request.headers.get("Accept-Language", "")
    for part in accepted.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh-hans"
        if (short := tag.split("-")[0]) in dict(settings.LANGUAGES):
            return short
    return settings.LANGUAGE_CODE


def redirect_language(request: HttpRequest, said: str, meant: str) -> HttpResponse:
    """Send ``/zh/…`` to ``/zh-hans/…`` with everything behind it."""
    rest = request.get_full_path()[len(said) + 1 :]
    return HttpResponseRedirect(f"/{meant}{rest if rest.startswith('/') else f'/{rest}'}")


def to_reader_language(request: HttpRequest) -> HttpResponse:
    """``/`` goes to the reader's language."""
    response = HttpResponseRedirect(f"/{language_of(request)}/")
    response["Vary"] = "Accept-Language"
    return response


def error_page(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    """One page for every error; under ``/api/`` a problem document (RFC 9457) instead."""
    if request.path_info.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": message}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    context = {"title": title, "message": message, "status": status}
    return render(request, "errors/error.html", context, status=status)


def broken_address(request: HttpRequest) -> HttpResponse:
    with translation.override(language_of(request)):
        message = _("The address holds characters that cannot be read. Check the link, or search for what you need.")
        return error_page(request, 400, _("This address cannot be read"), message)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with translation.override(language_of(request)):
        message = _("The request could not be understood. Go back, check what you sent and try again.")
        return error_page(request, 400, _("This request cannot be read"), message)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with translation.override(language_of(request)):
        message = _("This step is not open to you now. Go back and load the page again.")
        return error_page(request, 403, _("Not open to you"), message)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    with translation.override(language_of(request)):
        message = _(
            "The form was open too long or came from another page. Go back, load it again and send it once more."
        )
        return error_page(request, 403, _("The form has expired"), message)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with translation.override(language_of(request)):
        said = str(exception) if isinstance(exception, NotFound) else ""
        message = said or _("There is no such page, or it is not open to you. Search, or begin from the home page.")
        return error_page(request, 404, _("Page not found"), message)


def server_error(request: HttpRequest) -> HttpResponse:
    with translation.override(language_of(request)):
        message = _("Something failed on our side and nothing was changed. Try again in a few minutes.")
        return error_page(request, 500, _("The portal made a mistake"), message)
