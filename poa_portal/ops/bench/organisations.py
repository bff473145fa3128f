"""Lists and search over five thousand organizations, beside the plain page."""

from statistics import median

from django.db import connection

from poa_portal.common.languages import CODES, column
from poa_portal.library import search
from poa_portal.ops.bench import scenes
from poa_portal.ops.bench.load import rates_in_rounds, share
from poa_portal.ops.bench.queries import queries_of, read
from poa_portal.ops.bench.table import Figure
from poa_portal.ops.bench.web import server
from stakeholders.enums import NameKind
from stakeholders.models import Category, Organisation, OrganisationName, TallyGroup

FEW, MANY = 40, 5_000
PATHS = {
    "organizations, first page": "/en/stakeholders/",
    "organizations, by a former name": "/en/stakeholders/?q=vormals+4",
    "organizations, by words and category": "/en/stakeholders/?q=bench&category=bench-1",
}
LIBRARY, API = "/en/library/?q=bench+39", "/api/v1/organisations/?page_size=50"
LD = "/bench/ld/?page_size=50"


def figures() -> list[Figure]:
    scenes.many_meetings(20)  # what the plain page shows
    few = _counted(FEW)
    many = _counted(MANY)
    size = len(read("/en/stakeholders/"))
    l1 = f"/bench/l1/{max(size // 1000, 1)}/"
    with server(cached=False) as port:
        rates = rates_in_rounds(port, [(path, {}) for path in (l1, LD, *PATHS.values(), LIBRARY, API)])
    return [
        Figure("L1, the plain page", f"{median(rates[l1]):.0f} /s", f"{size / 1000:.0f} kB"),
        Figure(
            f"organizations, SQL at {FEW} and {MANY:,}",
            f"{max(few.values())} and {max(many.values())}",
            "at most 8, the same",
            few == many and max(many.values()) <= 8,
        ),
        *(_figure(name, rates[path], rates[l1], "L1", 0.4) for name, path in PATHS.items()),
        _figure("library, an organization by its name", rates[LIBRARY], rates[l1], "L1", None),
        _figure("API list of 50 organizations", rates[API], rates[LD], "LD", 0.6),
    ]


def _figure(name: str, rates: list[float], theirs: list[float], yardstick: str, least: float | None) -> Figure:
    part = share(rates, theirs)
    remark = f"{part:.2f} of {yardstick}" + (f", at least {least}" if least else "")
    return Figure(name, f"{median(rates):.0f} /s", remark, part >= least if least else None)


def _counted(total: int) -> dict[str, int]:
    _organisations(total)
    search.reindex_all(["organisation"])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does in a database that lives
    return {path: queries_of(path) for path in (*PATHS.values(), LIBRARY, API)}


def _organisations(total: int) -> None:
    """Fill up to ``total``: names in six languages, a former name each, twenty categories."""
    group, _made = TallyGroup.objects.get_or_create(key="bench", defaults={"name": "Bench"})
    categories = [
        Category.objects.get_or_create(key=f"bench-{n}", defaults={"name": f"Bench {n}", "tally_group": group})[0]
        for n in range(20)
    ]
    for n in range(Organisation.objects.count(), total):
        names = {column("name", code): f"Bench organization {n} {code}" for code in CODES}
        made = Organisation.objects.create(
            key=f"bench-{n}", own_name=f"Bench organization {n}", category=categories[n % 20], **names
        )
        OrganisationName.objects.create(
            organisation=made, kind=NameKind.FORMER, text=f"Vormals {n}", until=made.registered_at.date()
        )
