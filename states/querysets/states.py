"""Lists of States: alphabetical in the language of the page, never by a number."""

from typing import Any, Self

from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import Func, OuterRef, Subquery, TextField, Value

from poa_portal.accounts.querysets import PartyQuerySet
from poa_portal.common import languages
from states.search import LINE, Called, Question


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
        return self.filter(pk__in=Question.of(text).answered_by(self.called()))

    def called(self) -> list[Called]:
        """What each State may be called; its names come as one text, because two hundred long rows cost more than
        comparing them."""
        columns = [languages.column(field, code) for field in ("name", "formal_name") for code in languages.CODES]
        names = Func(Value(LINE), *columns, function="concat_ws", output_field=TextField())
        aliases = self.model._meta.get_field("aliases").related_model.objects.filter(state=OuterRef("pk"))
        others = aliases.order_by().values("state").annotate(lines=StringAgg("text", LINE)).values("lines")
        rows = self.order_by().rewrite(False).annotate(names=names, others=Subquery(others))
        found = rows.values_list("pk", "iso2", "iso3", "m49", "names", "others")
        return [
            Called(pk, frozenset(code.casefold() for code in codes if code), LINE.join(filter(None, (own, more))))
            for pk, *codes, own, more in found
        ]


class PublicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Facts about States are public."""
        return self.all()
