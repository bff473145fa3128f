"""Closing, merging and opening again: what moves, what stays, who is told, and how it is undone."""

from typing import Any

import pytest
from django.db import connection
from post_office.models import Email

from meetings.actions.inputs import publish_input
from meetings.enums import InputState
from meetings.models import WrittenInput
from poa_portal.accounts.actions import end_post, invite
from poa_portal.accounts.models import Invitation, Post
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import SearchEntry
from poa_portal.library.search import reindex
from stakeholders.actions import close_organisation, merge_organisations, reopen_organisation
from stakeholders.enums import NameKind, OrganisationState, RequestState, TextState
from stakeholders.models import Organisation
from tests.factories import (
    AccreditationRequestFactory,
    CommonTextFactory,
    EnquiryThreadFactory,
    OrganisationFactory,
    PostFactory,
    StakeholderContactFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db
DRAFT = {"state": InputState.DRAFT, "submitted_at": None, "published_at": None}


@pytest.fixture
def survivor(other_representative: Any) -> Any:
    return Organisation.objects.get(key="northwind-cert-alliance")


def merge(organisation: Any, survivor: Any, publisher: Any, reason: str = "Entered twice") -> Any:
    return merge_organisations(organisation, into=survivor, by=publisher, reason=reason)


def holders(organisation: Any) -> set[int]:
    return set(Post.objects.current().filter(party=organisation.pk).values_list("user", flat=True))


def test_close_takes_the_entry_out_of_search_and_tells_its_people(
    organisation: Any, representative: Any, publisher: Any
) -> None:
    reindex(organisation)
    close_organisation(organisation, by=publisher, reason="It was dissolved")
    assert not SearchEntry.objects.filter(source="organisation", object_id=organisation.pk).exists()
    mail = Email.objects.get()
    assert (mail.to, "It was dissolved" in mail.message) == ([representative.email], True)


@pytest.mark.parametrize("role", ["officer", "representative", "manager", "chair", "drafter"])
def test_close_merge_and_reopen_are_the_publishers(
    request: Any, role: str, organisation: Any, survivor: Any, publisher: Any
) -> None:
    by = request.getfixturevalue(role)
    with pytest.raises(TransitionRefused):
        close_organisation(organisation, by=by, reason="No")
    with pytest.raises(TransitionRefused):
        merge(organisation, survivor, by)
    close_organisation(organisation, by=publisher, reason="Yes")
    with pytest.raises(TransitionRefused):
        reopen_organisation(organisation, by=by, reason="No")


def test_merge_closes_the_entry_and_leads_its_address_to_the_survivor(
    client: Any, organisation: Any, survivor: Any, publisher: Any
) -> None:
    assert merge(organisation, survivor, publisher) == survivor
    assert (organisation.state, organisation.merged_into_id) == (OrganisationState.CLOSED, survivor.pk)
    assert survivor.former_addresses.get().key == "open-ledger-forum"
    assert survivor.other_names.get(kind=NameKind.FORMER).text == "Open Ledger Forum"
    answer = client.get("/en/stakeholders/open-ledger-forum/")
    assert (answer.status_code, answer.url) == (301, "/en/stakeholders/northwind-cert-alliance/")
    assert "max-age=0" in answer["Cache-Control"]
    api = client.get("/api/v1/organisations/open-ledger-forum/")
    assert (api.status_code, api.url) == (301, "/api/v1/organisations/northwind-cert-alliance/")


def test_merge_without_a_reason_changes_nothing(
    organisation: Any, representative: Any, survivor: Any, publisher: Any
) -> None:
    with pytest.raises(TransitionRefused):
        merge(organisation, survivor, publisher, reason=" ")
    assert holders(organisation) == {representative.pk}
    assert Email.objects.count() == 0


def test_merge_gives_its_people_posts_in_the_survivor_and_tells_all(
    organisation: Any, representative: Any, survivor: Any, other_representative: Any, publisher: Any
) -> None:
    merge(organisation, survivor, publisher)
    assert holders(organisation) == set()
    assert holders(survivor) == {representative.pk, other_representative.pk}
    assert {mail.to[0] for mail in Email.objects.all()} == {representative.email, other_representative.email}


def test_merge_twice_is_one(organisation: Any, representative: Any, survivor: Any, publisher: Any) -> None:
    for _click in range(2):
        merge(Organisation.objects.get(pk=organisation.pk), survivor, publisher)
    assert AuditEvent.objects.about(organisation).filter(verb="merge").count() == 1
    assert Email.objects.count() == 2


def test_merge_into_itself_is_refused(organisation: Any, publisher: Any) -> None:
    with pytest.raises(TransitionRefused, match="itself"):
        merge(organisation, organisation, publisher)


def test_merge_into_a_merged_entry_names_the_survivor(organisation: Any, survivor: Any, publisher: Any) -> None:
    third = OrganisationFactory(name="Third")
    merge(third, survivor, publisher)
    with pytest.raises(TransitionRefused, match="Northwind CERT Alliance"):
        merge(organisation, third, publisher)


def test_merge_into_a_closed_entry_is_refused(organisation: Any, survivor: Any, publisher: Any) -> None:
    close_organisation(survivor, by=publisher, reason="Dissolved")
    with pytest.raises(TransitionRefused, match="is closed"):
        merge(organisation, survivor, publisher)


def test_merge_in_a_circle_is_refused(organisation: Any, survivor: Any, publisher: Any) -> None:
    merge(organisation, survivor, publisher)
    with pytest.raises(TransitionRefused, match="merged into this entry already"):
        merge(survivor, organisation, publisher)


def test_merge_locks_both_in_the_order_of_their_keys(organisation: Any, survivor: Any, publisher: Any) -> None:
    from django.test.utils import CaptureQueriesContext

    for merged, into in ((survivor, organisation), (organisation, OrganisationFactory())):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            merge(merged, into, publisher)
            reopen_organisation(merged, by=publisher, reason="Not the same")
        locks = [query["sql"] for query in captured if "FOR UPDATE" in query["sql"] and " IN (" in query["sql"]]
        assert "ORDER BY" in locks[0]


def test_merge_moves_what_is_not_published_and_leaves_what_is(
    organisation: Any, representative: Any, survivor: Any, publisher: Any
) -> None:
    draft = WrittenInputFactory(owner=organisation, in_care_of=representative, **DRAFT)
    waiting = WrittenInputFactory(owner=organisation, state=InputState.SUBMITTED, published_at=None)
    published = WrittenInputFactory(owner=organisation)
    merge(organisation, survivor, publisher)
    owners = dict(WrittenInput.objects.values_list("pk", "owner"))
    assert owners == {draft.pk: survivor.pk, waiting.pk: survivor.pk, published.pk: organisation.pk}
    assert set(WrittenInput.objects.visible_to(fresh(representative)).values_list("pk", flat=True)) == set(owners)


def fresh(user: Any) -> Any:
    return type(user).objects.get(pk=user.pk)


def test_merge_tells_the_publisher_nothing_of_drafts(
    organisation: Any, survivor: Any, publisher: Any, representative: Any
) -> None:
    WrittenInputFactory(owner=organisation, title="Not ready to be seen", **DRAFT)
    merge(organisation, survivor, publisher)
    seen = AuditEvent.objects.visible_to(fresh(publisher)).values_list("subject_label", flat=True)
    assert not [label for label in seen if "Not ready" in label]
    assert AuditEvent.objects.visible_to(fresh(representative)).filter(verb="move").exists()


def test_survivor_lists_what_came_under_the_other_name(
    client: Any, organisation: Any, survivor: Any, publisher: Any
) -> None:
    written = WrittenInputFactory(owner=organisation, state=InputState.SUBMITTED, published_at=None, title="On norms")
    publish_input(written, by=publisher)
    merge(organisation, survivor, publisher)
    (row,) = client.get("/en/stakeholders/northwind-cert-alliance/").context["rows"]
    assert (row["title"], row["contributed_as"]) == ("On norms", "Open Ledger Forum")
    assert "contributed as" in client.get("/en/stakeholders/northwind-cert-alliance/").content.decode()
    assert written.owner.name == "Open Ledger Forum"


def test_merge_moves_requests_that_are_not_decided(organisation: Any, survivor: Any, publisher: Any) -> None:
    under_way = AccreditationRequestFactory(owner=organisation)
    decided = AccreditationRequestFactory(owner=organisation, state=RequestState.ACCREDITED)
    merge(organisation, survivor, publisher)
    for request in (under_way, decided):
        request.refresh_from_db()
    assert (under_way.owner_id, decided.owner_id) == (survivor.pk, organisation.pk)
    assert under_way.applied_as == "Open Ledger Forum"


def test_merge_with_two_requests_in_one_round_is_refused(organisation: Any, survivor: Any, publisher: Any) -> None:
    request = AccreditationRequestFactory(owner=organisation)
    AccreditationRequestFactory(owner=survivor, round=request.round)
    with pytest.raises(TransitionRefused, match=request.round.title):
        merge(organisation, survivor, publisher)
    organisation.refresh_from_db()
    assert organisation.state == OrganisationState.REGISTERED


def test_merge_moves_contacts_questions_and_texts(organisation: Any, survivor: Any, publisher: Any) -> None:
    contact = StakeholderContactFactory(owner=organisation)
    thread = EnquiryThreadFactory(contact=contact)
    text = CommonTextFactory(owner=organisation, coordinators=[organisation])
    draft = CommonTextFactory(owner=organisation, coordinators=[organisation], state=TextState.DRAFT)
    merge(organisation, survivor, publisher)
    for record in (contact, thread, text, draft):
        record.refresh_from_db()
    assert {contact.owner_id, thread.owner_id, draft.owner_id} == {survivor.pk}
    assert text.owner_id == organisation.pk
    assert list(text.coordinators.all()) == list(draft.coordinators.all()) == [survivor]


def test_merge_moves_invitations_that_are_open(
    organisation: Any, representative: Any, survivor: Any, publisher: Any
) -> None:
    invite(
        party=organisation, email="new@openledger.example", role=Role.REPRESENTATIVE, language="en", by=representative
    )
    merge(organisation, survivor, publisher)
    assert Invitation.objects.open().get().party_id == survivor.pk


def test_reopen_undoes_the_merger(
    client: Any, organisation: Any, representative: Any, survivor: Any, other_representative: Any, publisher: Any
) -> None:
    draft = WrittenInputFactory(owner=organisation, **DRAFT)
    request = AccreditationRequestFactory(owner=organisation)
    contact = StakeholderContactFactory(owner=organisation)
    merge(organisation, survivor, publisher)
    Email.objects.all().delete()
    reopen_organisation(organisation, by=publisher, reason="They are two")
    for record in (draft, request, contact):
        record.refresh_from_db()
        assert record.owner_id == organisation.pk
    assert (organisation.state, organisation.merged_into) == (OrganisationState.REGISTERED, None)
    assert (holders(organisation), holders(survivor)) == ({representative.pk}, {other_representative.pk})
    assert not survivor.former_addresses.exists()
    assert not survivor.other_names.exists()
    assert client.get("/en/stakeholders/open-ledger-forum/").status_code == 200
    assert {mail.to[0] for mail in Email.objects.all()} == {representative.email, other_representative.email}
    assert SearchEntry.objects.filter(source="organisation", object_id=organisation.pk).exists()


def test_reopen_leaves_what_went_on_with_the_survivor(
    organisation: Any, representative: Any, survivor: Any, publisher: Any
) -> None:
    waiting = WrittenInputFactory(owner=organisation, state=InputState.SUBMITTED, published_at=None)
    merge(organisation, survivor, publisher)
    publish_input(WrittenInput.objects.get(pk=waiting.pk), by=publisher)
    reopen_organisation(organisation, by=publisher, reason="They are two")
    waiting.refresh_from_db()
    assert waiting.owner_id == survivor.pk


def test_chain_of_mergers_leads_to_the_last(client: Any, organisation: Any, survivor: Any, publisher: Any) -> None:
    last = OrganisationFactory(name="Last", key="last-one")
    reindex(WrittenInputFactory(owner=organisation))
    merge(organisation, survivor, publisher)
    merge(survivor, last, publisher)
    assert client.get("/en/stakeholders/open-ledger-forum/").url == "/en/stakeholders/last-one/"
    assert [row["contributed_as"] for row in client.get("/en/stakeholders/last-one/").context["rows"]] == [
        "Open Ledger Forum"
    ]


def test_nothing_is_lost_when_a_representative_leaves_while_something_waits(
    organisation: Any, representative: Any, publisher: Any
) -> None:
    colleague = PostFactory(party=organisation, role=Role.REPRESENTATIVE).user
    draft = WrittenInputFactory(owner=organisation, in_care_of=representative, started_by=representative, **DRAFT)
    waiting = WrittenInputFactory(
        owner=organisation, started_by=representative, state=InputState.SUBMITTED, published_at=None
    )
    end_post(Post.objects.get(user=representative), by=representative)
    seen = WrittenInput.objects.visible_to(fresh(colleague)).values_list("pk", flat=True)
    assert set(seen) == {draft.pk, waiting.pk}
    Email.objects.all().delete()
    publish_input(waiting, by=publisher)
    assert [mail.to for mail in Email.objects.all()] == [[colleague.email]]
