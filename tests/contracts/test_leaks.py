"""Contract 8: what is restricted stands nowhere but before its readers.

Words are planted in every text field of restricted records (``secrets.py``). Everybody then opens every address of the
table that is open to them, as it is, with the words as a search, page by page, as CSV; and feeds, the sitemap, the mail
of the demonstration, every other table of the database and the log are read. That the same walk finds the words before those who may
read them shows that it is not blind.
"""

import logging
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as portal_settings
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from poa_portal.accounts.mail import RESTRICTED
from poa_portal.audit import readers
from poa_portal.audit.models import Series
from poa_portal.common.enums import Role
from poa_portal.common.logs import LineFormatter
from poa_portal.library import feeds
from poa_portal.library.search import reindex_all
from tests import factories
from tests.contracts.people import ROLES
from tests.contracts.secrets import FIND, SECRETS, Secret
from tests.contracts.table import ROWS
from tests.contracts.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EVERYBODY = (*ROLES, "third")
# The publisher opens whatever an officer does, and the coordinator whatever a drafter does.
WALKERS = [role for role in EVERYBODY if role not in {"officer", "drafter"}]
READERS = {secret.name: secret.readers for secret in SECRETS}
PAGES_AT_MOST = 20
_NEXT = re.compile(r'rel="next" href="([^"]+)"')


@pytest.fixture
def third(db: None) -> Any:
    """A delegate of a third State."""
    user = factories.UserFactory()
    factories.PostFactory(user=user, party=factories.StateFactory(name="Cindaria"), role=Role.DRAFTER)
    return user


class Scene:
    """The world with its secrets, and everybody in it."""

    def __init__(self, world: World, people: Any, third: Any) -> None:
        self.world = world
        self.people = {**dict(people.items()), "third": third}
        for series in ("MSG", "PNG"):  # what actions make is not called as what factories made
            year = timezone.now().year
            Series.objects.update_or_create(name=series, year=year, defaults={"reached": 8000})
        self.planted = {secret.name: secret.plant(secret, world, self.people) for secret in SECRETS}
        reindex_all()

    def addresses(self, role: str) -> Iterator[str]:
        """What this role can open of the table, and for everybody the planted records, feeds, mail of the demonstration."""
        like = role if role in ROLES else "other_drafter"
        for row in ROWS:
            if row.expected[like] == HTTPStatus.OK and "logout" not in row.name:
                yield reverse(row.name, kwargs=row.kwargs(self.world))
        for records in self.planted.values():
            yield from (record.get_absolute_url() for record in records)
        yield from (reverse("library:feed", args=[source.name]) for source in feeds.sources())
        yield from (reverse("accounts:demonstration_mail_detail", args=[email.pk]) for email in Email.objects.all())


@pytest.fixture
def scene(world: World, people: Any, third: Any) -> Scene:
    return Scene(world, people, third)


def text_of(answer: Any) -> str:
    """Everything that an answer says: status, headers and body."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.status_code} {answer.headers} {body.decode('utf-8', 'replace')}".casefold()


class Walk:
    """One person asks for everything; ``met`` says by secret where its words were met."""

    def __init__(self, scene: Scene, client: Any, role: str) -> None:
        self.client, self.role = client, role
        self.met: dict[str, list[str]] = {secret.name: [] for secret in SECRETS}
        self.client.raise_request_exception = False
        for address in dict.fromkeys(scene.addresses(role)):
            self._visit(address)

    def _visit(self, address: str) -> None:
        status, text = self._ask(address)
        if status != HTTPStatus.OK:
            return
        self._turn_pages(address, text)
        if 'name="q"' in text or address.startswith("/api/"):
            self._ask(address, q=FIND)
        if address.startswith("/api/"):
            self._ask(address, format="csv")
        if address.endswith("sitemap.xml") and self.role == "public":  # what is public is the same for everybody
            for part in re.findall(r"<loc>\w+://[^/]+(/[^<]*)</loc>", text):
                self._ask(part)

    def _ask(self, address: str, **query: str) -> tuple[int, str]:
        answer = self.client.get(address, query)
        text = text_of(answer)
        for secret in SECRETS:
            if secret.tell in text:
                self.met[secret.name].append(f"{address} {query or ''}".strip())
        return answer.status_code, text

    def _turn_pages(self, address: str, text: str) -> None:
        for number in range(2, PAGES_AT_MOST):
            if not _NEXT.search(text):
                return
            _status, text = self._ask(address, page=str(number))


def test_every_restricted_model_is_a_secret_here() -> None:
    assert set(readers.restricted()) == {label for secret in SECRETS for label in secret.labels}


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.name)
def test_every_text_field_of_a_secret_is_filled(secret: Secret, scene: Scene) -> None:
    for model in secret.tables:
        planted = [vars(record) for record in model._base_manager.all() if secret.tell in str(vars(record))]
        assert planted
        made = {field.name for field in model._meta.concrete_fields if field.generated}  # out of the others
        values = {name: value for name, value in planted[0].items() if name not in made}
        filled = {name for name, value in values.items() if isinstance(value, str) and secret.tell in value}
        assert filled == set(secret.words_of(model))


@pytest.mark.parametrize("role", WALKERS)
def test_words_are_met_by_their_readers_and_by_nobody_else(
    role: str, scene: Scene, client_of: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    met = Walk(scene, client_of(scene.people[role]), role).met
    assert {name: places for name, places in met.items() if places and role not in READERS[name]} == {}
    assert [name for name, places in met.items() if not places and role in READERS[name]] == []
    assert words_in(log_of(caplog)) == []


def test_no_other_table_holds_a_word(scene: Scene) -> None:
    """Search, audit events, receipts, sessions, jobs: every model there is, and every one that comes."""
    found = []
    for model in apps.get_models():
        if model is Email:
            continue
        own = [secret for secret in SECRETS if model in secret.tables + secret.also_in]
        held = str(list(model._base_manager.values())).casefold()
        found += [f"{model._meta.label}: {word}" for word in words_in(held, without=own)]
    assert found == []


def test_mail_says_no_word_and_hides_restricted_addresses(scene: Scene) -> None:
    contact = SECRETS[0]
    assert Email.objects.filter(to__icontains=contact.tell).exists()
    for email in Email.objects.all():
        read_by = {scene.people[role].email for role in EVERYBODY if scene.people[role]} & set(email.to)
        told = [secret for secret in SECRETS if secret.mail_to_readers and _all_read(secret, scene, read_by, email)]
        own = str(email.to[0]).casefold()  # each mail ends with the address to which it was sent
        whole = f"{email.subject} {email.message} {email.html_message} {email.headers} {email.cc} {email.bcc}"
        assert (email.subject, words_in(whole.casefold().replace(own, ""), without=told)) == (email.subject, [])
        assert words_in(str(email.to).casefold()) == [] or RESTRICTED in (email.headers or {})


def _all_read(secret: Secret, scene: Scene, read_by: set[str], email: Email) -> bool:
    """Whether the mail goes to readers of the secret alone; a mailbox counts as its party's."""
    readers_of = {scene.people[role].email for role in secret.readers}
    return read_by <= readers_of


@pytest.mark.parametrize("debug", [False, True], ids=["production", "demonstration"])
def test_a_failure_tells_neither_reader_nor_log(
    debug: bool,
    scene: Scene,
    client_of: Any,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    """A view breaks that holds a point of contact and the words of a form; another meets a constraint of the database."""
    settings.DEBUG = debug
    caplog.set_level(logging.DEBUG)
    planted = scene.planted["contact"][0]
    form = dict.fromkeys(["subject", "what_happened"], " ".join(secret.tell for secret in SECRETS))

    def breaks(view: Any, *args: Any, **kwargs: Any) -> Any:
        contact, typed = planted, view.request.POST.dict()
        raise RuntimeError(f"{len(typed)} fields for {contact}")

    def breaks_a_constraint(view: Any, *args: Any, **kwargs: Any) -> Any:
        planted.valid_to = planted.valid_from.replace(year=1999)
        planted.save()

    for failure in (breaks, breaks_a_constraint):
        monkeypatch.setattr("states.views.message_create.MessageCreateView.form_invalid", failure)
        client = client_of(scene.people["coordinator"])
        client.raise_request_exception = False
        answer = client.post(reverse("states:message_create"), form)
        assert answer.status_code == 500
        assert words_in(text_of(answer)) == []
    logged = log_of(caplog)
    assert "RuntimeError" in logged
    assert "IntegrityError" in logged
    assert words_in(logged.casefold()) == []


def log_of(caplog: pytest.LogCaptureFixture) -> str:
    """What was logged, as the portal writes it."""
    line = portal_settings.LOGGING["formatters"]["line"]
    assert line["()"] == f"{LineFormatter.__module__}.{LineFormatter.__name__}"
    formatter = LineFormatter(line["format"])
    for record in caplog.records:
        record.exc_text = None  # as another formatter left it
    return "\n".join(formatter.format(record) for record in caplog.records)


def words_in(text: str, without: Any = ()) -> list[str]:
    """The planted words in a text."""
    return [secret.tell for secret in SECRETS if secret not in without and secret.tell in text]
