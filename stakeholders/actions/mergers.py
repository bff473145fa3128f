"""Closing, merging and opening again: decisions of the secretariat's publisher, each with its reason and its mail."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts import mail
from poa_portal.accounts.actions import open_post
from poa_portal.accounts.actions.posts import forget_standing
from poa_portal.accounts.models import Invitation, Post
from poa_portal.audit import actions as audit
from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import search
from stakeholders import rules
from stakeholders.actions import moving
from stakeholders.actions.names import keep_former_name, own_name
from stakeholders.enums import NameKind, OrganisationState
from stakeholders.models import Organisation, OrganisationAddress
from stakeholders.workflow import ORGANISATION


@transaction.atomic
def close_organisation(organisation: Organisation, *, by: Any, reason: str) -> Organisation:
    """Take the entry out of the list and of search; its people get a mail. What it contributed stays."""
    closed = audit.perform(ORGANISATION, organisation, "close", by=by, reason=reason)
    _tell(mail.people_of(closed), "organisation_closed", organisation=closed, reason=reason)
    return closed


@transaction.atomic
def merge_organisations(organisation: Organisation, *, into: Organisation, by: Any, reason: str) -> Organisation:
    """Close ``organisation`` as another entry of ``into``, and return the one that goes on.

    Its address leads to the survivor; its people get posts there; what is under way moves (``moving``). What was
    published or decided keeps the name under which it came. People of both get a mail. A second click changes
    nothing. Raises ``TransitionRefused`` where it cannot be; then nothing has changed.
    """
    merged, survivor = _locked(organisation.pk, into.pk)
    if merged.merged_into_id == survivor.pk and merged.pk != survivor.pk:
        return survivor
    _refuse_what_cannot_be(merged, survivor, by)
    people = {person.pk: person for party in (merged, survivor) for person in mail.people_of(party)}
    with search.gathering():
        closed = audit.perform(ORGANISATION, merged, "close", by=by, reason=reason, merged_into=survivor)
        moved = moving.move_all(closed, survivor)
        posts = _move_posts(closed, survivor, by)
        _move_invitations(closed, survivor)
        name = _keep_name_and_address(closed, survivor)
        audit.record(closed, "merge", by=by, reason=reason, into=survivor.pk, moved=moved, posts=posts, name=name)
        audit.record(survivor, "take_in", by=by, reason=reason, merged=closed.pk)
    _tell(people.values(), "organisation_merged", organisation=closed, survivor=survivor, reason=reason)
    organisation.refresh_from_db()
    return survivor


@transaction.atomic
def reopen_organisation(organisation: Organisation, *, by: Any, reason: str) -> Organisation:
    """Open a closed entry again. A merger is undone: its address, its people's posts and what had moved and is still
    under way come back. People of both get a mail."""
    survivor = Organisation.objects.filter(merged=organisation.pk).first()
    if survivor is not None:
        locked, survivor = _locked(organisation.pk, survivor.pk)
        if locked.merged_into_id != survivor.pk:  # somebody else was quicker
            survivor = None
    with search.gathering():
        reopened = audit.perform(ORGANISATION, organisation, "reopen", by=by, reason=reason, merged_into=None)
        if survivor is not None:
            _undo_merger(reopened, survivor, by)
            audit.record(survivor, "give_back", by=by, reason=reason, merged=reopened.pk)
    parties = [reopened] if survivor is None else [reopened, survivor]
    people = {person.pk: person for party in parties for person in mail.people_of(party)}
    _tell(people.values(), "organisation_reopened", organisation=reopened, survivor=survivor, reason=reason)
    return reopened


def _locked(*keys: int) -> tuple[Organisation, Organisation]:
    """Both entries as they are now, locked in the order of their keys, so that two mergers wait for each other."""
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[keys[0]], found[keys[1]]


def _refuse_what_cannot_be(merged: Organisation, survivor: Organisation, by: Any) -> None:
    if not rules.can_close(by, merged):
        raise TransitionRefused(_("This step is not open to you in your post."))
    if merged.pk == survivor.pk:
        raise TransitionRefused(_("An entry cannot be merged into itself. Choose another one."))
    if merged.state != OrganisationState.REGISTERED:
        raise TransitionRefused(_("%(name)s is closed. Open it again first.") % {"name": merged})
    if survivor.merged_into is not None:
        last = survivor.survivor()
        if last.pk == merged.pk:
            raise TransitionRefused(_("%(name)s was merged into this entry already.") % {"name": survivor})
        message = _("%(name)s was merged into %(survivor)s. Choose %(survivor)s instead.")
        raise TransitionRefused(message % {"name": survivor, "survivor": last})
    if survivor.state != OrganisationState.REGISTERED:
        raise TransitionRefused(_("%(name)s is closed. Open it again first.") % {"name": survivor})


def _move_posts(merged: Organisation, survivor: Organisation, by: Any) -> dict[str, list[int]]:
    """The people of the merged entry work for the survivor from now on; which posts ended and which are new."""
    ended, opened = [], []
    current = Post.objects.select_for_update(of=("self",)).filter(party=merged.pk).select_related("user", "party")
    for post in current.current():
        held = Post.objects.filter(user=post.user, party=survivor.pk, role=post.role, ends_on=None).exists()
        new = open_post(user=post.user, party=survivor, role=post.role, by=by)
        if not held:
            opened.append(new.pk)
        _end(post, by=by)
        ended.append(post.pk)
    return {"ended": ended, "opened": opened}


def _end(post: Post, *, by: Any) -> None:
    """Without the questions that ``end_post`` asks: nobody is left outside, for each has the other post."""
    post.ends_on = max(timezone.now().date(), post.starts_on)
    audit.record(post, "end_post", by=by, holder=str(post.user))
    post.save(update_fields=["ends_on"])
    forget_standing(post.user)


def _move_invitations(merged: Organisation, survivor: Organisation) -> None:
    """Who was invited comes into the survivor; the same invitation twice is one."""
    for invitation in Invitation.objects.select_for_update().open().filter(party=merged.pk):
        same = Invitation.objects.open().filter(party=survivor.pk, email=invitation.email, role=invitation.role)
        if same.exists():
            invitation.withdrawn_at = timezone.now()
        else:
            invitation.party = survivor
        invitation.save(update_fields=["party", "withdrawn_at"])
        audit.record(invitation, "move", by=None, to=survivor.key)


def _keep_name_and_address(merged: Organisation, survivor: Organisation) -> int | None:
    """The survivor is found under the merged name and address; the key of the name, where it was not there before."""
    OrganisationAddress.objects.create(key=merged.key, organisation=survivor)
    name = own_name(merged)
    if name == own_name(survivor) or survivor.other_names.filter(kind=NameKind.FORMER, text=name).exists():
        return None
    return keep_former_name(survivor, name).pk


def _undo_merger(reopened: Organisation, survivor: Organisation, by: Any) -> None:
    event = AuditEvent.objects.about(reopened).filter(verb="merge").first()
    detail = event.detail if event else {}
    OrganisationAddress.objects.filter(key=reopened.key, organisation=survivor).delete()
    for name in survivor.other_names.filter(kind=NameKind.FORMER, pk=detail.get("name")):
        name.delete()
    posts = detail.get("posts", {})
    for post in Post.objects.filter(pk__in=posts.get("ended", [])).select_related("user"):
        open_post(user=post.user, party=reopened, role=post.role, by=by)
    _end_opened(posts.get("opened", []), survivor, by)
    moving.move_back(detail.get("moved", {}), reopened, survivor)


def _end_opened(keys: list[int], survivor: Organisation, by: Any) -> None:
    """Posts that the merger opened end, unless nobody would be left to keep the survivor's entry."""
    opened = Post.objects.select_for_update(of=("self",)).filter(pk__in=keys, party=survivor.pk, ends_on=None)
    found = list(opened.select_related("user", "party"))
    if Post.objects.current().filter(party=survivor.pk).exclude(pk__in=[post.pk for post in found]).exists():
        for post in found:
            _end(post, by=by)


def _tell(people: Any, template: str, **context: Any) -> None:
    for person in people:
        mail.send(template, to=person, context=context)
