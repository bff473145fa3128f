"""Notes verbales, points of contact, ping rounds, and messages between States."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from states import models as states
from states.enums import MessageKind, Reachability
from tests.factories.floor import UserFactory
from tests.factories.parties import StateFactory
from tests.factories.stored import stored_bytes


class NoteVerbaleFactory(stored_bytes(states.NoteVerbale)):
    class Meta:
        model = states.NoteVerbale

    reference = factory.Sequence(lambda n: f"NV-2026-{n:04d}")
    owner = factory.SubFactory(StateFactory)
    number = factory.Sequence(lambda n: f"{n}/2026")
    dated_on = date(2026, 3, 2)
    entered_by = factory.SubFactory(UserFactory)


class ConfirmationRuleFactory(DjangoModelFactory):
    class Meta:
        model = states.ConfirmationRule
        django_get_or_create = ("key",)

    key = "state-directory"
    name = "Directory of points of contact"


class ContactCategoryFactory(DjangoModelFactory):
    class Meta:
        model = states.ContactCategory
        django_get_or_create = ("key",)

    key = "diplomatic"
    name = "Diplomatic"


class ContactFactory(DjangoModelFactory):
    """A valid point of contact, confirmed a week ago, reachable at any time."""

    class Meta:
        model = states.Contact

    reference = factory.Sequence(lambda n: f"POC-2026-{n:04d}")
    owner = factory.SubFactory(StateFactory)
    category = factory.SubFactory(ContactCategoryFactory)
    office = factory.Sequence(lambda n: f"Office {n}")
    mailbox = factory.Sequence(lambda n: f"contact-{n}@state.example")
    languages = ["en"]
    reachability = Reachability.ALWAYS
    time_zone = "Europe/Vienna"
    valid_from = date(2026, 1, 1)
    last_confirmed_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))


class PublicContactFactory(DjangoModelFactory):
    class Meta:
        model = states.PublicContact

    reference = factory.Sequence(lambda n: f"PUB-2026-{n:04d}")
    owner = factory.SubFactory(StateFactory)
    title = factory.Sequence(lambda n: f"Questions of kind {n}")
    mailbox = factory.Sequence(lambda n: f"public-{n}@state.example")


class PingRoundFactory(DjangoModelFactory):
    """A planned round of the directory manager."""

    class Meta:
        model = states.PingRound

    reference = factory.Sequence(lambda n: f"PNG-2026-{n:04d}")
    title = factory.Sequence(lambda n: f"Communication check {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    ends_at = factory.LazyAttribute(lambda ping_round: ping_round.starts_at + timedelta(days=2))
    planned_by = factory.SubFactory(UserFactory)


class PingFactory(DjangoModelFactory):
    class Meta:
        model = states.Ping

    round = factory.SubFactory(PingRoundFactory, state="running")
    contact = factory.SubFactory(ContactFactory)
    owner = factory.SelfAttribute("contact.owner")


class MessageFactory(DjangoModelFactory):
    """A request for assistance that waits to be acknowledged."""

    class Meta:
        model = states.Message

    reference = factory.Sequence(lambda n: f"MSG-2026-{n:04d}")
    owner = factory.SubFactory(StateFactory)
    contact = factory.SubFactory(ContactFactory)
    recipient = factory.SelfAttribute("contact.owner")
    sender_category = factory.SubFactory(ContactCategoryFactory)
    kind = MessageKind.REQUEST
    subject = "An incident"
    what_happened = "A service does not answer."
    what_is_asked = "Please look at these addresses."
    language = "en"
    sent_by = factory.SubFactory(UserFactory)
    sending_key = factory.Sequence(lambda n: f"key-{n}")


class MessageEntryFactory(DjangoModelFactory):
    class Meta:
        model = states.MessageEntry

    message = factory.SubFactory(MessageFactory)
    party = factory.SelfAttribute("message.recipient")
    text = "We look into it."
    written_by = factory.SubFactory(UserFactory)


class MessageReadingFactory(DjangoModelFactory):
    class Meta:
        model = states.MessageReading

    message = factory.SubFactory(MessageFactory)
    party = factory.SelfAttribute("message.recipient")
    read_by = factory.SubFactory(UserFactory)
