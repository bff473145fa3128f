"""Support for common texts: given for one version, under the name of that day, withdrawn with a date."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from post_office.models import Email

from poa_portal.accounts.actions import end_post
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import SearchEntry
from stakeholders.actions import endorsements, texts
from stakeholders.enums import EndorsementOrder, RequestState
from stakeholders.models import CommonText, Endorsement, Organisation
from stakeholders.text_rows import supporters_of
from tests.factories import (
    AccreditationRequestFactory,
    EndorsementFactory,
    OrganisationFactory,
    PostFactory,
    TextVersionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(representative: Any, organisation: Any) -> Any:
    text = texts.begin_text(by=representative, organisation=organisation, title="Shared views", language="en")
    texts.write_version(text, by=representative, body="We share these views.", language="en")
    opened = texts.open_text(text, by=representative)
    Email.objects.all().delete()
    return opened


@pytest.fixture
def alliance(other_representative: Any) -> Any:
    return other_representative.posts.get().party.as_organisation


def page(text: Any, name: str) -> str:
    return f"/en/work/texts/{text.slug}/{name}/"


def support(client: Any, text: Any, number: int = 1, **said: Any) -> Any:
    return client.post(page(text, "support"), {"number": number, "is_authorized": "on", **said})


def second_version(text: Any, by: Any) -> None:
    texts.write_version(text, by=by, body="We share other views.", language="en")
    texts.publish_version(text, by=by, number=2)


def names(text: Any, user: Any = None) -> list[str]:
    text = CommonText.objects.get(pk=text.pk)
    return [row.name for row in supporters_of(text, user)[0]]


def test_support_shows_at_once_and_tells_both_sides(
    client_of: Any, text: Any, representative: Any, other_representative: Any, alliance: Any
) -> None:
    client = client_of(other_representative)
    assert "We share these views." in client.get(page(text, "support")).content.decode()
    assert support(client, text).url == text.get_absolute_url()
    assert alliance.name in client_of(None).get(text.get_absolute_url()).content.decode()
    told = sorted(mail.to[0] for mail in Email.objects.all())
    assert told == sorted([representative.email, other_representative.email])
    assert SearchEntry.objects.filter(source="common-text", vector="northwind").exists()


def test_support_twice_counts_once(client_of: Any, text: Any, other_representative: Any) -> None:
    client = client_of(other_representative)
    assert [support(client, text).status_code for _click in range(2)] == [302, 302]
    assert Endorsement.objects.count() == 1


def test_support_asks_to_confirm_authority(client_of: Any, text: Any, other_representative: Any) -> None:
    assert client_of(other_representative).post(page(text, "support"), {"number": 1}).status_code == 422
    assert Endorsement.objects.count() == 0


def test_support_of_words_that_are_not_the_newest_is_refused_and_shows_them(
    client_of: Any, text: Any, representative: Any, other_representative: Any
) -> None:
    second_version(text, representative)
    answer = support(client_of(other_representative), text, number=1)
    assert (answer.status_code, Endorsement.objects.count()) == (409, 0)
    assert "We share other views." in answer.content.decode()


def test_support_is_for_representatives(
    client_of: Any, text: Any, stranger: Any, coordinator: Any, publisher: Any, alliance: Any
) -> None:
    for user in (stranger, coordinator, publisher):
        client = client_of(user)
        assert "Only representatives of organizations" in client.get(page(text, "support")).content.decode()
        assert support(client, text).status_code == 404
        with pytest.raises(TransitionRefused):
            endorsements.endorse(text, by=user, organisation=alliance, number=1)
    assert client_of(None).get(page(text, "support")).status_code == 302


def test_who_represents_two_organizations_says_for_which(client_of: Any, text: Any, other_representative: Any) -> None:
    second = OrganisationFactory(name="Harbour Lab", key="harbour-lab")
    PostFactory(user=other_representative, party=second, role=Role.REPRESENTATIVE)
    client = client_of(other_representative)
    assert support(client, text).status_code == 422
    support(client, text, organisation="harbour-lab")
    assert names(text) == ["Harbour Lab"]


def test_support_keeps_the_name_of_its_day(text: Any, other_representative: Any, alliance: Any) -> None:
    endorsements.endorse(text, by=other_representative, organisation=alliance, number=1)
    Organisation.objects.filter(pk=alliance.pk).update(own_name="Northwind Alliance", name="Northwind Alliance")
    assert names(text) == ["Northwind CERT Alliance"]


def test_support_does_not_need_accreditation_and_stays_after_a_refusal(
    text: Any, other_representative: Any, alliance: Any
) -> None:
    endorsements.endorse(text, by=other_representative, organisation=alliance, number=1)
    AccreditationRequestFactory(owner=alliance, state=RequestState.NOT_ACCREDITED)
    assert names(text) == [alliance.name]


def test_support_belongs_to_the_organization_when_its_representative_leaves(
    text: Any, other_representative: Any, alliance: Any
) -> None:
    endorsements.endorse(text, by=other_representative, organisation=alliance, number=1)
    successor = UserFactory()
    PostFactory(user=successor, party=alliance, role=Role.REPRESENTATIVE)
    end_post(other_representative.posts.get(), by=successor)
    endorsements.withdraw_support(text, by=successor, organisation=alliance)
    assert Endorsement.objects.get().withdrawn_by == successor


def test_withdrawal_is_dated_and_can_be_followed_by_new_support(
    client_of: Any, text: Any, other_representative: Any, alliance: Any
) -> None:
    client = client_of(other_representative)
    support(client, text)
    for _click in range(2):
        assert client.post(page(text, "withdraw"), {"organisation": alliance.key}).url == text.get_absolute_url()
    standing, withdrawn = supporters_of(text, None)
    assert ([row.name for row in standing], [bool(row.withdrawn) for row in withdrawn]) == ([], [True])
    assert "Support that was withdrawn" in client_of(None).get(text.get_absolute_url()).content.decode()
    support(client, text)
    standing, withdrawn = supporters_of(text, None)
    assert ([row.name for row in standing], withdrawn) == ([alliance.name], [])


def test_withdrawal_is_possible_when_the_text_is_closed(
    text: Any, representative: Any, other_representative: Any, alliance: Any
) -> None:
    endorsements.endorse(text, by=other_representative, organisation=alliance, number=1)
    texts.close_text(text, by=representative)
    endorsements.withdraw_support(text, by=other_representative, organisation=alliance)
    assert names(text) == []


def test_support_is_never_deleted_or_rewritten(text: Any, other_representative: Any, alliance: Any) -> None:
    given = endorsements.endorse(text, by=other_representative, organisation=alliance, number=1)
    for change in (lambda rows: rows.delete(), lambda rows: rows.update(name="Other")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Endorsement.objects.filter(pk=given.pk))


def test_supporter_of_an_older_version_stays_with_it_until_it_supports_the_new(
    text: Any, representative: Any, other_representative: Any, alliance: Any
) -> None:
    endorsements.endorse(text, by=other_representative, organisation=alliance, number=1)
    second_version(text, representative)
    assert [row.version for row in supporters_of(text, None)[0]] == [1]
    endorsements.endorse(text, by=other_representative, organisation=alliance, number=2)
    assert [(row.name, row.version) for row in supporters_of(text, None)[0]] == [(alliance.name, 2)]
    endorsements.withdraw_support(text, by=other_representative, organisation=alliance)
    assert supporters_of(text, None)[0] == []


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (EndorsementOrder.NAME, ["Alpha", "Beta", "Gamma"]),
        (EndorsementOrder.DATE, ["Gamma", "Alpha", "Beta"]),
        (EndorsementOrder.POSITION, ["Beta", "Gamma", "Alpha"]),
    ],
)
def test_supporters_stand_in_the_chosen_order(order: str, expected: list[str]) -> None:
    version = TextVersionFactory(number=1, text__order=order)
    for name, position in (("Gamma", 2), ("Alpha", 3), ("Beta", 1)):
        EndorsementFactory(version=version, owner=OrganisationFactory(name=name), position=position)
    assert names(version.text) == expected


def test_coordinators_arrange_the_supporters(client_of: Any, text: Any, representative: Any) -> None:
    CommonText.objects.filter(pk=text.pk).update(order=EndorsementOrder.POSITION)
    version = text.versions.get()
    given = [
        EndorsementFactory(version=version, owner=OrganisationFactory(name=name), position=position)
        for position, name in enumerate(("Alpha", "Beta", "Gamma"), start=1)
    ]
    client = client_of(representative)
    client.post(page(text, "supporters"), {"do": "up", "supporter": given[2].pk})
    assert names(text) == ["Alpha", "Gamma", "Beta"]
    client.post(page(text, "supporters"), {"do": "down", "supporter": given[1].pk})
    assert names(text) == ["Alpha", "Gamma", "Beta"]


def test_closed_organization_cannot_support(text: Any, other_representative: Any, alliance: Any) -> None:
    Organisation.objects.filter(pk=alliance.pk).update(state="closed")
    with pytest.raises(TransitionRefused):
        endorsements.endorse(text, by=other_representative, organisation=alliance, number=1)
