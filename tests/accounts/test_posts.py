"""Posts: who gives them, how they end, what is lost and kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email

from poa_portal.accounts import actions, rules
from poa_portal.accounts.models import Post, User
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from tests.factories import OrganisationFactory, PostFactory, StateFactory, UserFactory

DELEGATION = [Role.COORDINATOR, Role.DRAFTER, Role.DELEGATION_PUBLISHER]
SECRETARIAT = [Role.OFFICER, Role.PUBLISHER, Role.ADMINISTRATOR, Role.DIRECTORY_MANAGER, Role.CHAIRS_OFFICE]


@pytest.fixture
def administrator(secretariat):
    return PostFactory(party=secretariat, role=Role.ADMINISTRATOR).user


def anew(user):
    """The person as the next request knows them."""
    return User.objects.get(pk=user.pk)


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("who", "own_state", "other_state", "own_organisation", "office"),
    [
        ("coordinator", DELEGATION, [], [], []),
        ("drafter", [], [], [], []),
        ("representative", [], [], [Role.REPRESENTATIVE], []),
        ("officer", [Role.COORDINATOR], [Role.COORDINATOR], [Role.MODERATOR], []),
        ("publisher", [Role.COORDINATOR], [Role.COORDINATOR], [Role.MODERATOR], []),
        ("administrator", [Role.COORDINATOR], [Role.COORDINATOR], [Role.MODERATOR], SECRETARIAT),
        ("manager", [], [], [], []),
        ("chair", [], [], [], []),
        ("stranger", [], [], [], []),
    ],
)
def test_roles_to_give_follow_from_the_posts_held(
    request, state, organisation, secretariat, who, own_state, other_state, own_organisation, office
):
    user = request.getfixturevalue(who)
    parties = [state, StateFactory(iso2="XC", iso3="XCX", is_invented=True), organisation, secretariat]
    given = [rules.roles_to_give(user, party) for party in parties]
    assert given == [own_state, other_state, own_organisation, office]


def test_representative_does_not_invite_to_another_organisation(representative):
    assert rules.roles_to_give(representative, OrganisationFactory(key="other")) == []


def test_open_post_twice_is_one_post_and_one_event(stranger, state, coordinator):
    first = actions.open_post(user=stranger, party=state, role=Role.DRAFTER, by=coordinator)
    again = actions.open_post(user=stranger, party=state, role=Role.DRAFTER, by=coordinator)
    assert first == again
    assert verbs() == ["open_post"]
    assert stranger.standing.holds(Role.DRAFTER, party=state.pk)


def test_open_post_refuses_a_role_of_another_kind_of_party(stranger, state, coordinator):
    with pytest.raises(ValueError, match="no post of publisher"):
        actions.open_post(user=stranger, party=state, role=Role.PUBLISHER, by=coordinator)


def test_end_post_takes_the_rights_at_once_and_tells_the_holder(state, coordinator, drafter):
    drafter.language = "es"
    drafter.save()
    post = drafter.posts.get()
    actions.end_post(post, by=coordinator)
    assert not anew(drafter).standing.parties
    mail = Email.objects.get()
    assert (mail.to, mail.headers["Content-Language"]) == ([drafter.email], "es")
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.owner_id) == ("end_post", coordinator, state.pk)
    assert event.actor_post.startswith("Arvandia")


def test_end_post_that_began_today_ends_today(state, coordinator, stranger):
    post = actions.open_post(user=stranger, party=state, role=Role.DRAFTER, by=coordinator)
    actions.end_post(post, by=coordinator)
    post.refresh_from_db()
    assert post.starts_on == post.ends_on
    assert not anew(stranger).standing.posts


def test_end_post_twice_changes_nothing(coordinator, drafter):
    post = drafter.posts.get()
    actions.end_post(post, by=coordinator)
    actions.end_post(post, by=coordinator)
    assert verbs() == ["end_post"]
    assert Email.objects.count() == 1


def test_end_post_of_a_colleague_is_refused_to_one_who_does_not_invite(coordinator, drafter):
    post = coordinator.posts.first()
    with pytest.raises(TransitionRefused):
        actions.end_post(post, by=drafter)
    assert verbs() == []
    assert anew(coordinator).standing.posts == tuple(coordinator.posts.all())


def test_end_own_post_sends_no_mail(drafter):
    actions.end_post(drafter.posts.get(), by=drafter)
    assert not Email.objects.exists()


@pytest.mark.parametrize("who", ["administrator", "representative"])
def test_last_post_that_can_invite_is_not_ended(request, who):
    user = request.getfixturevalue(who)
    with pytest.raises(TransitionRefused):
        actions.end_post(user.posts.get(), by=user)
    assert anew(user).standing.posts


def test_post_of_a_second_representative_can_be_ended(representative, organisation):
    second = PostFactory(party=organisation, role=Role.REPRESENTATIVE)
    actions.end_post(second, by=representative)
    assert not anew(second.user).standing.posts


def test_hand_over_ends_one_and_begins_another(state, coordinator, drafter):
    post = coordinator.posts.get(role=Role.DELEGATION_PUBLISHER)
    successor = actions.hand_over(post, to=drafter, by=coordinator)
    post.refresh_from_db()
    assert (post.ends_on, successor.starts_on, successor.user) == (timezone.now().date(), post.ends_on, drafter)
    assert not anew(coordinator).standing.holds(Role.DELEGATION_PUBLISHER)
    assert anew(drafter).standing.holds(Role.DELEGATION_PUBLISHER, party=state.pk)
    assert verbs() == ["end_post", "open_post", "hand_over"]
    assert [mail.to for mail in Email.objects.all()] == [[drafter.email]]


def test_hand_over_of_the_last_representative_is_allowed(representative, organisation):
    colleague = UserFactory()
    past = PostFactory(user=colleague, party=organisation, role=Role.REPRESENTATIVE)
    actions.hand_over(representative.posts.get(), to=colleague, by=representative)
    assert list(Post.objects.current().filter(party=organisation)) == [past]


def test_hand_over_to_an_outsider_is_refused(coordinator, stranger):
    with pytest.raises(TransitionRefused):
        actions.hand_over(coordinator.posts.first(), to=stranger, by=coordinator)
    assert verbs() == []


def test_hand_over_twice_is_refused(coordinator, drafter):
    post = coordinator.posts.first()
    actions.hand_over(post, to=drafter, by=coordinator)
    with pytest.raises(TransitionRefused):
        actions.hand_over(post, to=drafter, by=anew(coordinator))


def test_future_and_past_posts_give_no_rights(state, stranger):
    today = timezone.now().date()
    PostFactory(user=stranger, party=state, role=Role.DRAFTER, starts_on=today + timedelta(days=1))
    PostFactory(user=stranger, party=state, role=Role.COORDINATOR, ends_on=today)
    assert stranger.standing.posts == ()


def test_database_refuses_two_open_posts_of_a_kind(drafter, state):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(user=drafter, party=state, role=Role.DRAFTER, starts_on=timezone.now().date())
