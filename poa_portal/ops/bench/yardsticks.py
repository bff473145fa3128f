"""The plain pages against which ours are measured: L1, LC and LD. They exist only while the bench runs."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from rest_framework import serializers, viewsets
from rest_framework.pagination import CursorPagination

from meetings.models import Meeting
from poa_portal import urls as portal_urls

KEY = "bench:page"
_FRAME = engines["django"].from_string(
    "<!doctype html><html lang=en><head><title>{% block title %}{% endblock %}</title></head>"
    "<body><main>{% block main %}{% endblock %}</main></body></html>"
)
_PAGE = engines["django"].from_string(
    "{% extends frame %}{% block title %}{{ title }}{% endblock %}{% block main %}<ul>"
    "{% for row in rows %}<li id='{{ row.pk }}'><a href='/en/meetings/{{ row.slug }}/'>{{ row.title_en }}</a> "
    "{{ row.starts_on|date:'j F Y' }} {{ row.ends_on|date:'j F Y' }} {{ row.announced_at|date:'j F Y' }} "
    "{{ row.announced_at|time:'H:i' }} <span>{{ row.city_en }} {{ row.venue_en }}</span>{{ filler }}</li>{% endfor %}"
    "</ul>{% endblock %}"
)


def plain_page(request: HttpRequest, size: int = 22) -> HttpResponse:
    """L1: one query of 20 rows, 80 dates, an inherited template that gives about ``size`` thousand bytes."""
    filler = "x" * max(0, size * 1000 // 20 - 320)
    rows = list(Meeting.objects.order_by("-starts_on")[:20])
    return HttpResponse(
        _PAGE.render({"frame": _FRAME, "rows": rows, "title": "A plain page", "filler": filler}, request)
    )


def cached_page(request: HttpRequest) -> HttpResponse:
    """LC: bytes out of Redis and nothing else."""
    return HttpResponse(cache.get(KEY))


class PlainMeetingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Meeting
        exclude = ("topics", "documents")


class PlainPagination(CursorPagination):
    ordering = "-pk"
    page_size_query_param = "page_size"


class PlainMeetings(viewsets.ReadOnlyModelViewSet):
    """LD: a plain list of the same rows, every column, by cursor."""

    queryset = Meeting.objects.order_by("-pk")
    serializer_class = PlainMeetingSerializer
    pagination_class = PlainPagination
    filter_backends: list[Any] = []
    throttle_classes: list[Any] = []


urlpatterns = [
    path("bench/l1/<int:size>/", plain_page),
    path("bench/lc/", cached_page),
    path("bench/ld/", PlainMeetings.as_view({"get": "list"})),
    *portal_urls.urlpatterns,
]
handler404 = portal_urls.handler404
