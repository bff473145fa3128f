"""Which organizations a person finds."""

from typing import Any, Self
from urllib.parse import urlsplit

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import JSONObject, Length, Lower

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
        """All that a row of the list shows, and nothing long."""
        return self.select_related("category", "home_state").defer(
            "searched", *(column("description", code) for code in CODES)
        )

    def with_names(self) -> Self:
        """As arrays, so that they cost no query: ``named`` (other and former names) and ``works_in`` (States in the
        order of the page's language)."""
        further = JSONObject(kind="kind", language="language", text="text", until="until")
        named = self._names().filter(organisation=OuterRef("pk")).order_by("kind", "-until", "text")
        names = {column("name", code): column("state__name", code) for code in CODES}
        state = JSONObject(key="state__key", iso2="state__iso2", **names)
        states = self.model.countries.through.objects.filter(organisation=OuterRef("pk"))
        return self.annotate(
            named=ArraySubquery(named.values(one=further)),
            works_in=ArraySubquery(states.order_by(column("state__place"), "state").values(one=state)),
        )

    def with_facts(self) -> Self:
        """All that the page of one shows: its names, and ``merged_here``, the entries merged into it."""
        names = {column("name", code): column("name", code) for code in CODES}
        entry = JSONObject(pk="pk", key="key", own_name="own_name", **names)
        merged = self.model.objects.filter(_merged_into(OuterRef("pk")), merged_into__isnull=False)
        merged = merged.order_by("folded_name", "pk").annotate(one=entry).values("one")
        return self.with_names().annotate(merged_here=ArraySubquery(merged))

    def _names(self) -> Any:
        return self.model.other_names.rel.related_model.objects.all()

    def moved_to(self, key: str) -> Any:
        """The entry among these to which a former address leads, or that of a merged entry; None where there is none."""
        left = Q(key=key, merged_into__isnull=False) | Q(former_addresses__key=key)
        found = self.model.objects.filter(left).select_related("merged_into").first()
        return self.filter(pk=found.survivor().pk).exclude(key=key).first() if found else None

    def matching(self, text: str) -> Self:
        """Organizations any of whose names, now or before, or whose acronym holds the text, folded."""
        return self.filter(searched__contains=fold(text))

    def like(self, name: str, website: str = "") -> Self:
        """Likely the same organization: a name, now or before, within the other once folded, or the same web domain."""
        folded = fold(name).strip()
        known = self._names().alias(asked=Value(folded), length=Length("folded"))
        known = known.filter(_alike(folded, "folded")).values("organisation")
        same = _alike(folded, "folded_name") | Q(pk__in=known)
        if len(folded) >= TELLING_LENGTH:
            same |= Q(searched__contains=folded)
        if domain := web_domain(website):
            same |= Q(website__icontains=f"//{domain}") | Q(website__icontains=f".{domain}")
        return self.alias(asked=Value(folded), length=Length("folded_name")).filter(same)

    def with_twins(self) -> Self:
        """Registered entries that another registered one likely repeats: the same folded name, now or before, or the
        same web address but for its path."""
        others = self.model.objects.registered().exclude(pk=OuterRef("pk"))
        named = self._names().filter(organisation__state=OrganisationState.REGISTERED)
        named = named.exclude(organisation=OuterRef("pk"))
        own = self._names().filter(organisation=OuterRef(OuterRef("pk"))).values("folded")
        site = others.annotate(host=_host("website")).filter(host=OuterRef("host"))
        twins = (
            Exists(others.filter(folded_name=OuterRef("folded_name")))
            | Exists(named.filter(folded=OuterRef("folded_name")))
            | Exists(others.filter(folded_name__in=own))
            | (~Q(host="") & Exists(site))
        )
        return self.registered().annotate(host=_host("website")).filter(twins)


def _alike(folded: str, field: str) -> Q:
    """One within the other; ``asked`` and ``length`` are aliases of the query."""
    same = Q(**{field: folded})
    if len(folded) >= TELLING_LENGTH:
        within = Q(asked__contains=F(field), length__gte=TELLING_LENGTH)
        same |= Q(**{f"{field}__contains": folded}) | within
    return same


def _merged_into(organisation: Any) -> Q:
    """Entries merged into this one, and into those; four mergers in a row do not happen."""
    paths = ("merged_into", "merged_into__merged_into", "merged_into__merged_into__merged_into")
    found = Q()
    for path in paths:
        found |= Q(**{path: organisation})
    return found


def _host(field: str) -> Func:
    """The host of a web address in SQL, without ``www.``; empty where there is none."""
    pattern = Value(r"^[a-z]+://(?:www\.)?([^/:?#]+).*$")
    return Func(Lower(field), pattern, Value(r"\1"), function="REGEXP_REPLACE", output_field=models.CharField())


class OfOrganisationQuerySet(models.QuerySet):
    """Names and former addresses are as visible as their organization."""

    def visible_to(self, user: Any) -> Self:
        standing = standing_of(user)
        if standing.is_secretariat:
            return self.all()
        seen = Q(organisation__state=OrganisationState.REGISTERED) | Q(organisation__in=standing.parties)
        return self.filter(seen)


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
