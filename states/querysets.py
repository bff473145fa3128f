"""Lists of States: alphabetical in the language of the page, never by a number."""

from typing import Any, Self

from django.db import models

from poa_portal.accounts.querysets import PartyQuerySet


class StateQuerySet(PartyQuerySet):
    def real(self) -> Self:
        """The Member and observer States, without the invented ones of the demonstration."""
        return self.filter(is_invented=False)

    def invented(self) -> Self:
        return self.filter(is_invented=True)

    def alphabetical(self) -> Self:
        """By the place that the collation of the page's language gives each State."""
        return self.order_by("place", "name")

    def in_group(self, key: str) -> Self:
        return self.filter(memberships__group__key=key, memberships__ends_on=None).distinct()


class PublicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Facts about States are public."""
        return self.all()
