"""Contract 4: every list costs the same number of queries with one row and with three (the API's in ``tests/api``)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from poa_portal.library.search import reindex
from states.models import Contact
from tests import factories

Make = Callable[[Any], Any]


def published_document(party: Any) -> Any:
    document = factories.SymbolFactory().document
    factories.FileFactory(version__document=document, content=document.reference.encode())
    return document


def open_meeting(party: Any) -> Any:
    return factories.CallFactory().meeting


def published_input(party: Any) -> Any:
    written = factories.WrittenInputFactory(owner=party or factories.OrganisationFactory())
    factories.InputAnswerFactory(written_input=written, question__call=written.call)
    return written


def national_report(party: Any) -> Any:
    report = factories.NationalReportFactory(owner=party or factories.StateFactory())
    factories.AnswerFactory(report=report)
    return report


def due(party: Any) -> Any:
    """A call to answer, an input and a report in writing: one duty of each kind."""
    factories.CallQuestionFactory()
    unsent = {"submitted_at": None, "published_at": None}
    factories.NoteVerbaleFactory(owner=party)
    factories.QuestionFactory(
        part__edition=factories.NationalReportFactory(owner=party, state="drafting", **unsent).edition
    )
    return factories.WrittenInputFactory(owner=party, state="draft", **unsent)


def organisation() -> Any:
    """One with everything that a row could ask for."""
    made = factories.OrganisationFactory(home_state=factories.StateFactory(), website="https://organization.example")
    factories.OrganisationNameFactory(organisation=made)
    made.countries.add(factories.StateFactory())
    return made


def accreditation(party: Any) -> Any:
    """A circulated request in a round of its own, of an organization that became part of another."""
    now = timezone.now()
    step = factories.AccreditationStepFactory(
        request__state="circulated", request__circulated_at=now, request__silence_until=now + timedelta(days=7)
    )
    owner = step.request.owner
    owner.state, owner.merged_into = "closed", factories.OrganisationFactory()
    owner.save()
    step.request.round.categories.add(factories.CategoryFactory())
    return step.request


def objection(party: Any) -> Any:
    return factories.ObjectionFactory(request=accreditation(None), owner=party or factories.StateFactory())


def common_text(party: Any) -> Any:
    version = factories.TextVersionFactory(number=1, text__owner=party or factories.OrganisationFactory())
    factories.EndorsementFactory(version=version)
    return version.text


def contact(party: Any) -> Any:
    """One with a region and a muted party, due for confirmation."""
    made = factories.StakeholderContactFactory(owner=party or factories.OrganisationFactory())
    made.regions.add(factories.RegionalGroupFactory())
    factories.MuteFactory(contact=made)
    return made


def directory_entry(party: Any) -> Any:
    """Of one State and category: what is new within a minute is asked for by name, once each."""
    known = Contact.objects.first()
    return factories.ContactFactory(**{"owner": known.owner, "category": known.category} if known else {})


def enquiry(party: Any) -> Any:
    """A question to two contacts, one of them of the party where it is an organization."""
    asked = {"owner": party} if getattr(party, "kind", "") == "state" else {}
    made = factories.EnquiryFactory(**asked)
    for owner in (party if not asked and party else factories.OrganisationFactory(), factories.OrganisationFactory()):
        factories.EnquiryEntryFactory(thread__enquiry=made, thread__contact=contact(owner))
    return made


# address: (role, what a row is made of)
LISTS: dict[str, tuple[str, Make]] = {
    "home": ("public", published_document),
    "library:entry_list": ("public", published_document),
    "library:topic_list": ("public", lambda party: factories.TopicFactory()),
    "library:norm_list": ("public", lambda party: factories.TopicFactory(kind="norm")),
    "library:document_manage": ("publisher", published_document),
    "states:state_list": ("public", lambda party: factories.StateFactory()),
    "states:contact_list": ("drafter", directory_entry),
    "states:contact_own": ("drafter", lambda party: factories.ContactFactory(owner=party)),
    "states:public_contact_list": ("public", lambda party: factories.PublicContactFactory()),
    "states:public_contact_manage": ("coordinator", lambda party: factories.PublicContactFactory()),
    "states:ping_list": ("drafter", lambda party: factories.PingRoundFactory()),
    "stakeholders:organisation_list": ("public", lambda party: organisation()),
    "stakeholders:organisation_manage": ("publisher", lambda party: organisation()),
    "stakeholders:round_list": ("public", accreditation),
    "stakeholders:request_work_list": ("publisher", accreditation),
    "stakeholders:round_manage": ("publisher", accreditation),
    "stakeholders:circulated_list": ("drafter", accreditation),
    "stakeholders:objection_list": ("chair", objection),
    "stakeholders:holiday_list": ("publisher", lambda party: factories.HolidayFactory()),
    "stakeholders:text_list": ("public", common_text),
    "stakeholders:text_work_list": ("representative", common_text),
    "stakeholders:contact_list": ("public", contact),
    "stakeholders:contact_export_csv": ("public", contact),
    "stakeholders:contact_export_json": ("public", contact),
    "stakeholders:contact_work_list": ("representative", contact),
    "stakeholders:contact_moderation": ("publisher", contact),
    "stakeholders:enquiry_list": ("drafter", enquiry),
    "stakeholders:thread_list": ("representative", enquiry),
    "meetings:meeting_list": ("public", open_meeting),
    "meetings:programme": ("public", open_meeting),
    "meetings:programme_calendar": ("public", open_meeting),
    "meetings:meeting_manage": ("publisher", open_meeting),
    "meetings:input_list": ("public", published_input),
    "meetings:call_list": ("public", open_meeting),
    "states:message_list": ("drafter", lambda party: factories.MessageFactory(contact__owner=party)),
    "meetings:input_work_list": ("publisher", published_input),
    "reports:report_list": ("public", national_report),
    "reports:national_work_list": ("drafter", national_report),
    "reports:progress_work_list": ("publisher", lambda party: factories.RevisionFactory().report),
    "accounts:party_list": ("publisher", lambda party: factories.PostFactory(party=factories.StateFactory())),
    "accounts:work_home": ("publisher", published_input),
    "accounts:due_list": ("drafter", due),
    "states:note_list": ("publisher", lambda party: factories.NoteVerbaleFactory()),
    "sitemap": ("public", published_document),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(LISTS))
def test_list_costs_the_same_with_one_row_and_with_three(
    name: str, people: Any, client_of: Any, state: Any, organisation: Any
) -> None:
    role, make = LISTS[name]
    owner = {"drafter": state, "representative": organisation}.get(role)
    client = client_of(people[role])
    reindex(make(owner))
    one = queries(client, name)
    for _row in range(2):
        reindex(make(owner))
    assert (name, queries(client, name)) == (name, one)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, (role, _make) in LISTS.items() if role == "public"])
def test_public_list_costs_at_most_eight_queries(name: str, people: Any, client_of: Any) -> None:
    for _row in range(3):
        reindex(LISTS[name][1](None))
    assert queries(client_of(None), name) <= 8


def queries(client: Any, name: str) -> int:
    address = reverse(name)
    client.get(address)  # what a process learns once is not counted
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
