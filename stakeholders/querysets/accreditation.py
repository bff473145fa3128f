"""Who may read rounds, requests and objections."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from poa_portal.accounts.standing import standing_of
from stakeholders import rules
from stakeholders.enums import RequestState, RoundState


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        if standing_of(user).is_secretariat:
            return self.all()
        return self.filter(~Q(state=RoundState.DRAFT))

    def open_now(self) -> Self:
        """Rounds in which a request can be submitted at this second."""
        now = timezone.now()
        return self.filter(state=RoundState.OPEN, opens_at__lte=now, closes_at__gte=now)


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Steps and dates of what was submitted are public; drafts are their organization's. What a request says is
        another matter: ``rules.can_read_request``."""
        seen = Q(submitted_at__isnull=False) & ~Q(round__state=RoundState.DRAFT)
        standing = standing_of(user)
        if standing.is_secretariat:
            seen |= Q(submitted_at__isnull=False)
        return self.filter(seen | Q(owner__in=standing.parties))

    def with_rows(self) -> Self:
        return self.select_related("round", "owner", "category")

    def in_silence(self) -> Self:
        """Circulated ones to which a State can object at this second."""
        return self.filter(state=RequestState.CIRCULATED, silence_until__gte=timezone.now())

    def silence_over(self) -> Self:
        return self.filter(state=RequestState.CIRCULATED, silence_until__lt=timezone.now())

    def accredited(self) -> Self:
        return self.filter(state=RequestState.ACCREDITED)


class OfRequestQuerySet(models.QuerySet):
    """Steps and files are as visible as their request; views ask ``rules.can_read_request`` for the files."""

    def visible_to(self, user: Any) -> Self:
        requests = self.model._meta.get_field("request").related_model.objects.visible_to(user)
        return self.filter(request__in=requests)


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The Chair's office and the State that objects; everybody once that State publishes it."""
        if rules.can_read_objections(user):
            return self.all()
        return self.filter(Q(published_at__isnull=False) | Q(owner__in=standing_of(user).parties))

    def standing(self) -> Self:
        """Objections that were not withdrawn."""
        return self.filter(withdrawn_at=None)
