"""Two coordinators who end each other's posts at the same moment: one of them is told that the own post has ended."""

import pytest

from poa_portal.accounts import actions
from poa_portal.accounts.models import Post, User
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from tests.factories import PostFactory, StateFactory
from tests.threads import together


def as_signed_in(post):
    """The person as a request knows them: the standing has been asked for already."""
    user = User.objects.get(pk=post.user_id)
    assert user.standing.holds(Role.COORDINATOR)
    return user


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", [actions.end_post, None], ids=["end", "change"])
def test_of_two_coordinators_who_end_each_others_posts_the_second_is_refused(step):
    state = StateFactory(iso2="XA", iso3="XAR", is_invented=True)
    first, second = (PostFactory(party=state, role=Role.COORDINATOR) for _each in range(2))
    one, other = as_signed_in(first), as_signed_in(second)

    def take(post, by):
        if step is not None:
            return step(post, by=by)
        return actions.change_post(post, role=Role.DRAFTER, ends_on=None, by=by)

    came = together(lambda: take(second, one), lambda: take(first, other))
    refused = [answer for answer in came if isinstance(answer, str)]
    assert refused == [
        "Your own post ended while you did this, so nothing was changed. Ask a colleague or the secretariat."
    ]
    assert Post.objects.current().filter(party=state, role=Role.COORDINATOR).count() == 1
    assert AuditEvent.objects.filter(verb="end_post").count() == 1
