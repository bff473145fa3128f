"""Organizations as pages show them: rows, names, facts and contributions, formatted once in Python."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from poa_portal.common import languages, times
from poa_portal.common.languages import column
from stakeholders.enums import NameKind, OrganisationState
from stakeholders.organisation_vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organization in a list; ``work_url`` is where the secretariat finds it."""

    key: str
    name: str
    url: str
    work_url: str
    acronym: str
    written: str
    category: str
    country: str
    website: str
    state_word: str
    is_invented: bool


_COLUMNS = (
    "key", "own_name", "acronym", "category_id", "home_state_id", "website", "state", "is_invented",
)  # fmt: skip


def organisation_rows(organisations: Any) -> list[OrganisationRow]:
    """Rows of a queryset or a slice of one: one query for plain values, because lists are long."""
    public = _Address("stakeholders:organisation_detail")
    work = _Address("stakeholders:organisation_review")
    known = vocabulary()
    words = {state.value: str(state.label) for state in OrganisationState} | {OrganisationState.REGISTERED.value: ""}
    names = {"shown": F(column("name")), "english": F(column("name", "en"))}
    rows = []
    for row in organisations.select_related(None).rewrite(False).values(*_COLUMNS, **names):
        name, written, home = row["shown"] or row["english"], row["own_name"], row["home_state_id"]
        rows.append(
            OrganisationRow(
                key=row["key"],
                name=name,
                url=public.of(row["key"]),
                work_url=work.of(row["key"]),
                acronym=row["acronym"],
                written="" if written == name else written,
                category=known.category_names.get(row["category_id"], ""),
                country=known.state_names.get(home, "") if home else "",
                website=row["website"],
                state_word=words[row["state"]],
                is_invented=row["is_invented"],
            )
        )
    return rows


class _Address:
    """An address with a key in it, found once for a whole list."""

    def __init__(self, name: str) -> None:
        self._before, _key, self._after = reverse(name, args=["KEY"]).partition("KEY")

    def of(self, key: str) -> str:
        return f"{self._before}{key}{self._after}"


def name_in_page(names: dict[str, Any]) -> str:
    """The name of a record given as JSON, in the page's language, else in English."""
    return str(names.get(column("name")) or names.get("name_en") or names.get("own_name") or "")


@dataclass(frozen=True, slots=True)
class FurtherName:
    """A name in another language, or a former one with its last day."""

    text: str
    language: str
    language_name: str
    direction: str
    until: str


class Names:
    """The further names of an organization read ``with_facts()``."""

    def __init__(self, organisation: Any) -> None:
        merged = [(entry["own_name"] or name_in_page(entry), entry["pk"]) for entry in organisation.merged_here]
        self._merged_names = {pk: name for name, pk in merged}
        names = set(self._merged_names.values())
        self.merged = [name for name, _pk in merged]
        self.other = [_further(name) for name in organisation.named if name["kind"] == NameKind.OTHER]
        former = [name for name in organisation.named if name["kind"] == NameKind.FORMER and name["text"] not in names]
        self.former = [_further(name) for name in former]
        self._own = sorted((date.fromisoformat(name["until"]), name["text"]) for name in former if not name["language"])
        self.keys = [organisation.pk, *self._merged_names]

    def name_on(self, owner_id: int, day: date) -> str:
        """The name under which something came where it is not the present one: that of a merged entry, or a former one."""
        if owner_id in self._merged_names:
            return self._merged_names[owner_id]
        return next((text for until, text in self._own if day < until), "") if owner_id == self.keys[0] else ""


def _further(name: dict[str, Any]) -> FurtherName:
    tag = name["language"]
    return FurtherName(
        text=name["text"],
        language=tag,
        language_name=languages.name_in(tag) if tag else "",
        direction=languages.direction(tag) if tag else "auto",
        until=times.format_date(date.fromisoformat(name["until"])) if name["until"] else "",
    )


def facts_of(organisation: Any) -> list[tuple[str, Any]]:
    """What is known about it; what is not known is left out."""
    facts = [
        (_("Name as the organization writes it"), organisation.name_as_written),
        (_("Acronym"), organisation.acronym),
        (_("Category"), organisation.category.name),
        (_("Counts in tallies as"), organisation.category.tally_group.name),
        (_("Country of the seat"), organisation.home_state.name if organisation.home_state else ""),
        (_("Countries in which it works"), " · ".join(name_in_page(state) for state in organisation.works_in)),
        (_("Registered"), times.format_date(organisation.registered_at.date())),
    ]
    return [(label, value) for label, value in facts if value]


def contribution_row(entry: Any, names: Names) -> dict[str, str]:
    """One published contribution; ``reference`` and ``citation`` are what the room that published it gives."""
    return {
        "title": entry.title,
        "url": f"/{languages.current()}{entry.url}",
        "kind": entry.kind,
        "day": times.format_date(entry.date),
        "reference": entry.shown.get("reference", ""),
        "citation": entry.shown.get("citation", ""),
        "language": entry.shown.get("title_language", ""),
        "direction": languages.direction(entry.shown.get("title_language") or languages.current()),
        "contributed_as": names.name_on(entry.owner_id, entry.date),
    }


def support_row(endorsement: Any) -> dict[str, str]:
    """A common text that the organization supports, under the name it had that day."""
    text, day = endorsement.version.text, times.format_date(endorsement.endorsed_at.date())
    url = endorsement.version.get_absolute_url()
    citation = _("%(party)s, support for “%(title)s”, version %(number)s, %(date)s, %(address)s") % {
        "party": endorsement.name,
        "title": text.title,
        "number": endorsement.version.number,
        "date": day,
        "address": settings.BASE_URL + url,
    }
    return {
        "title": text.title,
        "url": url,
        "language": text.language,
        "direction": languages.direction(text.language),
        "number": str(endorsement.version.number),
        "name": endorsement.name,
        "day": day,
        "citation": citation,
    }


def request_row(row: Any) -> dict[str, str]:
    """A request for accreditation with its present step, from the row of the lists of requests."""
    citation = _("%(party)s, request for accreditation %(reference)s, “%(round)s”: %(step)s, %(date)s, %(address)s") % {
        "party": row.name,
        "reference": row.reference,
        "round": row.round,
        "step": row.state_word,
        "date": row.day,
        "address": settings.BASE_URL + row.url,
    }
    return {
        "reference": row.reference,
        "url": row.url,
        "round": row.round,
        "step": row.state_word,
        "day": row.day,
        "name": row.name,
        "citation": citation,
    }
