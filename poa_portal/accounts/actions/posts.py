"""Posts are opened, ended and handed over; none is ever deleted."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts import mail, rules
from poa_portal.accounts.models import Party, Post, User
from poa_portal.audit.actions import record
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused


@transaction.atomic
def open_post(*, user: User, party: Party, role: str, by: Any) -> Post:
    """Give ``user`` the post from today on, or return the open one. Whether ``by`` may is the caller's rule:
    an accepted invitation, a registration. Raises ``ValueError`` for a role that such a party does not give."""
    if role not in Role.of(party.kind):
        raise ValueError(f"A {party.kind} gives no post of {role}.")
    today = timezone.now().date()
    post, is_new = Post.objects.get_or_create(
        user=user, party_id=party.pk, role=role, ends_on=None, defaults={"starts_on": today}
    )
    forget_standing(user)
    if is_new:
        record(post, "open_post", by=by, holder=str(user))
    return post


@transaction.atomic
def end_post(post: Post, *, by: User) -> Post:
    """End the post now and tell its holder. Ending an ended post changes nothing.

    Raises ``TransitionRefused`` where ``by`` may not, or where nobody would be left who can invite.
    """
    held = _locked(post)
    if held.has_ended:
        return held
    if not rules.can_end(by, held):
        raise TransitionRefused(_("Only its holder, or who invites to this post, can end it."))
    _refuse_to_lock_out(held)
    _end(held, by=by)
    if held.user_id != by.pk:
        mail.send("account_post_ended", to=held.user, context={"post": held, "by": by})
    return held


@transaction.atomic
def hand_over(post: Post, *, to: User, by: User) -> Post:
    """End the post and open the same one for ``to``, a person of the same party; return the new post."""
    held = _locked(post)
    if held.has_ended:
        raise TransitionRefused(_("This post has ended already."))
    if not rules.can_end(by, held):
        raise TransitionRefused(_("Only its holder, or who invites to this post, can hand it over."))
    if to.pk == held.user_id or not Post.objects.current().filter(user=to, party=held.party).exists():
        raise TransitionRefused(_("Choose another person who works for %(party)s.") % {"party": held.party})
    _end(held, by=by)
    successor = open_post(user=to, party=held.party, role=held.role, by=by)
    for person in {held.user, to} - {by}:
        mail.send("account_post_handed_over", to=person, context={"post": successor, "before": held.user, "by": by})
    return successor


def forget_standing(user: Any) -> None:
    """Posts changed within this request: ask for them anew."""
    user.__dict__.pop("standing", None)


def _locked(post: Post) -> Post:
    """The post as it is now, with its party locked, so that two who end the last two posts wait for each other."""
    Party._base_manager.select_for_update(of=("self",)).get(pk=post.party_id)
    return Post.objects.select_for_update(of=("self",)).select_related("user", "party").get(pk=post.pk)


def _end(post: Post, *, by: User) -> None:
    post.ends_on = max(timezone.now().date(), post.starts_on)
    record(post, "end_post", by=by, holder=str(post.user))  # while the standing still says in which post
    post.save(update_fields=["ends_on"])
    forget_standing(post.user)
    forget_standing(by)


def _refuse_to_lock_out(post: Post) -> None:
    if not rules.keeps_doors_open(post.role):
        return
    others = Post.objects.current().filter(party=post.party, role=post.role).exclude(user=post.user_id)
    if not others.exists():
        message = _("This is the last post of its kind: nobody could invite any more. Hand it over, or invite first.")
        raise TransitionRefused(message)
