"""Which meetings, calls and inputs a person may read."""

from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from meetings.enums import CallState, InputState, MeetingState
from poa_portal.accounts.querysets import audience_q
from poa_portal.accounts.standing import standing_of
from poa_portal.library.models import Document


class PublicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Bodies, cycles and kinds are public."""
        return self.all()


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """What has been announced is public, cancelled meetings too; drafts are the secretariat's."""
        if standing_of(user).is_secretariat:
            return self.all()
        return self.filter(~Q(state=MeetingState.DRAFT))

    def forthcoming(self) -> Self:
        """Meetings that have not ended, the next one first."""
        return self.filter(ends_on__gte=timezone.now().date()).order_by("starts_on", "pk")

    def past(self) -> Self:
        return self.filter(ends_on__lt=timezone.now().date()).order_by("-starts_on", "-pk")

    def with_rows(self) -> Self:
        """All that a meeting row shows."""
        calls = Prefetch("calls", self.model.calls.rel.related_model.objects.filter(state=CallState.OPEN), "open_calls")
        return self.select_related("body", "kind", "cycle").prefetch_related(calls)


class OfMeetingQuerySet(models.QuerySet):
    """Sittings and agenda items are as visible as their meeting."""

    def visible_to(self, user: Any) -> Self:
        if standing_of(user).is_secretariat:
            return self.all()
        return self.filter(~Q(meeting__state=MeetingState.DRAFT))


class MeetingDocumentQuerySet(OfMeetingQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The place of a document in a meeting is seen by who sees both."""
        return super().visible_to(user).filter(document__in=Document.objects.visible_to(user))


class CallQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        if standing_of(user).is_secretariat:
            return self.all()
        return self.filter(~Q(state=CallState.DRAFT))

    def open_now(self) -> Self:
        now = timezone.now()
        return self.filter(state=CallState.OPEN, opens_at__lte=now, deadline__gte=now).order_by("deadline")

    def over(self) -> Self:
        """Calls whose deadline has passed or that were closed, the latest first."""
        ended = Q(state=CallState.CLOSED) | Q(state=CallState.OPEN, deadline__lt=timezone.now())
        return self.filter(ended).order_by("-deadline")


class OfCallQuerySet(models.QuerySet):
    """Questions, extensions and recorded counts are as visible as their call."""

    def visible_to(self, user: Any) -> Self:
        return self.all() if standing_of(user).is_secretariat else self.filter(~Q(call__state=CallState.DRAFT))


class WrittenInputQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The public reads what is published; authors read their own at any time; the secretariat what was submitted."""
        standing = standing_of(user)
        seen = Q(state__in=InputState.public()) & audience_q(user)
        if standing.parties:
            seen |= Q(owner__in=standing.parties)
        if standing.is_secretariat:
            seen |= ~Q(state=InputState.DRAFT) & Q(submitted_at__isnull=False)
        return self.filter(seen)

    def published(self) -> Self:
        return self.filter(state__in=InputState.public())

    def with_rows(self) -> Self:
        return self.select_related("owner", "call", "call__meeting")


class OfInputQuerySet(models.QuerySet):
    """Answers, files and considerations are as visible as their input."""

    path = "written_input"

    def visible_to(self, user: Any) -> Self:
        inputs = self.model._meta.get_field("written_input").related_model.objects.visible_to(user)
        return self.filter(written_input__in=inputs)
