"""The people of the house, and a client for each of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from post_office.connections import connections

from poa_portal.common.enums import Role
from states import contact_vocabulary
from tests import factories

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture(autouse=True)
def _own_files_and_cache(settings: Any, tmp_path: Path) -> Iterator[None]:
    """No test sees another's uploads, cached pages or language."""
    translation.activate("en")
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.PUBLIC_PAGE_CACHE = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow by design
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    _forget()
    connections.close()  # post_office keeps the mail backend that a test before this one chose
    yield
    _forget()


def _forget() -> None:
    cache.clear()
    contact_vocabulary.forget()


@pytest.fixture
def secretariat(db: None) -> Any:
    return factories.PartyFactory()


@pytest.fixture
def officer(secretariat: Any) -> Any:
    return _person(secretariat, Role.OFFICER)


@pytest.fixture
def publisher(secretariat: Any) -> Any:
    return _person(secretariat, Role.PUBLISHER)


@pytest.fixture
def manager(secretariat: Any) -> Any:
    """The directory manager."""
    return _person(secretariat, Role.DIRECTORY_MANAGER)


@pytest.fixture
def chair(secretariat: Any) -> Any:
    """Somebody of the Chair's office."""
    return _person(secretariat, Role.CHAIRS_OFFICE)


@pytest.fixture
def state(db: None) -> Any:
    return factories.StateFactory(name="Arvandia", iso2="XA", iso3="XAR", is_invented=True)


@pytest.fixture
def coordinator(state: Any) -> Any:
    """Coordinates the delegation and publishes for it, as in many small delegations."""
    return _person(state, Role.COORDINATOR, Role.DELEGATION_PUBLISHER)


@pytest.fixture
def drafter(state: Any) -> Any:
    return _person(state, Role.DRAFTER)


@pytest.fixture
def other_drafter(db: None) -> Any:
    other = factories.StateFactory(name="Belmoria", iso2="XB", iso3="XBE", is_invented=True)
    return _person(other, Role.DRAFTER)


@pytest.fixture
def organisation(db: None) -> Any:
    return factories.OrganisationFactory(name="Open Ledger Forum", key="open-ledger-forum")


@pytest.fixture
def representative(organisation: Any) -> Any:
    return _person(organisation, Role.REPRESENTATIVE)


@pytest.fixture
def other_representative(db: None) -> Any:
    other = factories.OrganisationFactory(name="Northwind CERT Alliance", key="northwind-cert-alliance")
    return _person(other, Role.REPRESENTATIVE)


@pytest.fixture
def stranger(db: None) -> Any:
    """Somebody with an account and no post."""
    return _person(None)


@pytest.fixture
def client_of(db: None) -> Callable[[Any], Client]:
    """A browser in which this person has signed in with two factors; of nobody for ``None``."""

    def make(user: Any) -> Client:
        client = Client()
        if user is not None:
            Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
            client.force_login(user)
        return client

    return make


@pytest.fixture
def pdf_bytes() -> bytes:
    return PDF


@pytest.fixture
def pdf_upload(pdf_bytes: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.pdf", pdf_bytes, "application/pdf")


def _person(party: Any, *roles: str) -> Any:
    user = factories.UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for role in roles:
        factories.PostFactory(user=user, party=party, role=role)
    return user
