"""Visibility by audience, shared by every room; and the posts held at a time."""

from typing import Any, Self

from allauth.mfa.models import Authenticator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from poa_portal.accounts.standing import standing_of
from poa_portal.common.enums import Audience

_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def audience_q(user: Any, prefix: str = "") -> Q:
    """Rows whose ``audience`` this person belongs to, by the row's ``owner`` where the audience says owner."""
    standing = standing_of(user)
    audience, owner = f"{prefix}audience", f"{prefix}owner__in"
    reach = [Audience.PUBLIC]
    if standing.kinds:
        reach.append(Audience.STAKEHOLDERS)
    if standing.is_delegation or standing.is_secretariat:
        reach.append(Audience.STATES)
    if standing.is_secretariat:
        reach.append(Audience.OWNER)
    seen = Q(**{f"{audience}__in": reach})
    return seen | Q(**{owner: standing.parties}) if standing.parties else seen


def released_q(prefix: str = "") -> Q:
    """Rows whose release time has come; a row without one is out as soon as it is published."""
    moment = f"{prefix}released_at"
    return Q(**{f"{moment}__isnull": True}) | Q(**{f"{moment}__lte": timezone.now()})


class PostQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Posts that have begun and not ended. ``ends_on`` is the first day without the post, so that rights end with
        the decision and a hand-over leaves no day for two; days are those of UTC."""
        today = timezone.now().date()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), starts_on__lte=today)

    def of_standing(self) -> Self:
        """The posts that make a standing, in order; ``has_second_factor`` says whether the holder signs in with an
        authenticator app or a key."""
        held = Authenticator.objects.filter(user=OuterRef("user"), type__in=_SECOND_FACTORS)
        posts = self.current().select_related("party").order_by("starts_on", "pk")
        return posts.annotate(has_second_factor=Exists(held))

    def unended(self) -> Self:
        """Posts held now, and those that are yet to begin."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=timezone.now().date()))

    def past(self) -> Self:
        return self.filter(ends_on__lte=timezone.now().date())

    def visible_to(self, user: Any) -> Self:
        """Members of a party see its posts; the secretariat sees all."""
        standing = standing_of(user)
        return self.all() if standing.is_secretariat else self.filter(party__in=standing.parties)


class InvitationQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def unanswered(self) -> Self:
        """The open ones, and those that expired before anybody took them up."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def visible_to(self, user: Any) -> Self:
        """The same people as the posts that the invitations lead to."""
        standing = standing_of(user)
        return self.all() if standing.is_secretariat else self.filter(party__in=standing.parties)


class PartyQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """That a party exists is public; what it owns is not."""
        return self.all()
