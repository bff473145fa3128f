"""Support for common texts, and wishes to join one."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.audit import actions as audit
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import search
from stakeholders import rules
from stakeholders.actions.texts import locked_text, newest_of
from stakeholders.enums import OrganisationState, TextState
from stakeholders.models import CommonText, Endorsement, JoinRequest, Organisation
from stakeholders.text_mail import tell_coordinators, tell_representatives

ANSWERED_ARE_KEPT = timedelta(days=180)
A_DAY = timedelta(days=1)
A_TEXT_A_DAY, AN_ADDRESS_A_DAY = 50, 3  # wishes to join
A_SENDER_AN_HOUR = 5


class NewerVersion(TransitionRefused):
    """Another version was published after the person opened the page; nothing was recorded."""


@transaction.atomic
def endorse(text: CommonText, *, by: Any, organisation: Organisation, number: int) -> Endorsement:
    """Support the newest version, under the name that the organization has today; a second click changes nothing.

    Accreditation is not needed. Raises ``NewerVersion`` where ``number`` is not the newest any more, and
    ``TransitionRefused``.
    """
    locked = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    owner = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not rules.can_represent(by, owner):
        raise TransitionRefused(_("Only a representative of the organization can support a text in its name."))
    if owner.state != OrganisationState.REGISTERED:
        raise TransitionRefused(_("The entry of this organization is closed."))
    newest = newest_of(locked)
    standing = Endorsement.objects.standing().filter(version__text=locked, owner=owner)
    if newest and (given := standing.filter(version=newest).first()):
        return given
    if locked.state != TextState.OPEN or newest is None:
        raise TransitionRefused(_("This text is not open for support."))
    if number != newest.number:
        raise NewerVersion(_("A newer version was published meanwhile. Nothing was recorded. Read it as it is now."))
    given = Endorsement.objects.create(
        version=newest,
        owner=owner,
        name=owner.own_name or owner.name,
        position=_last_position(locked) + 1,
        endorsed_at=timezone.now(),
        endorsed_by=by,
    )
    audit.record(given, "endorse", by=by)
    _after(locked, owner, given, is_withdrawn=False)
    return given


@transaction.atomic
def withdraw_support(text: CommonText, *, by: Any, organisation: Organisation, reason: str = "") -> None:
    """Withdraw the organization's support of every version; name and both days stay to be read."""
    locked = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if not rules.can_represent(by, organisation):
        raise TransitionRefused(_("Only a representative of the organization can withdraw its support."))
    standing = list(Endorsement.objects.standing().filter(version__text=locked, owner=organisation).order_by("pk"))
    for given in standing:
        given.withdrawn_at, given.withdrawn_by = timezone.now(), by
        given.save(update_fields=["withdrawn_at", "withdrawn_by"])
        audit.record(given, "withdraw", by=by, reason=reason)
    if standing:
        _after(locked, organisation, standing[-1], is_withdrawn=True)


@transaction.atomic
def move_supporter(text: CommonText, *, by: Any, pk: int, order: list[int], up: bool) -> None:
    """Exchange a supporter with the one before or behind it; ``order`` are the keys as the page shows them."""
    locked = locked_text(text, by)
    known = set(Endorsement.objects.standing().filter(version__text=locked).values_list("pk", flat=True))
    if pk not in order or not set(order) <= known:
        return
    here = order.index(pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, key in enumerate(order, start=1):
        Endorsement.objects.filter(pk=key).update(position=position)
    audit.record(locked, "arrange_supporters", by=by)


@transaction.atomic
def ask_to_join(
    text: CommonText, *, sender: str, sending_key: str, language: str, name: str, organisation_name: str, email: str,
    message: str = "",
) -> JoinRequest:  # fmt: skip
    """Keep a wish to join and tell the coordinators' people; a second click asks once.

    ``sender`` tells senders apart for an hour and is not kept. Raises ``TransitionRefused`` where too many come.
    """
    if asked := JoinRequest.objects.filter(sending_key=sending_key).first():
        return asked
    locked = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if locked.state != TextState.OPEN or not locked.coordinators.exists():
        raise TransitionRefused(_("Nobody takes wishes to join this text any more."))
    _refuse_floods(locked, sender, email)
    asked = JoinRequest.objects.create(
        text=locked, sending_key=sending_key, language=language, name=name, organisation_name=organisation_name,
        email=email, message=message,
    )  # fmt: skip
    audit.record(locked, "wish_to_join", by=None)
    tell_coordinators("text_join", locked, asked=asked)
    return asked


@transaction.atomic
def mark_answered(asked: JoinRequest, *, by: Any, is_answered: bool = True) -> JoinRequest:
    """Say that somebody answered a wish to join, or that it waits again."""
    text = locked_text(asked.text, by)
    locked = JoinRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if (locked.answered_at is not None) == is_answered:
        return locked
    locked.answered_at = timezone.now() if is_answered else None
    locked.save(update_fields=["answered_at"])
    audit.record(text, "answer_request" if is_answered else "reopen_request", by=by)
    return locked


def forget_answered() -> int:
    """Delete wishes to join that were answered half a year ago; how many."""
    old = JoinRequest.objects.filter(answered_at__lt=timezone.now() - ANSWERED_ARE_KEPT)
    number = old.count()
    old.delete()
    return number


def _refuse_floods(text: CommonText, sender: str, email: str) -> None:
    key = f"join:{sender}"
    cache.add(key, 0, 3600)
    recent = JoinRequest.objects.filter(sent_at__gt=timezone.now() - A_DAY)
    if (
        _counted(key) > A_SENDER_AN_HOUR
        or recent.filter(email__iexact=email).count() >= AN_ADDRESS_A_DAY
        or recent.filter(text=text).count() >= A_TEXT_A_DAY
    ):
        raise TransitionRefused(_("Too many messages came today. Nothing was sent. Try again tomorrow."))


def _counted(key: str) -> int:
    """How often this sender asked within the hour; a cache that is away counts nothing, the database still does."""
    try:
        return int(cache.incr(key) or 0)
    except ValueError:
        return 0


def _after(text: CommonText, organisation: Organisation, given: Endorsement, *, is_withdrawn: bool) -> None:
    search.reindex(text)
    context = {"endorsement": given, "is_withdrawn": is_withdrawn}
    tell_representatives("text_support", organisation, text, **context)
    tell_coordinators("text_supported", text, party=organisation, **context)


def _last_position(text: CommonText) -> int:
    positions = Endorsement.objects.filter(version__text=text).values_list("position", flat=True)
    return max(positions, default=0)
