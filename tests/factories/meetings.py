"""Bodies, meetings, calls and inputs; announced, open and published as the usual case."""

from datetime import UTC, date, datetime, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from meetings import models as meetings
from meetings.enums import CallState, InputState, MeetingState, Outcome
from tests.factories.floor import DocumentFactory, UserFactory
from tests.factories.parties import CategoryFactory, OrganisationFactory, StateFactory, TallyGroupFactory
from tests.factories.stored import stored_bytes


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = meetings.Body
        django_get_or_create = ("key",)

    key = "global-mechanism"
    name = "Global Mechanism on developments in the field of ICTs"
    short_name = "Global Mechanism"


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = meetings.Cycle

    body = factory.SubFactory(BodyFactory)
    key = factory.Sequence(lambda n: f"cycle-{n}")
    name = "Biennial cycle 2026–2027"
    starts_on = date(2026, 1, 1)
    ends_on = date(2027, 12, 31)


class MeetingKindFactory(DjangoModelFactory):
    class Meta:
        model = meetings.MeetingKind
        django_get_or_create = ("key",)

    key = "plenary"
    name = "Substantive plenary"


class MeetingFactory(DjangoModelFactory):
    """An announced meeting that lies ahead."""

    class Meta:
        model = meetings.Meeting

    slug = factory.Sequence(lambda n: f"meeting-{n}")
    body = factory.SubFactory(BodyFactory)
    kind = factory.SubFactory(MeetingKindFactory)
    title = factory.Sequence(lambda n: f"Meeting {n}")
    starts_on = factory.LazyFunction(lambda: timezone.now().date() + timedelta(days=30))
    ends_on = factory.LazyAttribute(lambda meeting: meeting.starts_on + timedelta(days=4))
    city = "New York"
    venue = "Conference Room 1"
    state = MeetingState.PUBLISHED
    announced_at = factory.LazyFunction(timezone.now)


class SittingFactory(DjangoModelFactory):
    class Meta:
        model = meetings.Sitting

    meeting = factory.SubFactory(MeetingFactory)
    starts_at = datetime(2026, 12, 7, 15, tzinfo=UTC)
    ends_at = factory.LazyAttribute(lambda sitting: sitting.starts_at + timedelta(hours=3))


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = meetings.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda n: str(n + 1))
    title = factory.Sequence(lambda n: f"Item {n}")
    position = factory.Sequence(lambda n: n)


class MeetingDocumentFactory(DjangoModelFactory):
    class Meta:
        model = meetings.MeetingDocument

    meeting = factory.SubFactory(MeetingFactory)
    document = factory.SubFactory(DocumentFactory)


class CallFactory(DjangoModelFactory):
    """A call that is open now."""

    class Meta:
        model = meetings.Call

    slug = factory.Sequence(lambda n: f"call-{n}")
    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Call {n}")
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    deadline = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
    state = CallState.OPEN


class CallQuestionFactory(DjangoModelFactory):
    class Meta:
        model = meetings.CallQuestion

    call = factory.SubFactory(CallFactory)
    text = factory.Sequence(lambda n: f"Question {n}?")
    position = factory.Sequence(lambda n: n)


class CallExtensionFactory(DjangoModelFactory):
    class Meta:
        model = meetings.CallExtension

    call = factory.SubFactory(CallFactory)
    before = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    after = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
    reason = "More time was asked for."


class CallCountFactory(DjangoModelFactory):
    class Meta:
        model = meetings.CallCount

    call = factory.SubFactory(CallFactory)
    group = factory.SubFactory(TallyGroupFactory)
    inputs = 10


class WrittenInputFactory(DjangoModelFactory):
    """A published input of an organization."""

    class Meta:
        model = meetings.WrittenInput

    reference = factory.Sequence(lambda n: f"INP-2026-{n:04d}")
    call = factory.SubFactory(CallFactory)
    owner = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Input {n}")
    language = "es"
    state = InputState.PUBLISHED
    started_by = factory.SubFactory(UserFactory)
    submitted_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=2))
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class InputAnswerFactory(DjangoModelFactory):
    class Meta:
        model = meetings.InputAnswer

    written_input = factory.SubFactory(WrittenInputFactory)
    question = factory.SubFactory(CallQuestionFactory)
    text = "Una respuesta."


class InputFileFactory(stored_bytes(meetings.InputFile)):
    class Meta:
        model = meetings.InputFile

    written_input = factory.SubFactory(WrittenInputFactory)


class ConsiderationFactory(DjangoModelFactory):
    class Meta:
        model = meetings.Consideration

    written_input = factory.SubFactory(WrittenInputFactory)
    forum = factory.SubFactory(MeetingFactory)
    outcome = Outcome.NOTED
    recorded_by = factory.SubFactory(UserFactory)


class TallyRuleFactory(DjangoModelFactory):
    class Meta:
        model = meetings.TallyRule

    call = factory.SubFactory(CallFactory)
    category = factory.SubFactory(CategoryFactory)
    group = factory.SubFactory(TallyGroupFactory)


class InputPartyFactory(DjangoModelFactory):
    class Meta:
        model = meetings.InputParty

    written_input = factory.SubFactory(WrittenInputFactory)
    party = factory.SubFactory(StateFactory)
