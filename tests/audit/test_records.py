"""The log: written with the change, read by those it concerns, changed by nobody."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from poa_portal.audit.actions import next_reference, record
from poa_portal.audit.models import AuditEvent
from poa_portal.audit.verbs import name_of
from tests.factories import AuditEventFactory

LIST = "audit:record_list"


def listed(client, **query):
    return [event.subject_label for event in client.get(reverse(LIST), query).context["page_obj"]]


@pytest.fixture
def events(organisation, state):
    """One event of each owner, and one of the house."""
    labels = {"ours": organisation.pk, "theirs": state.pk, "the house's": None}
    return {label: AuditEventFactory(subject_label=label, owner_id=owner) for label, owner in labels.items()}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("representative", ["ours"]),
        ("drafter", ["theirs"]),
        ("officer", ["the house's"]),
        ("other_representative", []),
        ("stranger", []),
    ],
)
def test_list_shows_what_was_done_to_ones_own_records(request, client_of, events, who, seen):
    assert listed(client_of(request.getfixturevalue(who))) == seen


@pytest.mark.parametrize(("who", "seen"), [("manager", ["a contact", "a round"]), ("officer", []), ("chair", [])])
def test_changes_of_the_directory_are_listed_for_its_manager_alone(request, client_of, state, who, seen):
    AuditEventFactory(subject_type="states.pinground", subject_label="a round", owner_id=None)
    AuditEventFactory(subject_type="states.contact", subject_label="a contact", owner_id=state.pk)
    assert listed(client_of(request.getfixturevalue(who))) == seen


@pytest.mark.parametrize(("who", "seen"), [("chair", ["an objection"]), ("drafter", ["an objection"]), ("officer", [])])
def test_readings_of_an_objection_are_listed_for_the_chair_and_the_state(request, client_of, state, who, seen):
    AuditEventFactory(subject_type="stakeholders.objection", subject_label="an objection", owner_id=state.pk)
    assert listed(client_of(request.getfixturevalue(who))) == seen


def test_list_shows_what_one_did_oneself(client_of, officer, state):
    AuditEventFactory(subject_label="a State's", owner_id=state.pk, actor=officer)
    assert listed(client_of(officer)) == ["a State's"]


def test_list_is_searched_by_words_and_days(client_of, representative, events, organisation):
    AuditEventFactory(subject_label="second", owner_id=organisation.pk, reason="A deadline was moved")
    client = client_of(representative)
    today = timezone.now().date()
    assert listed(client, q="deadline") == ["second"]
    assert listed(client, since=today.isoformat()) == ["second", "ours"]
    assert listed(client, until=(today - timedelta(days=1)).isoformat()) == []


def test_list_with_a_broken_day_says_so(client_of, representative, events):
    response = client_of(representative).get(reverse(LIST), {"since": "yesterday"})
    assert response.status_code == 200
    assert response.context["filter"].form.errors.keys() == {"since"}
    assert list(response.context["page_obj"]) == []


def test_list_costs_the_same_with_one_and_with_three_events(
    client_of, representative, organisation, django_assert_num_queries
):
    client = client_of(representative)
    AuditEventFactory(owner_id=organisation.pk, actor=representative)
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(LIST))
    AuditEventFactory.create_batch(2, owner_id=organisation.pk, actor=representative)
    with django_assert_num_queries(len(one)):
        client.get(reverse(LIST))


def test_database_refuses_to_change_or_delete_an_event(events):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.update(reason="another")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(subject_label="ours").delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent")
    assert AuditEvent.objects.count() == 3


def test_record_rolls_back_with_the_change(organisation, representative):
    with suppress(RuntimeError), transaction.atomic():
        record(organisation, "change", by=representative)
        raise RuntimeError
    assert not AuditEvent.objects.exists()


def test_record_keeps_one_language_whoever_acts(state, drafter):
    state.name_fr = "Arvandie"
    state.save()
    with translation.override("fr"):
        event = record(state, "change", by=drafter)
    assert (event.subject_label, event.actor_post) == ("Arvandia", "Arvandia · Delegation drafter")


def test_references_count_on_within_a_year(db):
    year = timezone.now().year
    assert [next_reference("INP"), next_reference("INP"), next_reference("DOC")] == [
        f"INP-{year}-0001",
        f"INP-{year}-0002",
        f"DOC-{year}-0001",
    ]


def test_verb_without_a_word_is_shown_as_it_stands():
    assert name_of("press_the_bell") == "Press the bell"
