"""The register of contacts that organizations keep themselves, with its yearly confirmation and its moderation."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts import mail
from poa_portal.audit import actions as audit
from poa_portal.common import languages as known_languages
from poa_portal.common.enums import Role
from poa_portal.common.workflow import CLOCK, TransitionRefused
from poa_portal.library import search
from poa_portal.library.models import SearchEntry, Topic
from stakeholders import rules
from stakeholders.enums import OrganisationState
from stakeholders.models import Organisation, StakeholderContact
from states.enums import STAKEHOLDER_REPOSITORY
from states.models import ConfirmationRule, RegionalGroup

SOURCE = "contact"  # the name of these entries in search


@transaction.atomic
def list_contact(
    *,
    by: Any,
    organisation: Organisation,
    title: str,
    mailbox: str,
    topics: Iterable[Topic],
    languages: Iterable[str],
    offer: str,
    offer_language: str,
    regions: Iterable[RegionalGroup] = (),
    takes_questions: bool = True,
) -> StakeholderContact:
    """Put a contact on the list for everybody to find. The same entry sent twice is listed once.

    Raises ``TransitionRefused`` for people of others or a closed organization, ``ValidationError`` where topics,
    languages, function or offer are missing.
    """
    locked = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not rules.can_change(by, locked):
        raise TransitionRefused(_("Only people of the organization keep its contacts."))
    values = _checked(title=title, mailbox=mailbox, languages=languages, offer=offer, offer_language=offer_language)
    chosen = _some_topics(topics)
    if same := locked.contacts.filter(title=values["title"], offer=values["offer"], mailbox=mailbox).first():
        return same
    contact = StakeholderContact.objects.create(
        reference=audit.next_reference("SHC"),
        owner=locked,
        takes_questions=takes_questions,
        last_confirmed_at=timezone.now(),
        **values,
    )
    contact.topics.set(chosen)
    contact.regions.set(regions)
    audit.record(contact, "list", by=by)
    return contact


@transaction.atomic
def change_contact(
    contact: StakeholderContact,
    *,
    by: Any,
    topics: Iterable[Topic],
    regions: Iterable[RegionalGroup] = (),
    takes_questions: bool = True,
    **values: Any,
) -> StakeholderContact:
    """Change the entry; saving it confirms it. ``values`` are those of ``list_contact``."""
    locked = _own(contact, by)
    checked = {**_checked(**values), "takes_questions": takes_questions}
    chosen = _some_topics(topics)
    changed = [name for name, value in checked.items() if getattr(locked, name) != value]
    for name, value in checked.items():
        setattr(locked, name, value)
    _mark_confirmed(locked)
    locked.save()
    locked.topics.set(chosen)
    locked.regions.set(regions)
    audit.record(locked, "change", by=by, changed=changed)
    return locked


@transaction.atomic
def confirm_contact(contact: StakeholderContact, *, by: Any, reason: str = "") -> StakeholderContact:
    """Say that the entry is still right; one that had dropped from view appears again."""
    locked = _own(contact, by)
    _mark_confirmed(locked)
    locked.save()
    audit.record(locked, "confirm", by=by)
    return locked


@transaction.atomic
def unlist_contact(contact: StakeholderContact, *, by: Any, reason: str = "") -> StakeholderContact:
    """Take the entry off the list. Its questions and answers stay."""
    return _set(_own(contact, by), "unlist", by, is_listed=False)


@transaction.atomic
def relist_contact(contact: StakeholderContact, *, by: Any, reason: str = "") -> StakeholderContact:
    """Put the entry back, which confirms it; what a moderator hid stays hidden."""
    locked = _own(contact, by)
    if not locked.is_listed:
        _mark_confirmed(locked)
        locked.save()
    return _set(locked, "list", by, is_listed=True)


@transaction.atomic
def stop_questions(contact: StakeholderContact, *, by: Any, reason: str = "") -> StakeholderContact:
    return _set(_own(contact, by), "stop_questions", by, takes_questions=False)


@transaction.atomic
def take_questions(contact: StakeholderContact, *, by: Any, reason: str = "") -> StakeholderContact:
    return _set(_own(contact, by), "take_questions", by, takes_questions=True)


@transaction.atomic
def hide_contact(contact: StakeholderContact, *, by: Any, reason: str) -> StakeholderContact:
    """Hide an entry that does not belong in the repository; its organization gets ``reason`` by mail."""
    locked = _moderated(contact, by)
    if not reason.strip():
        raise TransitionRefused(_("Give a reason; it will be recorded."))
    if locked.hidden_at is None:
        _set(locked, "hide", by, reason=reason, hidden_at=timezone.now(), hidden_reason=" ".join(reason.split())[:300])
        _tell("repository_hidden", locked, reason=locked.hidden_reason)
    return locked


@transaction.atomic
def show_contact(contact: StakeholderContact, *, by: Any, reason: str) -> StakeholderContact:
    """Show a hidden entry again; its organization gets a message."""
    locked = _moderated(contact, by)
    if not reason.strip():
        raise TransitionRefused(_("Give a reason; it will be recorded."))
    if locked.hidden_at is not None:
        _set(locked, "show", by, reason=reason, hidden_at=None, hidden_reason="")
        _tell("repository_shown", locked, reason=reason)
    return locked


def runs_until(contact: StakeholderContact, rule: ConfirmationRule) -> datetime:
    """When the entry drops from view, unless it is confirmed before."""
    return contact.last_confirmed_at + timedelta(days=rule.due_after_days + rule.expires_after_days)


def remind_due_contacts(now: datetime | None = None) -> dict[str, int]:
    """Remind organizations of entries to confirm, twice each, and take those that dropped from view out of search.

    Called daily; calling it again does nothing more. How many reminders went out, and how many entries dropped.
    """
    now = now or timezone.now()
    rule = ConfirmationRule.objects.of(STAKEHOLDER_REPOSITORY)
    seen = StakeholderContact.objects.filter(
        is_listed=True,
        hidden_at=None,
        owner__state=OrganisationState.REGISTERED,
        last_confirmed_at__gte=rule.expired_before(now),
    )
    due = seen.filter(last_confirmed_at__lt=rule.due_before(now))
    first = due.filter(first_reminder_at=None)
    second = due.filter(first_reminder_at__lt=rule.second_before(now), second_reminder_at=None)
    sent = 0
    for field, found in (("second_reminder_at", second), ("first_reminder_at", first)):
        for key in list(found.values_list("pk", flat=True)):
            sent += _remind(key, field, now, rule)
    return {"repository reminders": sent, "repository entries dropped": forget_unlisted()}


def forget_unlisted() -> int:
    """Take out of search what the repository does not show any more; entries expire without anybody's act."""
    listed = StakeholderContact.objects.listed().values("pk")
    left = set(
        SearchEntry.objects.filter(source=SOURCE).exclude(object_id__in=listed).values_list("object_id", flat=True)
    )
    for contact in StakeholderContact.objects.filter(pk__in=left):
        search.reindex(contact)
    return len(left)


@transaction.atomic
def _remind(key: int, field: str, now: datetime, rule: ConfirmationRule) -> int:
    locked = StakeholderContact.objects.select_for_update(of=("self",)).get(pk=key)
    if getattr(locked, field) is not None or locked.last_confirmed_at >= rule.due_before(now):
        return 0  # another worker was faster, or somebody confirmed meanwhile
    setattr(locked, field, now)
    locked.save(update_fields=[field])
    audit.record(locked, "remind", by=CLOCK)
    _tell("repository_reminder", locked, drops_on=runs_until(locked, rule).date())
    return 1


def _tell(template: str, contact: StakeholderContact, **context: Any) -> None:
    for person in mail.people_of(contact.owner, Role.REPRESENTATIVE):
        mail.send(template, to=person, context={"contact": contact, **context})


def _own(contact: StakeholderContact, by: Any) -> StakeholderContact:
    locked = StakeholderContact.objects.select_for_update(of=("self",)).select_related("owner").get(pk=contact.pk)
    if not (rules.can_keep_contact(by, locked) and rules.can_change(by, locked.owner)):
        raise TransitionRefused(_("Only people of the organization keep its contacts."))
    return locked


def _moderated(contact: StakeholderContact, by: Any) -> StakeholderContact:
    locked = StakeholderContact.objects.select_for_update(of=("self",)).select_related("owner").get(pk=contact.pk)
    if not rules.can_moderate(by, locked):
        raise TransitionRefused(_("This step is not open to you in your post."))
    return locked


def _set(contact: StakeholderContact, verb: str, by: Any, reason: str = "", **values: Any) -> StakeholderContact:
    """Set and record; where everything stands so already, nothing happens."""
    if all(getattr(contact, name) == value for name, value in values.items()):
        return contact
    for name, value in values.items():
        setattr(contact, name, value)
    contact.save(update_fields=list(values))
    audit.record(contact, verb, by=by, reason=reason)
    return contact


def _mark_confirmed(contact: StakeholderContact) -> None:
    contact.last_confirmed_at = timezone.now()
    contact.first_reminder_at = contact.second_reminder_at = None


def _some_topics(topics: Iterable[Topic]) -> list[Topic]:
    chosen = list(topics)
    if not chosen:
        raise ValidationError({"topics": _("Choose at least one topic.")})
    return chosen


def _checked(*, title: str, mailbox: str, languages: Iterable[str], offer: str, offer_language: str) -> dict[str, Any]:
    """The plain fields, cleaned. Raises ``ValidationError`` by field."""
    values = {
        "title": " ".join(title.split()),
        "mailbox": mailbox.strip(),
        "languages": list(dict.fromkeys(languages)),
        "offer": offer.strip(),
        "offer_language": offer_language,
    }
    missing = {
        name: _("This field is required.") for name in ("title", "mailbox", "languages", "offer") if not values[name]
    }
    if missing:
        raise ValidationError(missing)
    if not all(known_languages.is_tag(tag) for tag in [*values["languages"], offer_language]):
        raise ValidationError({"languages": _("Choose languages from the list.")})
    return values
