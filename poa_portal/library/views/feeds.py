"""The page that lists the feeds, and each feed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from poa_portal.common import languages
from poa_portal.library import feeds


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    offered = [(source, reverse("library:feed", args=[source.name])) for source in feeds.sources()]
    context = {
        "page_title": _("Feeds"),
        "page_description": _("Follow documents, meetings, inputs and reports in a feed reader or a calendar."),
        "breadcrumbs": [],
        "feeds": offered,
    }
    return render(request, "library/feed_list.html", context)


@require_safe
def feed(request: HttpRequest, name: str) -> HttpResponse:
    source = feeds.find(name)
    if source is None:
        raise Http404
    content = feeds.render(source, path=request.path, page=reverse("library:feed_list"), language=languages.current())
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
