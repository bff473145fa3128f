"""Calendars to subscribe to."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.calendars import calendar_of
from meetings.models import Body, Call, Meeting
from meetings.views.meetings import found_or_404

MOST = 1000


def _answer(content: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=disposition)


def _open_calls(request: HttpRequest) -> QuerySet[Call]:
    return Call.objects.visible_to(request.user).open_now()


@require_safe
def programme_calendar(request: HttpRequest) -> HttpResponse:
    """The days of all meetings and the deadlines of all open calls."""
    meetings = Meeting.objects.visible_to(request.user).select_related("body")[:MOST]
    name = f"{settings.PRODUCT_NAME} · {_('Programme')}"
    return _answer(calendar_of(name, meetings, _open_calls(request), with_sittings=False), "programme")


@require_safe
def body_calendar(request: HttpRequest, key: str) -> HttpResponse:
    body = found_or_404(Body.objects.visible_to(request.user).filter(key=key), _("There is no body at this address."))
    held = Meeting.objects.visible_to(request.user).filter(body=body)
    meetings = held.select_related("body").prefetch_related("sittings")[:MOST]
    calls = _open_calls(request).filter(meeting__body=body)
    return _answer(calendar_of(body.short_name, meetings, calls, with_sittings=True), body.key)


@require_safe
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    readable = Meeting.objects.visible_to(request.user).select_related("body").prefetch_related("sittings")
    meeting = found_or_404(readable.filter(slug=slug), _("There is no meeting at this address."))
    calls = _open_calls(request).filter(meeting=meeting)
    return _answer(calendar_of(meeting.title, [meeting], calls, with_sittings=True), meeting.slug)
