"""Which organizations a person finds."""

from typing import Any, Self

from django.db import models

from poa_portal.accounts.querysets import PartyQuerySet
from poa_portal.accounts.standing import standing_of
from stakeholders.enums import OrganisationState


class OrganisationQuerySet(PartyQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Registered organizations are public; closed entries are seen by their own people and the secretariat."""
        standing = standing_of(user)
        if standing.is_secretariat:
            return self.all()
        return self.filter(models.Q(state=OrganisationState.REGISTERED) | models.Q(pk__in=standing.parties))


class PublicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Categories are public."""
        return self.all()
