"""Contract 3: every state by every transition by every role; a refused step changes nothing and is not recorded."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from meetings import workflow as meetings_workflow
from meetings.enums import CallState, InputState, MeetingState
from poa_portal.audit.actions import perform
from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused, Workflow
from poa_portal.library import workflow as library_workflow
from poa_portal.library.enums import PublicationState
from reports import workflow as reports_workflow
from reports.enums import ProgressState, ReportState
from tests import factories
from tests.contracts.people import ROLES, People

SECRETARIAT = {"officer", "publisher"}
AUTHORS = {"representative"}
DELEGATION = {"drafter", "coordinator"}

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
    ("input", "withdraw"): ({"draft", "submitted", "returned"}, "withdrawn", AUTHORS),
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
}

WORKFLOWS: dict[str, tuple[Workflow, Any]] = {
    "document": (library_workflow.DOCUMENT, PublicationState),
    "meeting": (meetings_workflow.MEETING, MeetingState),
    "call": (meetings_workflow.CALL, CallState),
    "input": (meetings_workflow.INPUT, InputState),
    "national": (reports_workflow.NATIONAL, ReportState),
    "progress": (reports_workflow.PROGRESS, ProgressState),
}

NOW = {"submitted_at", "published_at", "withdrawn_at", "adopted_at"}


def make_input(state: str, request: pytest.FixtureRequest) -> Any:
    owner = request.getfixturevalue("organisation")
    written = factories.WrittenInputFactory(owner=owner, state=state)
    forum = factories.MeetingFactory()
    written.forums.add(forum)
    factories.ConsiderationFactory(written_input=written, forum=forum)
    return written


def make_national(state: str, request: pytest.FixtureRequest) -> Any:
    owner = request.getfixturevalue("state")
    return factories.NationalReportFactory(owner=owner, state=state, withdrawn_at=timezone.now())


def make_progress(state: str, request: pytest.FixtureRequest) -> Any:
    document = factories.DocumentFactory()
    return factories.ProgressReportFactory(state=state, adopted_at=timezone.now(), document=document)


MAKERS: dict[str, Callable[[str, pytest.FixtureRequest], Any]] = {
    "document": lambda state, request: factories.DocumentFactory(state=state, withdrawn_at=timezone.now()),
    "meeting": lambda state, request: factories.MeetingFactory(state=state),
    "call": lambda state, request: factories.CallFactory(state=state),
    "input": make_input,
    "national": make_national,
    "progress": make_progress,
}
# What the transition's own action sets beside the state, because the database asks for it.
CHANGES: dict[tuple[str, str], dict[str, Any]] = {
    ("document", "withdraw"): {"withdrawn_at": timezone.now()},
    ("input", "publish"): {"published_at": timezone.now()},
    ("input", "submit"): {"submitted_at": timezone.now()},
}


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
        for role in [role for role in ROLES if state not in sources or role not in roles]:
            events = AuditEvent.objects.count()
            with pytest.raises(TransitionRefused):
                perform(workflow, subject, transition, by=people[role], reason="A reason.", **changes)
            subject.refresh_from_db()
            assert (role, subject.state, AuditEvent.objects.count()) == (role, state, events)
        for role in roles if state in sources else ():
            subject = MAKERS[name](state, request)
            perform(workflow, subject, transition, by=people[role], reason="A reason.", **changes)
            event = AuditEvent.objects.about(subject).latest("pk")
            assert (subject.state, event.verb, event.actor) == (target, transition, people[role])


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(WORKFLOWS))
def test_buttons_are_those_that_would_work(name: str, people: People, request: pytest.FixtureRequest) -> None:
    workflow, states = WORKFLOWS[name]
    for state in states.values:
        subject = MAKERS[name](state, request)
        for role in ROLES:
            offered = {row.name for row in workflow.available(people[role], subject)}
            expected = {
                transition
                for (other, transition), (sources, _target, roles) in TABLE.items()
                if other == name and state in sources and role in roles
            }
            assert (state, role, offered) == (state, role, expected)
