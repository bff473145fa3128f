"""Queries that are built once: other values, other moments and other readers must never meet an old answer."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from meetings.enums import MeetingState
from meetings.models import Call, Meeting
from meetings.prepared import Prepared
from tests import factories


@pytest.fixture
def by_slug():
    return Prepared(lambda user, slug: Meeting.objects.visible_to(user).filter(slug=slug).values_list("pk"))


def test_other_values_find_other_records(db, by_slug):
    first, second = factories.MeetingFactory.create_batch(2)
    found = [by_slug(AnonymousUser(), slug) for slug in (first.slug, second.slug, "nothing", "'; --")]
    assert found == [[(first.pk,)], [(second.pk,)], [], []]


def test_the_answer_for_a_reader_is_not_the_answer_for_the_secretariat(officer, by_slug):
    draft = factories.MeetingFactory(state=MeetingState.DRAFT, announced_at=None)
    assert by_slug(AnonymousUser(), draft.slug) == []
    assert by_slug(officer, draft.slug) == [(draft.pk,)]
    assert by_slug(AnonymousUser(), draft.slug) == []


def test_the_moment_is_that_of_asking(db):
    opens_at = timezone.now() + timedelta(milliseconds=400)
    call = factories.CallFactory(opens_at=opens_at)
    ask = Prepared(lambda user, pk: Call.objects.visible_to(user).open_now().filter(pk=pk).values_list("pk"))
    assert ask(AnonymousUser(), call.pk) == []
    Call.objects.filter(pk=call.pk).update(opens_at=timezone.now())
    assert ask(AnonymousUser(), call.pk) == [(call.pk,)]


def test_a_query_that_leaves_a_value_out_is_refused(db):
    with pytest.raises(ValueError, match="each of its values"):
        Prepared(lambda user, slug: Meeting.objects.visible_to(user).values_list("pk"))(AnonymousUser(), "plenary")


def test_asking_costs_one_query_and_no_building(db, by_slug, django_assert_num_queries):
    meeting = factories.MeetingFactory()
    by_slug(AnonymousUser(), meeting.slug)
    by_slug.build = None
    with django_assert_num_queries(1):
        assert by_slug(AnonymousUser(), meeting.slug) == [(meeting.pk,)]
