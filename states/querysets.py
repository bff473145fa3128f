"""Lists of States: alphabetical in the language of the page, never by a number."""

from typing import Any, Self

from django.db import models

from poa_portal.accounts.querysets import PartyQuerySet
from poa_portal.common import languages
from states.search import answers_to


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

    def matching(self, text: str) -> Self:
        """By any name in the six languages, another name, or a code: ``cote d'ivoire`` finds Côte d’Ivoire.

        The two hundred rows are compared here, because the database folds neither accents nor apostrophes.
        """
        names = [languages.column(field, code) for field in ("name", "formal_name") for code in languages.CODES]
        found = {
            row[0]
            for row in self.order_by().values_list("pk", "iso2", "iso3", "m49", "aliases__text", *names)
            if answers_to(text, row[4:], row[1:4])
        }
        return self.filter(pk__in=found)


class PublicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Facts about States are public."""
        return self.all()
