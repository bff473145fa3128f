"""People, posts, the log, and the library; published and public as the usual case."""

from datetime import date
from hashlib import sha256

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from poa_portal.accounts import models as accounts
from poa_portal.audit import models as audit
from poa_portal.common.enums import Audience, PartyKind, Role
from poa_portal.library import models as library
from poa_portal.library.enums import PublicationState, TopicKind
from tests.factories.stored import stored_bytes


class UserFactory(DjangoModelFactory):
    class Meta:
        model = accounts.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@delegation.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password("correct horse battery staple")


class PartyFactory(DjangoModelFactory):
    """The secretariat, unless said otherwise."""

    class Meta:
        model = accounts.Party
        django_get_or_create = ("key",)

    kind = PartyKind.SECRETARIAT
    key = "secretariat"
    name = "Secretariat"


class PostFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Post

    user = factory.SubFactory(UserFactory)
    party = factory.SubFactory(PartyFactory)
    role = Role.OFFICER
    starts_on = date(2026, 1, 1)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Invitation

    email = factory.Sequence(lambda n: f"invited{n}@delegation.example")
    party = factory.SubFactory(PartyFactory)
    role = Role.OFFICER
    invited_by = factory.SubFactory(UserFactory)


class AuditEventFactory(DjangoModelFactory):
    class Meta:
        model = audit.AuditEvent

    verb = "changed"
    subject_type = "library.document"
    subject_id = factory.Sequence(lambda n: n + 1)
    subject_label = "A document"


class ReceiptFactory(DjangoModelFactory):
    class Meta:
        model = audit.Receipt

    number = factory.Sequence(lambda n: f"RCT-2026-{n:04d}")
    act = "submitted"
    at = factory.LazyFunction(timezone.now)
    actor_post = "Open Ledger Forum · Representative"
    audience = Audience.PUBLIC
    subject_type = "meetings.writteninput"
    subject_id = factory.Sequence(lambda n: n + 1)
    subject_reference = factory.Sequence(lambda n: f"INP-2026-{n:04d}")
    content = '{"title":"A title"}'
    sha256 = factory.LazyAttribute(lambda receipt: sha256(receipt.content.encode()).hexdigest())


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = audit.Series

    name = factory.Sequence(lambda n: f"S{n}")
    year = 2026


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = library.Topic

    kind = TopicKind.THEME
    key = factory.Sequence(lambda n: f"topic-{n}")
    title = factory.Sequence(lambda n: f"Topic {n}")


class DocumentKindFactory(DjangoModelFactory):
    class Meta:
        model = library.DocumentKind
        django_get_or_create = ("key",)

    key = "working-paper"
    name = "Working paper"


class DocumentFactory(DjangoModelFactory):
    """A published, public document."""

    class Meta:
        model = library.Document

    reference = factory.Sequence(lambda n: f"DOC-2026-{n:04d}")
    kind = factory.SubFactory(DocumentKindFactory)
    title = factory.Sequence(lambda n: f"Document {n}")
    date = date(2026, 7, 20)
    state = PublicationState.PUBLISHED


class SymbolFactory(DjangoModelFactory):
    class Meta:
        model = library.Symbol

    document = factory.SubFactory(DocumentFactory)
    text = factory.Sequence(lambda n: f"A/99/{n}")
    normal_form = factory.LazyAttribute(lambda symbol: symbol.text.upper())


class VersionFactory(DjangoModelFactory):
    class Meta:
        model = library.Version

    document = factory.SubFactory(DocumentFactory)
    language = "en"


class FileFactory(stored_bytes(library.File)):
    class Meta:
        model = library.File

    version = factory.SubFactory(VersionFactory)


class SearchEntryFactory(DjangoModelFactory):
    class Meta:
        model = library.SearchEntry

    source = "document"
    object_id = factory.Sequence(lambda n: n + 1)
    language = "en"
    title = "A document"
    url = "/documents/A/99/1"
    date = date(2026, 7, 20)
    audience = Audience.PUBLIC
    vector = ""


class GlossaryTermFactory(DjangoModelFactory):
    class Meta:
        model = library.GlossaryTerm

    key = factory.Sequence(lambda n: f"term-{n}")
    term = factory.Sequence(lambda n: f"term {n}")
