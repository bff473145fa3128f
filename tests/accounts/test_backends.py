"""Who is signed in: one query for the person and the posts held; nobody whose account is closed."""

from typing import Any

import pytest

from poa_portal.accounts.backends import PersonBackend
from poa_portal.common.enums import Role
from tests.factories import PostFactory, StateFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_person_comes_with_the_posts_held_in_one_query(drafter: Any, django_assert_num_queries: Any) -> None:
    PostFactory(user=drafter, party=StateFactory(name="Cindaria"), role=Role.COORDINATOR)
    with django_assert_num_queries(1):
        person = PersonBackend().get_user(drafter.pk)
        assert person is not None
        roles = [(post.party.name, post.role) for post in person.standing.posts]
    assert (person, roles) == (drafter, [("Arvandia", Role.DRAFTER), ("Cindaria", Role.COORDINATOR)])


def test_person_without_a_post_stands_for_nobody() -> None:
    user = UserFactory()
    person = PersonBackend().get_user(user.pk)
    assert (person, person and person.standing.posts) == (user, ())


@pytest.mark.parametrize("with_post", [True, False])
def test_closed_account_is_nobody(with_post: bool) -> None:
    user = UserFactory(is_active=False)
    if with_post:
        PostFactory(user=user)
    assert PersonBackend().get_user(user.pk) is None


def test_unknown_account_is_nobody() -> None:
    assert PersonBackend().get_user(0) is None
