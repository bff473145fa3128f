"""Factories for every model, with published and public as the usual case."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from meetings import models as meetings
from meetings.enums import CallState, InputState, MeetingState, Outcome
from poa_portal.accounts import models as accounts
from poa_portal.audit import models as audit
from poa_portal.common.enums import Audience, PartyKind, Role
from poa_portal.library import models as library
from poa_portal.library.enums import PublicationState, TopicKind
from reports import models as reports
from reports.enums import ReportState
from stakeholders import models as stakeholders
from states import models as states
from states.enums import StateStatus


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


def _stored_bytes(model: type) -> type:
    class StoredFileFactory(DjangoModelFactory):
        name = "paper.pdf"
        media_type = "application/pdf"

        @classmethod
        def _create(cls, model_class: type, *args: Any, content: bytes = b"%PDF-1.7 test", **kwargs: Any) -> Any:
            stored = model_class(size=len(content), sha256=sha256(content).hexdigest(), **kwargs)
            stored.upload.save(stored.name, ContentFile(content), save=False)
            stored.save()
            return stored

    return StoredFileFactory


class FileFactory(_stored_bytes(library.File)):
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


class RegionalGroupFactory(DjangoModelFactory):
    class Meta:
        model = states.RegionalGroup

    key = factory.Sequence(lambda n: f"group-{n}")
    name = factory.Sequence(lambda n: f"Group {n}")


class StateFactory(DjangoModelFactory):
    """A Member State; codes are made up of two letters that no State of the reference data uses twice in one test."""

    class Meta:
        model = states.State

    iso2 = factory.Sequence(lambda n: f"{chr(65 + n // 26 % 23)}{chr(65 + n % 26)}")
    iso3 = factory.Sequence(lambda n: f"{chr(65 + n // 676 % 26)}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    name = factory.Sequence(lambda n: f"State {n:03d}")
    status = StateStatus.MEMBER
    place = factory.Sequence(lambda n: n)


class StateAliasFactory(DjangoModelFactory):
    class Meta:
        model = states.StateAlias

    state = factory.SubFactory(StateFactory)
    text = factory.Sequence(lambda n: f"Other name {n}")
    folded = factory.LazyAttribute(lambda alias: alias.text.casefold())


class GroupMembershipFactory(DjangoModelFactory):
    class Meta:
        model = states.GroupMembership

    state = factory.SubFactory(StateFactory)
    group = factory.SubFactory(RegionalGroupFactory)


class TallyGroupFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.TallyGroup
        django_get_or_create = ("key",)

    key = "civil-society-academia"
    name = "Civil society and academia"


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.Category
        django_get_or_create = ("key",)

    key = "other-ngo"
    name = "Other non-governmental organization"
    tally_group = factory.SubFactory(TallyGroupFactory)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.Organisation

    key = factory.Sequence(lambda n: f"organization-{n}")
    name = factory.Sequence(lambda n: f"Organization {n}")
    category = factory.SubFactory(CategoryFactory)


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


class InputFileFactory(_stored_bytes(meetings.InputFile)):
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


class SurveyEditionFactory(DjangoModelFactory):
    class Meta:
        model = reports.SurveyEdition
        django_get_or_create = ("key",)

    key = "survey-2026"
    title = "National survey of implementation, 2026"
    in_use_from = date(2026, 1, 1)


class PartFactory(DjangoModelFactory):
    class Meta:
        model = reports.Part

    edition = factory.SubFactory(SurveyEditionFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Part {n}")
    pillar = factory.SubFactory(TopicFactory, kind=TopicKind.PILLAR)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = reports.Question

    part = factory.SubFactory(PartFactory)
    key = factory.Sequence(lambda n: f"question-{n}")
    text = factory.Sequence(lambda n: f"Which measures, {n}?")
    position = factory.Sequence(lambda n: n)


class ChoiceFactory(DjangoModelFactory):
    class Meta:
        model = reports.Choice

    question = factory.SubFactory(QuestionFactory)
    key = factory.Sequence(lambda n: f"choice-{n}")
    text = factory.Sequence(lambda n: f"Choice {n}")


class NationalReportFactory(DjangoModelFactory):
    """A report published for everybody."""

    class Meta:
        model = reports.NationalReport

    reference = factory.Sequence(lambda n: f"NR-2026-{n:04d}")
    owner = factory.SubFactory(StateFactory)
    edition = factory.SubFactory(SurveyEditionFactory)
    period_from = date(2025, 1, 1)
    period_to = date(2025, 12, 31)
    audience = Audience.PUBLIC
    state = ReportState.PUBLISHED
    submitted_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=3))
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=3))
    started_by = factory.SubFactory(UserFactory)


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = reports.Answer

    report = factory.SubFactory(NationalReportFactory)
    question = factory.SubFactory(QuestionFactory)
    text = "A measure was taken."


class ProgressReportFactory(DjangoModelFactory):
    class Meta:
        model = reports.ProgressReport

    slug = factory.Sequence(lambda n: f"progress-report-{n}")
    body = factory.SubFactory(BodyFactory)
    title = "Annual progress report 2026"
    period_from = date(2026, 1, 1)
    period_to = date(2026, 12, 31)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = reports.Section

    report = factory.SubFactory(ProgressReportFactory)
    letter = factory.Sequence(lambda n: chr(65 + n % 26))
    title = "Existing and potential threats"
    position = factory.Sequence(lambda n: n)


class RevisionFactory(DjangoModelFactory):
    class Meta:
        model = reports.Revision

    report = factory.SubFactory(ProgressReportFactory)
    number = 0


class ParagraphFactory(DjangoModelFactory):
    class Meta:
        model = reports.Paragraph

    report = factory.SubFactory(ProgressReportFactory)
    anchor = factory.Sequence(lambda n: f"p{n:04x}")


class ParagraphTextFactory(DjangoModelFactory):
    class Meta:
        model = reports.ParagraphText

    revision = factory.SubFactory(RevisionFactory)
    paragraph = factory.SubFactory(ParagraphFactory, report=factory.SelfAttribute("..revision.report"))
    section = factory.SubFactory(SectionFactory, report=factory.SelfAttribute("..revision.report"))
    text = "States recalled the framework of responsible State behaviour."
    position = factory.Sequence(lambda n: n)
    number = factory.Sequence(lambda n: n + 1)


class RenderJobFactory(DjangoModelFactory):
    class Meta:
        model = reports.RenderJob

    revision = factory.SubFactory(RevisionFactory)
    language = "en"
