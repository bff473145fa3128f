"""Common texts as pages show them: versions, supporters in their order, formatted once in Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from poa_portal.common import languages
from poa_portal.common.text import fold
from stakeholders.enums import EndorsementOrder, OrganisationState
from stakeholders.models import CommonText, Endorsement, TextVersion
from stakeholders.text_words import day_of


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One published version."""

    number: int
    url: str
    day: str
    iso: str
    language: str
    direction: str
    note: str


@dataclass(frozen=True, slots=True)
class SupporterRow:
    """One organization under the name it had; ``url`` leads to its entry, where it has one that is open."""

    pk: int
    name: str
    url: str
    day: str
    iso: str
    version: int
    withdrawn: str


def version_rows(versions: Iterable[TextVersion]) -> list[VersionRow]:
    """Published versions, the newest first."""
    return [version_row(version) for version in sorted(versions, key=lambda one: -one.number) if version.published_at]


def version_row(version: TextVersion) -> VersionRow:
    certain = version.date_is_certain
    form = "%Y-%m-%d" if certain else "%Y-%m"
    return VersionRow(
        number=version.number,
        url=reverse("stakeholders:version_detail", args=[version.text.slug, version.number]),
        day=day_of(version.published_at, is_certain=certain),
        iso=version.published_at.strftime(form) if version.published_at else "",
        language=version.language,
        direction=languages.direction(version.language),
        note=version.note,
    )


def supporters_of(text: CommonText, user: Any) -> tuple[list[SupporterRow], list[SupporterRow]]:
    """Who supports the text, in the order that its coordinators chose, and whose support was withdrawn. One query.

    Who supports several versions stands once, with the newest; who withdrew and supports again stands above.
    """
    found = Endorsement.objects.visible_to(user).filter(version__text=text.pk)
    standing: dict[Any, Endorsement] = {}
    withdrawn: dict[Any, Endorsement] = {}
    for one in found.select_related("version", "owner").order_by("version__number", "endorsed_at", "pk"):
        (withdrawn if one.withdrawn_at else standing)[_who(one)] = one
    left = sorted(
        (one for who, one in withdrawn.items() if who not in standing),
        key=lambda one: (one.withdrawn_at or one.endorsed_at, one.pk),
    )
    return [_row(one) for one in in_order(text, standing.values())], [_row(one) for one in left]


def in_order(text: CommonText, endorsements: Iterable[Endorsement]) -> list[Endorsement]:
    """By name, by date, or as the coordinators arranged them; new ones come last there."""
    keys = {
        EndorsementOrder.NAME: lambda one: (fold(one.name), one.pk),
        EndorsementOrder.DATE: lambda one: (one.endorsed_at, one.position, one.pk),
        EndorsementOrder.POSITION: lambda one: (one.position, one.endorsed_at, one.pk),
    }
    return sorted(endorsements, key=keys[EndorsementOrder(text.order)])


def _who(one: Endorsement) -> Any:
    return one.owner_id or one.name


def _row(one: Endorsement) -> SupporterRow:
    certain = one.version.date_is_certain or one.owner_id is not None
    is_open = one.owner is not None and one.owner.state == OrganisationState.REGISTERED
    return SupporterRow(
        pk=one.pk,
        name=one.name,
        url=one.owner.get_absolute_url() if is_open and one.owner else "",
        day=day_of(one.endorsed_at, is_certain=certain),
        iso=one.endorsed_at.strftime("%Y-%m-%d" if certain else "%Y-%m"),
        version=one.version.number,
        withdrawn=day_of(one.withdrawn_at),
    )
