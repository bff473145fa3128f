"""Accreditation, the repository of contacts with its questions, and common texts."""

from datetime import UTC, date, datetime, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from poa_portal.common.enums import Role
from stakeholders import models as stakeholders
from stakeholders.enums import NameKind, RequestState, RoundState, TextState
from tests.factories.floor import TopicFactory, UserFactory
from tests.factories.parties import OrganisationFactory, StateFactory
from tests.factories.stored import stored_bytes


class OrganisationNameFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    kind = NameKind.OTHER
    language = "pt"
    text = factory.Sequence(lambda n: f"Outro nome {n}")


class OrganisationAddressFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.OrganisationAddress

    key = factory.Sequence(lambda n: f"former-address-{n}")
    organisation = factory.SubFactory(OrganisationFactory)


class HolidayFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.Holiday

    day = factory.Sequence(lambda n: date(2026, 1, 1) + timedelta(days=n))
    name = "Holiday"


class AccreditationRoundFactory(DjangoModelFactory):
    """A round that takes requests now: fourteen days of silence, ending at six in the evening in New York."""

    class Meta:
        model = stakeholders.AccreditationRound

    slug = factory.Sequence(lambda n: f"round-{n}")
    title = factory.Sequence(lambda n: f"Round {n} of accreditation")
    rule = "Organizations are accredited on a non-objection basis."
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
    state = RoundState.OPEN


class AccreditationRequestFactory(DjangoModelFactory):
    """A request that was submitted."""

    class Meta:
        model = stakeholders.AccreditationRequest

    reference = factory.Sequence(lambda n: f"ACR-2026-{n:04d}")
    round = factory.SubFactory(AccreditationRoundFactory)
    owner = factory.SubFactory(OrganisationFactory)
    applied_as = factory.LazyAttribute(lambda request: request.owner.name)
    category = factory.LazyAttribute(lambda request: request.owner.category)
    purpose = "To study stability in the use of ICTs."
    state = RequestState.SUBMITTED
    started_by = factory.SubFactory(UserFactory)
    submitted_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=5))


class AccreditationStepFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.AccreditationStep

    request = factory.SubFactory(AccreditationRequestFactory)
    name = "submit"
    state = RequestState.SUBMITTED
    at = datetime(2026, 5, 4, 15, tzinfo=UTC)
    role = Role.REPRESENTATIVE


class AccreditationFileFactory(stored_bytes(stakeholders.AccreditationFile)):
    class Meta:
        model = stakeholders.AccreditationFile

    request = factory.SubFactory(AccreditationRequestFactory)


class ObjectionFactory(DjangoModelFactory):
    """An objection that stands and was not published."""

    class Meta:
        model = stakeholders.Objection

    request = factory.SubFactory(AccreditationRequestFactory)
    owner = factory.SubFactory(StateFactory)
    basis = "A basis."
    made_by = factory.SubFactory(UserFactory)
    made_at = factory.LazyFunction(timezone.now)


class StakeholderContactFactory(DjangoModelFactory):
    """A listed contact, confirmed a week ago."""

    class Meta:
        model = stakeholders.StakeholderContact
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"SHC-2026-{n:04d}")
    owner = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Head of research {n}")
    mailbox = factory.Sequence(lambda n: f"questions-{n}@organization.example")
    languages = ["en"]
    offer = "Questions on incident response."
    last_confirmed_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))

    @factory.post_generation
    def topics(self, create: bool, extracted: list | None, **kwargs: object) -> None:
        if create:
            self.topics.set(extracted if extracted is not None else [TopicFactory()])


class MuteFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.Mute

    contact = factory.SubFactory(StakeholderContactFactory)
    party = factory.SubFactory(StateFactory)


class EnquiryFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.Enquiry

    reference = factory.Sequence(lambda n: f"QST-2026-{n:04d}")
    owner = factory.SubFactory(StateFactory)
    subject = "A question on disclosure"
    text = "Which practices work for small operators?"
    language = "en"
    asked_by = factory.SubFactory(UserFactory)
    sending_key = factory.Sequence(lambda n: f"key-{n}")


class EnquiryThreadFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.EnquiryThread

    enquiry = factory.SubFactory(EnquiryFactory)
    contact = factory.SubFactory(StakeholderContactFactory)
    owner = factory.SelfAttribute("contact.owner")


class EnquiryEntryFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.EnquiryEntry

    thread = factory.SubFactory(EnquiryThreadFactory)
    party = factory.SelfAttribute("thread.owner")
    text = "Coordinated disclosure works."
    written_by = factory.SubFactory(UserFactory)


class CommonTextFactory(DjangoModelFactory):
    """A text that is open for support."""

    class Meta:
        model = stakeholders.CommonText
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"text-{n}")
    owner = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Common text {n}")
    state = TextState.OPEN

    @factory.post_generation
    def coordinators(self, create: bool, extracted: list | None, **kwargs: object) -> None:
        if create:
            self.coordinators.set(extracted if extracted is not None else [self.owner])


class TextVersionFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.TextVersion

    text = factory.SubFactory(CommonTextFactory)
    number = factory.Sequence(lambda n: n + 1)
    body = "We share these views."
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=3))


class EndorsementFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.Endorsement

    version = factory.SubFactory(TextVersionFactory)
    owner = factory.SubFactory(OrganisationFactory)
    name = factory.LazyAttribute(lambda endorsement: endorsement.owner.name)
    endorsed_at = factory.LazyFunction(timezone.now)


class JoinRequestFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.JoinRequest

    text = factory.SubFactory(CommonTextFactory)
    name = "A reader"
    organisation_name = "Another organization"
    email = factory.Sequence(lambda n: f"reader-{n}@reader.example")
    sending_key = factory.Sequence(lambda n: f"key-{n}")
