"""The round of 2022 replayed by the portal's own actions: 86 applied, 54 accredited, 32 objected to, 17 admitted.

The figures are those of the open-ended working group of 2021 to 2025; all names here are invented.
"""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from poa_portal.accounts.models import Post
from poa_portal.common.enums import Role
from poa_portal.library.search import reindex
from stakeholders.accreditation_rows import totals_of
from stakeholders.actions import accreditation as own
from stakeholders.actions import accreditation_desk as desk
from stakeholders.actions import objections, rounds
from stakeholders.models import AccreditationRequest, AccreditationRound, Endorsement, Objection
from tests import factories
from tests.stakeholders.clock import HandClock, clock

__all__ = ["clock"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SAID = {"purpose": "Stability.", "programmes": "Courses.", "activities": "Exercises.", "language": "en"}
APPLIED, OBJECTED, ADMITTED = 86, 32, 17


def person(party: Any, role: str) -> Any:
    return factories.PostFactory(party=party, role=role, starts_on=date(2021, 1, 1)).user


def drafts(the_round: AccreditationRound, category: Any, numbers: range) -> list[AccreditationRequest]:
    """Requests that are written; how they are written is tested elsewhere, from here on everything goes by actions."""
    writer = factories.UserFactory()
    owners = [
        factories.OrganisationFactory(name=f"Organization {number:03d}", key=f"replayed-{number}", category=category)
        for number in numbers
    ]
    posts = [Post(user=writer, party=owner, role=Role.REPRESENTATIVE, starts_on=date(2021, 1, 1)) for owner in owners]
    Post.objects.bulk_create(posts)
    return AccreditationRequest.objects.bulk_create(
        AccreditationRequest(
            reference=f"ACR-2022-{number:04d}",
            round=the_round,
            owner=owner,
            applied_as=owner.name,
            category=category,
            started_by=writer,
            **SAID,
        )
        for number, owner in zip(numbers, owners, strict=True)
    )


def announce(publisher: Any, ecosoc: Any) -> AccreditationRound:
    the_round = rounds.create_round(
        by=publisher,
        title_en="Accreditation of 2022",
        rule_en="On a non-objection basis; organizations in consultative status are admitted.",
        rule_source="Letter of the Chair of 20 April 2022",
        opens_at=datetime(2022, 4, 25, 13, tzinfo=UTC),
        closes_at=datetime(2022, 6, 3, 22, tzinfo=UTC),
        silence_days=14,
        silence_ends_at=time(18),
        ecosoc_categories=[ecosoc],
    )
    return rounds.open_round(the_round, by=publisher)


def test_the_round_of_2022_gives_its_figures_and_takes_nothing_from_those_refused(
    clock: HandClock, secretariat: Any, client_of: Any
) -> None:
    publisher, chair = person(secretariat, Role.PUBLISHER), person(secretariat, Role.CHAIRS_OFFICE)
    states = [factories.StateFactory(name=name) for name in ("Arvandia", "Belmoria", "Cindral")]
    delegates = [person(state, Role.COORDINATOR) for state in states]
    ngo, ecosoc = factories.CategoryFactory(), factories.CategoryFactory(key="ecosoc_special", name="Special status")

    clock.at("2022-04-24T15:00")
    the_round = announce(publisher, ecosoc)
    clock.at("2022-05-16T15:00")
    applied = drafts(the_round, ngo, range(APPLIED))
    direct = drafts(the_round, ecosoc, range(APPLIED, APPLIED + ADMITTED))
    for request in (*applied, *direct):
        own.submit_request(request, by=request.started_by)
    kept = factories.WrittenInputFactory(owner=applied[0].owner, title="What we wrote before")
    reindex(kept)
    factories.EndorsementFactory(owner=applied[0].owner)

    clock.at("2022-06-08T15:00")
    for request in (*applied, *direct):
        request.refresh_from_db()
        desk.find_eligible(request, by=publisher)
    for request in direct:
        desk.admit(request, by=publisher)
    clock.at("2022-06-13T15:00")
    desk.circulate_requests(applied, by=publisher, document_note="Letter of the Chair of 13 June 2022")

    clock.at("2022-06-27T21:59:59")
    made = [
        objections.object_to(request, by=delegates[place], state=states[place], basis=f"Basis of {states[place]}.")
        for place, chosen in enumerate((applied[:20], applied[12:OBJECTED], applied[:4]))
        for request in chosen
    ]
    for objection in made:
        if objection.owner_id != states[2].pk:  # two States publish, the third does not
            objections.publish_objection(objection, by=delegates[states.index(objection.owner)])
    clock.at("2022-06-27T22:00:01")
    assert desk.run_due_silences(clock.now) == APPLIED

    clock.at("2022-06-30T15:00")
    for request in applied:
        request.refresh_from_db()
        if request.state == "objected":
            desk.refuse(request, by=chair)
        else:
            desk.accredit(request, by=publisher)

    totals = totals_of([the_round])[the_round.pk]
    assert (totals.applied, totals.accredited, totals.objected, totals.admitted) == (86, 54, 32, 17)
    page = client_of(None).get(the_round.get_absolute_url())
    assert [number for _label, number in page.context["totals"].lines] == [86, 54, 32, 17]
    assert page.context["page_obj"].paginator.count == APPLIED + ADMITTED
    shown = Objection.objects.visible_to(AnonymousUser()).values_list("owner__name", flat=True)
    assert set(shown) == {"Arvandia", "Belmoria"}

    refused = AccreditationRequest.objects.get(pk=applied[0].pk)
    public = client_of(None).get(refused.get_absolute_url()).content.decode()
    assert "Not accredited" in public
    assert "Basis of Arvandia." in public
    assert "Cindral" not in public
    assert "What we wrote before" in client_of(None).get(refused.owner.get_absolute_url()).content.decode()
    assert Endorsement.objects.filter(owner=refused.owner).exists()
    assert client_of(None).get(kept.get_absolute_url()).status_code == 200
