"""Two invented rounds of accreditation: one in which requests stand at every step, one that takes requests.

Every step is taken by the portal's own actions. For the earlier ones the clock is set back, so that the dates of a
request are those that its rule would have given.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from poa_portal.accounts.models import User
from poa_portal.ops.demonstration.people import People, _person
from poa_portal.ops.demonstration.words import columns
from stakeholders.actions import accreditation as own
from stakeholders.actions import accreditation_desk as desk
from stakeholders.actions import objections, register_organisation, rounds
from stakeholders.models import AccreditationRequest, AccreditationRound, Category, Objection, Organisation
from states.models import State

PAST, OPEN = "demonstration-accreditation", "demonstration-accreditation-2"
DIRECT = ("ecosoc_general", "ecosoc_special", "ecosoc_roster")
SAID = {
    "purpose": "To study and support stability in the use of information and communications technologies.",
    "programmes": "Courses for operators of critical infrastructure, and a yearly exercise.",
    "activities": "Written inputs to earlier consultations; a public library of good practices.",
    "language": "en",
}
OTHERS = {
    "Harbour Lights Institute": "ecosoc_special",
    "Meridian Privacy Watch": "ngo",
    "Tidal Standards Group": "standards_body",
    "Copperleaf Academy": "academic_institution",
    "Lantern Registry": "internet_registry",
    "Quiet Rivers Foundation": "foundation",
    "Saffron Exchange": "business",
    "Juniper Research Laboratory": "research_institute",
    "Old Bridge Council": "ecosoc_roster",
}


def make_accreditation(people: People) -> None:
    """Make both rounds once."""
    if AccreditationRound.objects.filter(slug=PAST).exists():
        return
    writer = _person("noor.falk@organizations.example", "Noor Falk", "en", offered=False)
    others = {name: _organisation(writer, name, category) for name, category in OTHERS.items()}
    now = timezone.now()
    _know_their_posts(people, writer)
    with _clock_at(now - timedelta(days=62)):
        past = _round(people, PAST, "accreditation.past", now - timedelta(days=60), now - timedelta(days=40))
    with _clock_at(now - timedelta(days=50)):
        requests = {name: _request(past, writer, organisation) for name, organisation in others.items()}
        forum = _request(past, people.forum_representative, people.forum)
        alliance = _request(past, people.alliance_representative, people.alliance)
        own.withdraw_request(requests["Quiet Rivers Foundation"], by=writer)
    with _clock_at(now - timedelta(days=38)):
        _checked(people, [forum, alliance, *(requests[name] for name in ELIGIBLE)])
    first = [forum, alliance, requests["Meridian Privacy Watch"], requests["Tidal Standards Group"]]
    with _clock_at(now - timedelta(days=35)):
        desk.circulate_requests(first, by=people.publisher)
    with _clock_at(now - timedelta(days=30)):
        _objections(people, alliance, requests["Meridian Privacy Watch"])
    with _clock_at(now - timedelta(days=12)):
        desk.run_due_silences()
        for request in first:
            request.refresh_from_db()
        desk.accredit(forum, by=people.publisher)
        desk.consult(alliance, by=people.chair)
        desk.refuse(requests["Meridian Privacy Watch"], by=people.chair)
        desk.lapse(requests["Old Bridge Council"], by=people.publisher, reason="Its consultative status ended.")
    _of_today(people, requests)
    _round(people, OPEN, "accreditation.open", now - timedelta(days=1), now + timedelta(days=28))


ELIGIBLE = (
    "Harbour Lights Institute",
    "Meridian Privacy Watch",
    "Tidal Standards Group",
    "Copperleaf Academy",
    "Juniper Research Laboratory",
    "Old Bridge Council",
)


def _round(people: People, slug: str, title: str, opens_at: datetime, closes_at: datetime) -> AccreditationRound:
    texts: dict[str, Any] = {**columns("title", title), **columns("rule", "accreditation.rule")}
    made = rounds.create_round(
        by=people.publisher,
        slug=slug,
        opens_at=opens_at,
        closes_at=closes_at,
        ecosoc_categories=list(Category.objects.filter(key__in=DIRECT)),
        is_invented=True,
        **texts,
    )
    return rounds.open_round(made, by=people.publisher)


def _request(the_round: AccreditationRound, by: User, organisation: Organisation) -> AccreditationRequest:
    request = own.start_request(the_round, by=by, organisation=organisation)
    own.save_request(request, by=by, version=request.version, **SAID)
    return own.submit_request(request, by=by)


def _checked(people: People, requests: list[AccreditationRequest]) -> None:
    for request in requests:
        desk.find_eligible(request, by=people.publisher)
        if request.skips_circulation:
            desk.admit(request, by=people.publisher)


def _objections(people: People, published: AccreditationRequest, kept: AccreditationRequest) -> None:
    """One that its State publishes, one that only the Chair's office reads."""
    objection = _object(people.neighbour, people.belmoria, published, "The mandate needs to be explained first.")
    objections.publish_objection(objection, by=people.neighbour)
    _object(people.neighbour, people.belmoria, kept, "For the Chair’s office alone.")


def _object(by: User, state: State, request: AccreditationRequest, basis: str) -> Objection:
    return objections.object_to(request, by=by, state=state, basis=basis)


def _of_today(people: People, requests: dict[str, AccreditationRequest]) -> None:
    """A question to one organization, a silence that runs, and an objection that waits for the Chair's office."""
    desk.request_information(requests["Lantern Registry"], by=people.publisher, reason="Please add your statutes.")
    circulated = desk.circulate(requests["Copperleaf Academy"], by=people.publisher)
    _object(people.coordinator, people.arvandia, circulated, "Arvandia asks the Chair to hold consultations.")


def _organisation(by: User, name: str, category: str) -> Organisation:
    standing = Organisation.objects.filter(own_name=name).first()
    return standing or register_organisation(
        by=by, name=name, category=Category.objects.get(key=category), is_invented=True
    )


def _know_their_posts(people: People, writer: User) -> None:
    """Posts began today; who acts on an earlier day acts in them all the same."""
    for person in (
        people.publisher,
        people.chair,
        people.coordinator,
        people.neighbour,
        people.forum_representative,
        people.alliance_representative,
        writer,
    ):
        person.__dict__.pop("standing", None)
        assert person.standing.posts


@contextmanager
def _clock_at(moment: datetime) -> Iterator[None]:
    with patch.object(timezone, "now", lambda: moment):
        yield
