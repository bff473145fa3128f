"""Posts change: another role, a planned end, and what happens when a post with a planned end is given again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from poa_portal.accounts import actions
from poa_portal.accounts.models import Post, User
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from tests.factories import PostFactory


def anew(user):
    return User.objects.get(pk=user.pk)


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def in_days(number):
    return timezone.now().date() + timedelta(days=number)


def test_change_to_another_role_ends_the_one_and_opens_the_other(coordinator, drafter, state):
    before = drafter.posts.get()
    after = actions.change_post(before, role=Role.DELEGATION_PUBLISHER, ends_on=None, by=coordinator)
    before.refresh_from_db()
    assert (before.ends_on, after.starts_on, after.ends_on) == (in_days(0), in_days(0), None)
    assert [post.role for post in anew(drafter).standing.posts] == [Role.DELEGATION_PUBLISHER]
    assert verbs() == ["end_post", "open_post"]
    assert [mail.to for mail in Email.objects.all()] == [[drafter.email]]


def test_change_to_another_role_twice_does_it_once(coordinator, drafter):
    post = drafter.posts.get()
    first = actions.change_post(post, role=Role.COORDINATOR, ends_on=in_days(9), by=coordinator)
    again = actions.change_post(post, role=Role.COORDINATOR, ends_on=in_days(9), by=coordinator)
    assert first == again
    assert (drafter.posts.count(), Email.objects.count()) == (2, 1)


def test_planned_end_keeps_the_rights_until_its_day(coordinator, drafter, state):
    post = actions.change_post(drafter.posts.get(), role=Role.DRAFTER, ends_on=in_days(30), by=coordinator)
    assert post.ends_on == in_days(30)
    assert anew(drafter).standing.holds(Role.DRAFTER, party=state.pk)
    event = AuditEvent.objects.get()
    assert (event.verb, event.detail["ends_before"], event.detail["ends_after"]) == (
        "change_post",
        "",
        in_days(30).isoformat(),
    )


def test_planned_end_is_told_to_the_holder_with_its_day(coordinator, drafter):
    actions.change_post(drafter.posts.get(), role=Role.DRAFTER, ends_on=in_days(30), by=coordinator)
    assert "is the first day without it" in Email.objects.get().message


def test_planned_end_is_taken_away_again(coordinator, drafter):
    post = actions.change_post(drafter.posts.get(), role=Role.DRAFTER, ends_on=in_days(30), by=coordinator)
    actions.change_post(post, role=Role.DRAFTER, ends_on=None, by=coordinator)
    assert drafter.posts.get().ends_on is None


def test_end_today_is_the_end_of_the_post(coordinator, drafter):
    actions.change_post(drafter.posts.get(), role=Role.DRAFTER, ends_on=in_days(0), by=coordinator)
    assert anew(drafter).standing.posts == ()
    assert verbs() == ["end_post"]


def test_same_role_and_end_changes_nothing(coordinator, drafter):
    actions.change_post(drafter.posts.get(), role=Role.DRAFTER, ends_on=None, by=coordinator)
    assert (verbs(), Email.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("role", "days"),
    [(Role.DRAFTER, -1), (Role.COORDINATOR, 0), (Role.OFFICER, None)],
    ids=["past", "no day left for the other", "role of another party"],
)
def test_change_that_cannot_be_is_refused_and_changes_nothing(coordinator, drafter, role, days):
    with pytest.raises(TransitionRefused):
        actions.change_post(
            drafter.posts.get(), role=role, ends_on=None if days is None else in_days(days), by=coordinator
        )
    assert (verbs(), drafter.posts.get().ends_on) == ([], None)


@pytest.mark.parametrize("who", ["drafter", "other_drafter", "officer", "representative", "stranger"])
def test_change_is_refused_to_one_who_does_not_invite(request, drafter, who):
    with pytest.raises(TransitionRefused):
        actions.change_post(drafter.posts.get(), role=Role.COORDINATOR, ends_on=None, by=request.getfixturevalue(who))
    assert verbs() == []


def test_last_representative_cannot_plan_to_leave(representative, organisation):
    with pytest.raises(TransitionRefused):
        actions.change_post(representative.posts.get(), role=Role.REPRESENTATIVE, ends_on=in_days(9), by=representative)
    other = PostFactory(party=organisation, role=Role.REPRESENTATIVE)
    actions.change_post(representative.posts.get(), role=Role.REPRESENTATIVE, ends_on=in_days(9), by=representative)
    with pytest.raises(TransitionRefused):  # in nine days nobody would be left
        actions.end_post(other, by=other.user)


def test_post_with_a_planned_end_that_is_given_again_has_no_end(coordinator, drafter, state):
    actions.change_post(drafter.posts.get(), role=Role.DRAFTER, ends_on=in_days(30), by=coordinator)
    again = actions.open_post(user=drafter, party=state, role=Role.DRAFTER, by=coordinator)
    assert (again.ends_on, Post.objects.filter(user=drafter).count()) == (None, 1)
    assert verbs() == ["change_post", "change_post"]


def test_page_changes_the_post_and_the_team_shows_from_and_until(client_of, coordinator, drafter, state):
    client = client_of(coordinator)
    address = reverse("accounts:post_change", args=[state.key, drafter.posts.get().pk])
    assert f"A mail about it goes to {drafter.email}." in client.get(address).content.decode()
    response = client.post(address, {"role": Role.DRAFTER, "ends_on": in_days(30).isoformat()}, follow=True)
    assert response.redirect_chain == [(reverse("accounts:team", args=[state.key]), 302)]
    assert drafter.posts.get().ends_on == in_days(30)
    assert "No end" in response.content.decode()


def test_page_refuses_a_day_in_the_past_and_keeps_what_was_typed(client_of, coordinator, drafter, state):
    address = reverse("accounts:post_change", args=[state.key, drafter.posts.get().pk])
    form = {"role": Role.COORDINATOR, "ends_on": in_days(-1).isoformat()}
    response = client_of(coordinator).post(address, form)
    assert response.status_code == 422
    assert f'value="{form["ends_on"]}"' in response.content.decode()


def test_page_is_not_there_for_the_holder_who_does_not_invite(client_of, drafter, state):
    address = reverse("accounts:post_change", args=[state.key, drafter.posts.get().pk])
    assert client_of(drafter).get(address).status_code == 404
