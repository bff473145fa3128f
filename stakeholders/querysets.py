"""Which organizations a person finds."""

from typing import Any, Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length

from poa_portal.accounts.querysets import PartyQuerySet
from poa_portal.accounts.standing import standing_of
from poa_portal.common.languages import CODES, column
from poa_portal.common.text import fold
from stakeholders.enums import OrganisationState

TELLING_LENGTH = 6  # a shorter name is part of too many others to make them alike


class OrganisationQuerySet(PartyQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Registered organizations are public; closed entries are seen by their own people and the secretariat."""
        standing = standing_of(user)
        if standing.is_secretariat:
            return self.all()
        return self.filter(Q(state=OrganisationState.REGISTERED) | Q(pk__in=standing.parties))

    def registered(self) -> Self:
        return self.filter(state=OrganisationState.REGISTERED)

    def alphabetical(self) -> Self:
        return self.order_by("folded_name", "pk")

    def with_rows(self) -> Self:
        """All that a row of the list shows."""
        return self.select_related("category", "home_state")

    def matching(self, text: str) -> Self:
        """Organizations whose own name, name in any of the six languages or acronym holds the text, folded."""
        names = Q(folded_name__contains=fold(text)) | Q(acronym__icontains=text)
        for code in CODES:
            names |= Q(**{f"{column('name', code)}__icontains": text})
        return self.filter(names)

    def like(self, name: str, website: str = "") -> Self:
        """Likely the same organization: one name within the other once folded, or the same web domain."""
        folded = fold(name).strip()
        same = Q(folded_name=folded)
        if len(folded) >= TELLING_LENGTH:
            same |= Q(folded_name__contains=folded) | Q(asked__contains=F("folded_name"), length__gte=TELLING_LENGTH)
        if domain := web_domain(website):
            same |= Q(website__icontains=f"//{domain}") | Q(website__icontains=f".{domain}")
        return self.alias(asked=Value(folded), length=Length("folded_name")).filter(same)


class PublicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Categories are public."""
        return self.all()


def web_domain(address: str) -> str:
    """The host of a web address without ``www.``; empty where there is none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")
