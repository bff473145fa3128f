"""Contract 3: every state by every transition by every role; a refused step changes nothing and is not recorded."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from meetings import workflow as meetings_workflow
from meetings.enums import CallState, InputState, MeetingState
from poa_portal.audit.actions import perform
from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import CLOCK, TransitionRefused, Workflow
from poa_portal.library import workflow as library_workflow
from poa_portal.library.enums import PublicationState
from reports import workflow as reports_workflow
from reports.enums import ProgressState, ReportState
from stakeholders import workflow as stakeholders_workflow
from stakeholders.enums import OrganisationState, RequestState, RoundState, TextState, ThreadState
from states import workflow as states_workflow
from states.enums import MessageState, PingState
from tests import factories
from tests.contracts.people import ROLES, People

SECRETARIAT = {"officer", "publisher"}
AUTHORS = {"representative"}
DELEGATION = {"drafter", "coordinator"}

# Beside the roles of people: what happens because its time has come.
ACTORS = (*ROLES, "clock")

# workflow, transition: (from, to, who)
TABLE: dict[tuple[str, str], tuple[set[str], str, set[str]]] = {
    ("document", "publish"): ({"draft"}, "published", {"publisher"}),
    ("document", "withdraw"): ({"published"}, "withdrawn", {"publisher"}),
    ("meeting", "publish"): ({"draft"}, "published", {"publisher"}),
    ("meeting", "cancel"): ({"published"}, "cancelled", {"publisher"}),
    ("call", "open"): ({"draft"}, "open", {"publisher"}),
    ("call", "close"): ({"open"}, "closed", {"publisher"}),
    ("call", "reopen"): ({"closed"}, "open", {"publisher"}),
    ("input", "submit"): ({"draft", "returned"}, "submitted", AUTHORS),
    ("input", "return"): ({"submitted"}, "returned", SECRETARIAT),
    ("input", "publish"): ({"submitted"}, "published", {"publisher"}),
    ("input", "decline"): ({"submitted"}, "declined", {"publisher"}),
    ("input", "withdraw"): ({"draft", "awaiting_confirmation", "submitted", "returned"}, "withdrawn", AUTHORS),
    ("input", "take_back"): ({"awaiting_confirmation"}, "draft", AUTHORS),
    ("input", "refuse_words"): ({"awaiting_confirmation"}, "draft", set()),
    ("input", "ask_parties"): ({"draft", "returned"}, "awaiting_confirmation", set()),
    ("input", "complete"): ({"awaiting_confirmation"}, "submitted", set()),
    ("joint input", "submit"): ({"draft", "returned"}, "submitted", set()),
    ("joint input", "ask_parties"): ({"draft", "returned"}, "awaiting_confirmation", AUTHORS),
    ("joint input", "complete"): ({"awaiting_confirmation"}, "submitted", {"coordinator"}),
    ("joint input", "refuse_words"): ({"awaiting_confirmation"}, "draft", {"coordinator"}),
    ("input", "close"): ({"published"}, "closed", SECRETARIAT),
    ("national", "send_to_review"): ({"drafting"}, "national_review", DELEGATION),
    ("national", "take_back"): ({"national_review", "cleared"}, "drafting", DELEGATION),
    ("national", "clear"): ({"national_review"}, "cleared", {"coordinator"}),
    ("national", "submit"): ({"cleared"}, "submitted", {"coordinator"}),
    ("national", "publish"): ({"submitted"}, "published", {"coordinator"}),
    ("national", "supersede"): ({"published"}, "superseded", {"coordinator"}),
    ("national", "withdraw"): ({"published"}, "withdrawn", {"coordinator"}),
    ("progress", "circulate"): ({"drafting"}, "circulated", {"publisher"}),
    ("progress", "revise"): ({"circulated"}, "drafting", SECRETARIAT),
    ("progress", "adopt"): ({"circulated"}, "adopted", {"publisher"}),
    ("progress", "publish"): ({"adopted"}, "published", {"publisher"}),
    ("ping round", "start"): ({"planned"}, "running", {"manager", "clock"}),
    ("ping round", "close"): ({"running"}, "closed", {"manager", "clock"}),
    ("ping round", "cancel"): ({"planned"}, "cancelled", {"manager"}),
    ("drill", "start"): ({"planned"}, "running", {"coordinator", "clock"}),
    ("drill", "close"): ({"running"}, "closed", {"coordinator", "clock"}),
    ("drill", "cancel"): ({"planned"}, "cancelled", {"coordinator"}),
    ("message", "acknowledge"): ({"sent"}, "acknowledged", DELEGATION),
    ("message", "close"): ({"sent", "acknowledged"}, "closed", {*DELEGATION, "other_drafter"}),
    ("organisation", "close"): ({"registered"}, "closed", {"publisher"}),
    ("organisation", "reopen"): ({"closed"}, "registered", {"publisher"}),
    ("round", "open"): ({"draft"}, "open", {"publisher"}),
    ("round", "close"): ({"open"}, "closed", {"publisher"}),
    ("round", "reopen"): ({"closed"}, "open", {"publisher"}),
    ("request", "submit"): ({"draft", "information_requested"}, "submitted", AUTHORS),
    ("request", "request_information"): ({"submitted"}, "information_requested", SECRETARIAT),
    ("request", "find_eligible"): ({"submitted"}, "eligible", SECRETARIAT),
    ("request", "find_ineligible"): ({"submitted"}, "not_accredited", {"publisher"}),
    ("request", "admit"): ({"eligible"}, "accredited", set()),
    ("request", "circulate"): ({"eligible"}, "circulated", {"publisher"}),
    ("request", "end_silence"): ({"circulated"}, "no_objection", {"clock"}),
    ("request", "note_objection"): ({"circulated"}, "objected", {"clock"}),
    ("request", "consult"): ({"objected"}, "consultations", {"chair"}),
    ("request", "accredit"): ({"no_objection", "objected", "consultations"}, "accredited", {"publisher", "chair"}),
    ("request", "refuse"): ({"objected", "consultations"}, "not_accredited", {"chair"}),
    ("request", "lapse"): ({"accredited"}, "lapsed", {"publisher", "clock"}),
    ("request", "withdraw"): (
        {
            "draft", "submitted", "information_requested", "eligible", "circulated", "no_objection", "objected",
            "consultations", "accredited",
        },
        "withdrawn",
        AUTHORS,
    ),
    ("request without circulation", "admit"): ({"eligible"}, "accredited", {"publisher"}),
    ("request without circulation", "circulate"): ({"eligible"}, "circulated", set()),
    ("thread", "answer"): ({"waiting", "answered", "declined"}, "answered", AUTHORS),
    ("thread", "decline"): ({"waiting"}, "declined", AUTHORS),
    ("thread", "close"): ({"waiting", "answered", "declined"}, "closed", DELEGATION),
    ("text", "open"): ({"draft"}, "open", AUTHORS),
    ("text", "close"): ({"open"}, "closed", AUTHORS),
    ("text", "reopen"): ({"closed"}, "open", AUTHORS),
}  # fmt: skip


def _only(workflow: Workflow, *names: str) -> Workflow:
    """The same table with some of its rows, for records of which only these differ."""
    rows = {name: workflow.transitions[name] for name in names}
    return Workflow(workflow.states, workflow.initial, workflow.final, rows)


WORKFLOWS: dict[str, tuple[Workflow, Any]] = {
    "document": (library_workflow.DOCUMENT, PublicationState),
    "meeting": (meetings_workflow.MEETING, MeetingState),
    "call": (meetings_workflow.CALL, CallState),
    "input": (meetings_workflow.INPUT, InputState),
    "joint input": (_only(meetings_workflow.INPUT, "submit", "ask_parties", "complete", "refuse_words"), InputState),
    "national": (reports_workflow.NATIONAL, ReportState),
    "progress": (reports_workflow.PROGRESS, ProgressState),
    "ping round": (states_workflow.PING, PingState),
    "drill": (states_workflow.PING, PingState),
    "message": (states_workflow.MESSAGE, MessageState),
    "organisation": (stakeholders_workflow.ORGANISATION, OrganisationState),
    "round": (stakeholders_workflow.ROUND, RoundState),
    "request": (stakeholders_workflow.REQUEST, RequestState),
    "request without circulation": (_only(stakeholders_workflow.REQUEST, "admit", "circulate"), RequestState),
    "thread": (stakeholders_workflow.THREAD, ThreadState),
    "text": (stakeholders_workflow.TEXT, TextState),
}

NOW = {"submitted_at", "published_at", "withdrawn_at", "adopted_at"}


def make_input(state: str, request: pytest.FixtureRequest) -> Any:
    owner = request.getfixturevalue("organisation")
    written = factories.WrittenInputFactory(owner=owner, state=state)
    forum = factories.MeetingFactory()
    written.forums.add(forum)
    factories.ConsiderationFactory(written_input=written, forum=forum)
    return written


def make_joint_input(state: str, request: pytest.FixtureRequest) -> Any:
    """Of the organization with the State of ``coordinator``, which has confirmed it."""
    written = make_input(state, request)
    factories.InputPartyFactory(
        written_input=written, party=request.getfixturevalue("state"), confirmed_at=timezone.now(), confirmed_version=0
    )
    return written


def make_national(state: str, request: pytest.FixtureRequest) -> Any:
    owner = request.getfixturevalue("state")
    return factories.NationalReportFactory(owner=owner, state=state, withdrawn_at=timezone.now())


def make_progress(state: str, request: pytest.FixtureRequest) -> Any:
    document = factories.DocumentFactory()
    return factories.ProgressReportFactory(state=state, adopted_at=timezone.now(), document=document)


def make_ping_round(state: str, request: pytest.FixtureRequest) -> Any:
    return factories.PingRoundFactory(state=state)


def make_drill(state: str, request: pytest.FixtureRequest) -> Any:
    return factories.PingRoundFactory(state=state, owner=request.getfixturevalue("state"))


def make_message(state: str, request: pytest.FixtureRequest) -> Any:
    """From the delegation of ``other_drafter`` to that of ``drafter``."""
    sender = request.getfixturevalue("other_drafter").posts.get().party.as_state
    contact = factories.ContactFactory(owner=request.getfixturevalue("state"))
    return factories.MessageFactory(owner=sender, contact=contact, state=state)


def make_request(state: str, request: pytest.FixtureRequest, **fields: Any) -> Any:
    owner = request.getfixturevalue("organisation")
    circulated = {"circulated_at": timezone.now(), "silence_until": timezone.now()}
    return factories.AccreditationRequestFactory(owner=owner, state=state, **circulated, **fields)


def make_thread(state: str, request: pytest.FixtureRequest) -> Any:
    contact = factories.StakeholderContactFactory(owner=request.getfixturevalue("organisation"))
    enquiry = factories.EnquiryFactory(owner=request.getfixturevalue("state"))
    return factories.EnquiryThreadFactory(enquiry=enquiry, contact=contact, state=state)


MAKERS: dict[str, Callable[[str, pytest.FixtureRequest], Any]] = {
    "document": lambda state, request: factories.DocumentFactory(state=state, withdrawn_at=timezone.now()),
    "meeting": lambda state, request: factories.MeetingFactory(state=state),
    "call": lambda state, request: factories.CallFactory(state=state),
    "input": make_input,
    "joint input": make_joint_input,
    "national": make_national,
    "progress": make_progress,
    "ping round": make_ping_round,
    "drill": make_drill,
    "message": make_message,
    "organisation": lambda state, request: factories.OrganisationFactory(state=state),
    "round": lambda state, request: factories.AccreditationRoundFactory(state=state),
    "request": make_request,
    "request without circulation": lambda state, request: make_request(state, request, skips_circulation=True),
    "thread": make_thread,
    "text": lambda state, request: factories.CommonTextFactory(
        owner=request.getfixturevalue("organisation"), state=state
    ),
}
# What the transition's own action sets beside the state, because the database asks for it.
CHANGES: dict[tuple[str, str], dict[str, Any]] = {
    ("document", "withdraw"): {"withdrawn_at": timezone.now()},
    ("input", "publish"): {"published_at": timezone.now()},
    ("input", "submit"): {"submitted_at": timezone.now()},
    ("joint input", "complete"): {"submitted_at": timezone.now()},
}


def actor(people: People, role: str) -> Any:
    return CLOCK if role == "clock" else people[role]


def test_table_names_every_transition() -> None:
    written = {(name, row) for name, (workflow, _states) in WORKFLOWS.items() for row in workflow.transitions}
    assert written == set(TABLE)


@pytest.mark.parametrize(("name", "transition"), list(TABLE))
def test_transition_has_the_sources_and_target_of_the_table(name: str, transition: str) -> None:
    row = WORKFLOWS[name][0].transitions[transition]
    sources, target, _roles = TABLE[name, transition]
    assert (set(row.sources), row.target) == (sources, target)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "transition"), list(TABLE))
def test_transition_in_every_state_by_every_role(
    name: str, transition: str, people: People, request: pytest.FixtureRequest
) -> None:
    workflow, states = WORKFLOWS[name]
    sources, target, roles = TABLE[name, transition]
    changes = CHANGES.get((name, transition), {})
    for state in states.values:
        subject = MAKERS[name](state, request)
        for role in [role for role in ACTORS if state not in sources or role not in roles]:
            events = AuditEvent.objects.count()
            with pytest.raises(TransitionRefused):
                perform(workflow, subject, transition, by=actor(people, role), reason="A reason.", **changes)
            subject.refresh_from_db()
            assert (role, subject.state, AuditEvent.objects.count()) == (role, state, events)
        for role in roles if state in sources else ():
            subject = MAKERS[name](state, request)
            perform(workflow, subject, transition, by=actor(people, role), reason="A reason.", **changes)
            event = AuditEvent.objects.about(subject).latest("pk")
            assert (subject.state, event.verb, event.actor) == (
                target,
                transition,
                people[role] if role in ROLES else None,
            )


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(WORKFLOWS))
def test_buttons_are_those_that_would_work(name: str, people: People, request: pytest.FixtureRequest) -> None:
    workflow, states = WORKFLOWS[name]
    for state in states.values:
        subject = MAKERS[name](state, request)
        for role in ACTORS:
            offered = {row.name for row in workflow.available(actor(people, role), subject)}
            expected = {
                transition
                for (other, transition), (sources, _target, roles) in TABLE.items()
                if other == name and state in sources and role in roles
            }
            assert (state, role, offered) == (state, role, expected)
