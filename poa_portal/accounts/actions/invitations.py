"""Invitations lead to posts: sent by mail, taken up once, by the person to whom the mail went."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts import mail, rules
from poa_portal.accounts.actions.posts import forget_standing, open_post
from poa_portal.accounts.models import Invitation, Party, Post, User
from poa_portal.audit.actions import record
from poa_portal.common.workflow import TransitionRefused


@transaction.atomic
def invite(*, party: Party, email: str, role: str, language: str, by: User, ground: str = "") -> Invitation:
    """Invite this address to a post and send the mail. A second wish for the same while the first is open is the
    first one, so a double click sends one mail. ``ground`` names the note verbale on which the secretariat opens a
    delegation. Raises ``TransitionRefused``."""
    email = email.strip().lower()
    locked = Party._base_manager.select_for_update(of=("self",)).get(pk=party.pk)
    forget_standing(by)  # the own post may have ended since the page was loaded
    if not rules.can_invite(by, locked, role):
        raise TransitionRefused(_("You cannot invite to this post."))
    if not ground and rules.needs_ground(by, locked):
        raise TransitionRefused(_("Enter the note verbale first: it is the ground on which a delegation is opened."))
    if Post.objects.current().filter(party=locked, role=role, user__email__iexact=email).exists():
        raise TransitionRefused(_("%(email)s holds this post already.") % {"email": email})
    pending = Invitation.objects.open().filter(party=locked, role=role, email=email).first()
    if pending is not None:
        return pending
    invitation = Invitation.objects.create(
        party=locked, email=email, role=role, language=language, invited_by=by, ground=ground[:120]
    )
    record(invitation, "invite", by=by, email=email)
    mail.send("account_invitation", to=invitation, context={"invitation": invitation})
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Let the link lead nowhere any more. Withdrawing twice changes nothing."""
    locked = _locked(invitation)
    if not rules.can_withdraw(by, locked):
        raise TransitionRefused(_("You cannot withdraw this invitation."))
    if locked.accepted_at is not None:
        raise TransitionRefused(_("This invitation has been accepted. End the post instead."))
    if locked.withdrawn_at is None:
        locked.withdrawn_at = timezone.now()
        locked.save(update_fields=["withdrawn_at"])
        record(locked, "withdraw_invitation", by=by)
    return locked


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Post:
    """Take up the invitation and return the post; a second click returns the same post.

    Raises ``TransitionRefused`` where it is not open any more, or was sent to an address that is not ``by``'s.
    """
    locked = _locked(invitation)
    if locked.accepted_by_id == by.pk:
        return Post.objects.filter(user=by, party=locked.party, role=locked.role).latest("pk")
    if not locked.is_open:
        raise TransitionRefused(_("This invitation is not open any more."))
    if not owns_address(by, locked.email):
        message = _("This invitation was sent to %(email)s. Sign in with that address.")
        raise TransitionRefused(message % {"email": locked.email})
    locked.accepted_by, locked.accepted_at = by, timezone.now()
    locked.save(update_fields=["accepted_by", "accepted_at"])
    # Whoever holds the link has read the mail, and that is all a verification asks.
    EmailAddress.objects.filter(user=by, email__iexact=locked.email).update(verified=True)
    post = open_post(user=by, party=locked.party, role=locked.role, by=by)
    record(locked, "accept_invitation", by=by)
    mail.send("account_invitation_accepted", to=locked.invited_by, context={"post": post})
    return post


def owns_address(user: User, email: str) -> bool:
    return user.email.lower() == email.lower() or EmailAddress.objects.filter(user=user, email__iexact=email).exists()


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("party", "invited_by")
    return rows.get(pk=invitation.pk)
