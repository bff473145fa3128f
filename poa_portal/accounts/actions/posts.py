"""Posts are opened, changed, ended and handed over; none is ever deleted."""

from contextlib import suppress
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts import care, mail, rules
from poa_portal.accounts.models import Party, Post, User
from poa_portal.audit.actions import record
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused


@transaction.atomic
def open_post(*, user: User, party: Party, role: str, by: Any) -> Post:
    """Give ``user`` the post from today on without an end, or return the open one; a planned end of it is lifted.

    Whether ``by`` may is the caller's rule: an accepted invitation, a registration. Raises ``ValueError`` for a role
    that such a party does not give."""
    if role not in Role.of(party.kind):
        raise ValueError(f"A {party.kind} gives no post of {role}.")
    _lock_party(party.pk)
    today = timezone.now().date()
    held = _held_or_planned(user, party, role)
    if held is None:
        held = Post.objects.create(user=user, party_id=party.pk, role=role, starts_on=today)
        record(held, "open_post", by=by, holder=str(user))
    elif held.ends_on is not None or held.starts_on > today:
        _reschedule(held, starts_on=min(held.starts_on, today), ends_on=None, by=by)
    forget_standing(user)
    return held


@transaction.atomic
def change_post(post: Post, *, role: str, ends_on: date | None, by: User) -> Post:
    """Give the holder another role from today on, or another end; return the post as it is then held.

    Another role ends the one post and opens the other. ``ends_on`` is the first day without the post, in UTC: None for
    no end, today to end it now; it is never in the past. The holder gets a mail. The same wish again changes nothing.
    Raises ``TransitionRefused``.
    """
    held = _locked(post)
    if held.role == role and held.ends_on == ends_on:
        return held
    if held.has_ended:
        successor = _held_or_planned(held.user, held.party, role)
        if successor is not None and successor.ends_on == ends_on:
            return successor  # the second of two clicks
        raise TransitionRefused(_("This post has ended already."))
    _check(rules.can_change, by, held, _("Only who invites to this post can change it."))
    _check_end(held, role, ends_on)
    if role == held.role and ends_on == timezone.now().date():
        return end_post(held, by=by)
    changed = held if role == held.role else _change_role(held, role, by=by)
    if changed.ends_on != ends_on:
        _reschedule(changed, starts_on=changed.starts_on, ends_on=ends_on, by=by)
    if held.user_id != by.pk:
        mail.send("account_post_changed", to=held.user, context={"post": changed, "before": held, "by": by})
    return changed


@transaction.atomic
def end_post(post: Post, *, by: User) -> Post:
    """End the post now and tell its holder. Ending an ended post changes nothing.

    Raises ``TransitionRefused`` where ``by`` may not, or where nobody would be left who can invite.
    """
    held = _locked(post)
    if held.has_ended:
        return held
    _check(rules.can_end, by, held, _("Only its holder, or who invites to this post, can end it."))
    _refuse_to_lock_out(held)
    _end(held, by=by)
    if held.user_id != by.pk:
        mail.send("account_post_ended", to=held.user, context={"post": held, "by": by})
    return held


@transaction.atomic
def hand_over(post: Post, *, to: User, by: User) -> Post:
    """End the post, open the same one for ``to``, a person of the same party, and put into the care of ``to`` what the
    former holder looked after for the party; return the new post. The log counts what moved, by its kind."""
    held = _locked(post)
    if held.has_ended:
        raise TransitionRefused(_("This post has ended already."))
    _check(rules.can_hand_over, by, held, _("Only its holder, or who invites to this post, can hand it over."))
    if to.pk == held.user_id or not Post.objects.current().filter(user=to, party=held.party).exists():
        raise TransitionRefused(_("Choose another person who works for %(party)s.") % {"party": held.party})
    _end(held, by=by)
    successor = open_post(user=to, party=held.party, role=held.role, by=by)
    moved = care.move_all(held.user, held.party, to=to)
    record(successor, "hand_over", by=by, before=str(held.user), after=str(to), moved=moved)
    for person in {held.user, to} - {by}:
        context = {"post": successor, "before": held.user, "by": by, "moved": sum(moved.values())}
        mail.send("account_post_handed_over", to=person, context=context)
    return successor


def forget_standing(user: Any) -> None:
    """Posts changed within this request: ask for them anew. Works on the lazy user of a request as well."""
    with suppress(AttributeError):  # not asked for yet
        del user.standing


def _held_or_planned(user: User, party: Party, role: str) -> Post | None:
    """The post of this kind that has not ended: of several the one without an end."""
    posts = Post.objects.filter(user=user, party_id=party.pk, role=role).unended()
    return posts.order_by(F("ends_on").desc(nulls_first=True), "pk").first()


def _lock_party(party: int) -> None:
    Party._base_manager.select_for_update(of=("self",)).get(pk=party)


def _locked(post: Post) -> Post:
    """The post as it is now, with its party locked, so that two who end the last two posts wait for each other."""
    _lock_party(post.party_id)
    return Post.objects.select_for_update(of=("self",)).select_related("user", "party").get(pk=post.pk)


def _check(rule: Any, by: User, held: Post, refusal: str) -> None:
    """Ask the rule about the posts that ``by`` holds now, behind the lock: the own one may have ended since the page
    was loaded, when two coordinators end each other's posts."""
    was_allowed = rule(by, held)
    forget_standing(by)
    if not rule(by, held):
        ended = _("Your own post ended while you did this, so nothing was changed. Ask a colleague or the secretariat.")
        raise TransitionRefused(ended if was_allowed else refusal)


def _check_end(held: Post, role: str, ends_on: date | None) -> None:
    today = timezone.now().date()
    if ends_on is not None and ends_on < today:
        raise TransitionRefused(_("The end of a post cannot lie in the past."))
    if role != held.role and ends_on == today:
        raise TransitionRefused(_("The other post must last a day at least. Choose a later end, or end this post."))
    if role != held.role or ends_on is not None:
        _refuse_to_lock_out(held)


def _change_role(held: Post, role: str, *, by: User) -> Post:
    if not rules.can_invite(by, held.party, role):
        raise TransitionRefused(_("You cannot give this post."))
    _end(held, by=by)
    return open_post(user=held.user, party=held.party, role=role, by=by)


def _reschedule(post: Post, *, starts_on: date, ends_on: date | None, by: Any) -> None:
    before, after = post.ends_on, ends_on
    post.starts_on, post.ends_on = starts_on, ends_on
    post.save(update_fields=["starts_on", "ends_on"])
    record(post, "change_post", by=by, holder=str(post.user), ends_before=_iso(before), ends_after=_iso(after))
    forget_standing(post.user)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _end(post: Post, *, by: User) -> None:
    post.ends_on = max(timezone.now().date(), post.starts_on)
    record(post, "end_post", by=by, holder=str(post.user))  # while the standing still says in which post
    post.save(update_fields=["ends_on"])
    forget_standing(post.user)
    forget_standing(by)


def _refuse_to_lock_out(post: Post) -> None:
    """Somebody else must hold such a post without an end; a planned one would leave the door shut on that day."""
    if not rules.keeps_doors_open(post.role):
        return
    lasting = Post.objects.current().filter(party=post.party, role=post.role, ends_on=None)
    if not lasting.exclude(user=post.user_id).exists():
        message = _("This is the last post of its kind: nobody could invite any more. Hand it over, or invite first.")
        raise TransitionRefused(message)
