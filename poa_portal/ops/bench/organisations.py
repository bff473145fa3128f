"""Lists and search over five thousand organizations, beside the plain page."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from poa_portal.common.languages import CODES, column
from poa_portal.library import search
from poa_portal.ops.bench import scenes
from poa_portal.ops.bench.load import requests_per_second
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


def figures() -> list[Figure]:
    scenes.many_meetings(20)  # what the plain page shows
    few = _counted(FEW)
    many = _counted(MANY)
    size = len(_get("/en/stakeholders/"))
    with server(cached=False) as port:
        plain = requests_per_second(port, f"/bench/l1/{max(size // 1000, 1)}/")
        drf = requests_per_second(port, "/bench/ld/?page_size=50")
        rates = {name: requests_per_second(port, path) for name, path in PATHS.items()}
        library, listing = requests_per_second(port, LIBRARY), requests_per_second(port, API)
    return [
        Figure("L1, the plain page", f"{plain:.0f} /s", f"{size / 1000:.0f} kB"),
        Figure(
            f"organizations, SQL at {FEW} and {MANY:,}",
            f"{max(few.values())} and {max(many.values())}",
            "at most 8, the same",
            few == many and max(many.values()) <= 8,
        ),
        *(
            Figure(name, f"{rate:.0f} /s", f"{rate / plain:.2f} of L1, at least 0.4", rate >= 0.4 * plain)
            for name, rate in rates.items()
        ),
        Figure("library, an organization by its name", f"{library:.0f} /s", f"{library / plain:.2f} of L1"),
        Figure(
            "API list of 50 organizations",
            f"{listing:.0f} /s",
            f"{listing / drf:.2f} of LD, at least 0.6",
            listing >= 0.6 * drf,
        ),
    ]


def _counted(total: int) -> dict[str, int]:
    _organisations(total)
    search.reindex_all(["organisation"])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does in a database that lives
    return {path: _queries(path) for path in (*PATHS.values(), LIBRARY, API)}


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


def _queries(path: str) -> int:
    _get(path)  # what a process learns once is not counted
    with CaptureQueriesContext(connection) as captured:
        _get(path)
    return len(captured)


def _get(path: str) -> bytes:
    answer = Client(SERVER_NAME="127.0.0.1").get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return bytes(answer.content)
