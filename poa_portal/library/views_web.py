"""What machines ask for at the root of the site: the sitemap and robots.txt."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from poa_portal.library import sitemaps

CLOSED = ("work/", "accounts/", "demonstration/", "invitations/", "receipts/")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All places in one file; where they are too many, an index of the parts ``?page=1``, ``?page=2``…"""
    asked = request.GET.get("page")
    parts = sitemaps.files()
    if asked is None and len(parts) > 1:
        return render(request, "library/sitemap_index.xml", {"parts": parts}, content_type="application/xml")
    page = asked or "1"
    found = sitemaps.places(int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else None
    if found is None:
        raise Http404
    return render(request, "library/sitemap.xml", {"places": found}, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read everything public; the desks of the house have nothing for them."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: /{code}/{path}" for code, _name in settings.LANGUAGES for path in CLOSED]
    lines += ["Allow: /", "", f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
