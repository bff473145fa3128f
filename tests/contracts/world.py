"""One small world in which every address has something to show: each noun once published and once not."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from poa_portal.accounts.models import Party
from poa_portal.audit.actions import issue_receipt
from poa_portal.common.enums import Audience, Role
from poa_portal.library.search import reindex
from tests import factories


@dataclass
class World:
    """Records by name; ``<noun>`` is published, ``draft_<noun>`` is not."""

    records: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.records[name]
        except KeyError as error:
            raise AttributeError(name) from error


def build(*, secretariat: Party, state: Any, organisation: Any, publisher: Any, parts: Any = ()) -> World:
    """The world around the people of ``tests/conftest.py``; search knows all of it. ``parts`` bring records of their own."""
    world = World({"secretariat": secretariat, "state": state, "organisation": organisation})
    for part in (_library, _meetings, _inputs, _national, _progress, _accounts):
        world.records.update(part(world, publisher))
    for part in parts:
        world.records.update(part.records(world, publisher))
    for record in world.records.values():
        reindex(record)
    return world


def _library(world: World, publisher: Any) -> dict[str, Any]:
    pillar = factories.TopicFactory(kind="pillar", key="norms", title="Rules, norms and principles")
    norm = factories.TopicFactory(kind="norm", key="protect-critical-infrastructure", letter="g", parent=pillar)
    document = factories.DocumentFactory(title="Chair’s summary")
    factories.SymbolFactory(document=document, text="A/99/1", normal_form="A/99/1")
    document.topics.add(norm)
    stored = factories.FileFactory(version=factories.VersionFactory(document=document))
    draft = factories.DocumentFactory(title="Unseen draft", state="draft")
    hidden = factories.FileFactory(version=factories.VersionFactory(document=draft), content=b"%PDF-1.7 hidden")
    later = factories.DocumentFactory(title="Later", released_at=timezone.now() + timedelta(days=1))
    return {
        "pillar": pillar,
        "norm": norm,
        "document": document,
        "file": stored,
        "draft_document": draft,
        "draft_file": hidden,
        "later_document": later,
    }


def _meetings(world: World, publisher: Any) -> dict[str, Any]:
    cycle = factories.CycleFactory()
    meeting = factories.MeetingFactory(slug="plenary", cycle=cycle)
    sitting = factories.SittingFactory(meeting=meeting)
    item = factories.AgendaItemFactory(meeting=meeting, number="1")
    factories.MeetingDocumentFactory(meeting=meeting, document=world.document, agenda_item=item)
    factories.MeetingDocumentFactory(meeting=meeting, document=world.draft_document)
    call = factories.CallFactory(slug="views", meeting=meeting)
    return {
        "body": meeting.body,
        "cycle": cycle,
        "meeting": meeting,
        "sitting": sitting,
        "item": item,
        "draft_meeting": factories.MeetingFactory(slug="unannounced", state="draft"),
        "call": call,
        "question": factories.CallQuestionFactory(call=call),
        "draft_call": factories.CallFactory(slug="unannounced-call", meeting=meeting, state="draft"),
    }


def _inputs(world: World, publisher: Any) -> dict[str, Any]:
    def written(reference: str, **fields: Any) -> Any:
        made = factories.WrittenInputFactory(reference=reference, call=world.call, owner=world.organisation, **fields)
        factories.InputAnswerFactory(written_input=made, question=world.question)
        return made

    published = written("INP-2026-9001", agenda_item=world.item)
    published.forums.add(world.meeting)
    factories.ConsiderationFactory(written_input=published, forum=world.meeting)
    return {
        "input": published,
        "input_file": factories.InputFileFactory(written_input=published, content=b"%PDF-1.7 input"),
        "submitted_input": written("INP-2026-9002", state="submitted", published_at=None),
        "draft_input": written("INP-2026-9003", state="draft", submitted_at=None, published_at=None),
    }


def _national(world: World, publisher: Any) -> dict[str, Any]:
    part = factories.PartFactory(pillar=world.pillar)
    question = factories.QuestionFactory(part=part, key="measures")
    question.topics.add(world.norm)

    def report(reference: str, **fields: Any) -> Any:
        made = factories.NationalReportFactory(reference=reference, owner=world.state, edition=part.edition, **fields)
        factories.AnswerFactory(report=made, question=question)
        return made

    unpublished = {"submitted_at": None, "published_at": None, "audience": Audience.PRIVATE}
    return {
        "edition": part.edition,
        "part": part,
        "survey_question": question,
        "report": report("NR-2026-9001"),
        "states_report": report("NR-2026-9002", audience=Audience.STATES),
        "draft_report": report("NR-2026-9003", state="drafting", **unpublished),
        "cleared_report": report("NR-2026-9004", state="cleared", **unpublished),
    }


def _progress(world: World, publisher: Any) -> dict[str, Any]:
    def progress(slug: str, **fields: Any) -> Any:
        made = factories.ProgressReportFactory(slug=slug, body=world.body, **fields)
        section = factories.SectionFactory(report=made, letter="B", pillar=world.pillar)
        revision = factories.RevisionFactory(
            report=made, circulated_at=timezone.now() if fields.get("state") == "adopted" else None
        )
        factories.ParagraphTextFactory(revision=revision, section=section)
        return made

    adopted = progress("apr-2025", state="adopted", adopted_at=timezone.now())
    draft = progress("apr-2026", state="drafting")
    job = factories.RenderJobFactory(revision=draft.revisions.get(), language="en")
    return {"progress": adopted, "draft_progress": draft, "job": job, "text": draft.revisions.get().texts.get()}


def _accounts(world: World, publisher: Any) -> dict[str, Any]:
    receipt = issue_receipt(
        world.input, "submitted", by=None, reference=world.input.reference, audience="public", content={"title": "x"}
    )
    invitation = factories.InvitationFactory(party=world.state, role=Role.DRAFTER, invited_by=publisher)
    return {"receipt": receipt, "invitation": invitation}
