"""A search in the directory of points of contact by a delegate who is signed in, beside the plain page."""

from datetime import date, time
from statistics import median

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from poa_portal.accounts.models import Party, Post, User
from poa_portal.common.enums import Role
from poa_portal.common.languages import CODES, column
from poa_portal.ops.bench import scenes
from poa_portal.ops.bench.load import rates_in_rounds, share
from poa_portal.ops.bench.queries import queries_of, read
from poa_portal.ops.bench.table import Figure
from poa_portal.ops.bench.web import server
from states import contact_vocabulary
from states.enums import Rank, Reachability, StateStatus
from states.models import Contact, ContactCategory, State

STATES, EACH = 195, 6
CATEGORIES = ("diplomatic", "technical", "legal")
LIST = "/en/work/contacts/"
SEARCH = f"{LIST}?category=technical&language=fr&reachable=now"
WORDS = f"{LIST}?q=bench+response"
NAMES = {
    LIST: "directory, first page",
    SEARCH: "directory, by category, language and hours",
    WORDS: "directory, by words",
}
SHARE = 0.4


def figures() -> list[Figure]:
    scenes.many_meetings(20)  # what the plain page shows
    cookie = _signed_in()
    _contacts(10)
    few = {path: queries_of(path, _client(cookie)) for path in NAMES}
    _contacts(STATES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does in a database that lives
    contact_vocabulary.forget()  # it knows the first ten States only
    many = {path: queries_of(path, _client(cookie)) for path in NAMES}
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
    size = len(read(SEARCH, _client(cookie)))
    l1 = f"/bench/l1/{max(size // 1000, 1)}/"
    with server(cached=False) as port:
        rates = rates_in_rounds(port, [(l1, {}), *((path, headers) for path in NAMES)])
    plain = median(rates[l1])
    return [
        Figure("L1, the plain page", f"{plain:.0f} /s", f"{size / 1000:.0f} kB"),
        Figure(
            "directory, SQL at 60 and 1,170 entries",
            f"{max(few.values())} and {max(many.values())}",
            "the same",
            few == many,
        ),
        *(_figure(name, rates[path], rates[l1]) for path, name in NAMES.items()),
    ]


def _figure(name: str, rates: list[float], plain: list[float]) -> Figure:
    part = share(rates, plain)
    return Figure(name, f"{median(rates):.0f} /s", f"{part:.2f} of L1, at least {SHARE}", part >= SHARE)


def _signed_in() -> str:
    """The session of a delegate with a second factor."""
    user = User.objects.create_user("bench@delegation.example", name="Bench", time_zone="America/New_York")
    state = _states(1)[0]
    Post.objects.create(user=user, party=Party.objects.get(pk=state.pk), role=Role.DRAFTER, starts_on=date(2026, 1, 1))
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = _client("")
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _client(cookie: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client


def _states(count: int) -> list[State]:
    """The first so many States of the bench, with names in six languages as real ones have."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVW"
    made = []
    for n in range(count):
        iso2 = f"{letters[n // 15]}{letters[n % 15]}"
        names = {column("name", code): f"Bench State {iso2} {code}" for code in CODES}
        places = {column("place", code): n for code in CODES}
        fields = {"iso3": f"Z{iso2}", "status": StateStatus.MEMBER, **names, **places}
        made.append(State.objects.get_or_create(iso2=iso2, defaults=fields)[0])
    return made


def _contacts(states: int) -> None:
    """A primary and an alternate of three categories for each State that has none yet."""
    categories = [
        ContactCategory.objects.get_or_create(key=key, defaults={"name": key.capitalize(), "position": n})[0]
        for n, key in enumerate(CATEGORIES)
    ]
    without = [state for state in _states(states) if not Contact.objects.filter(owner=state).exists()]
    Contact.objects.bulk_create(
        Contact(
            reference=f"BENCH-{state.iso2}-{n}",
            owner=state,
            category=categories[n // 2],
            rank=(Rank.PRIMARY, Rank.ALTERNATE)[n % 2],
            office=f"Response team {n} of {state.iso2}",
            role_title="Officer on duty",
            mailbox=f"team-{n}@{state.iso2.lower()}.example",
            telephone="+999 20 555 0100",
            languages=["en", "fr"] if n % 2 else ["en", "fr", "pt"],
            reachability=Reachability.ALWAYS if n % 2 else Reachability.HOURS,
            days=[1, 2, 3, 4, 5, 6, 7],
            opens=time(6),
            closes=time(5, 59),
            time_zone="Europe/Vienna",
            key_fingerprint="4C1F7A90D2B83E6515AC90F7E2D4B1638A0957CE",
            valid_from=date(2026, 1, 1),
            last_confirmed_at=timezone.now(),
        )
        for state in without
        for n in range(EACH)
    )
