"""Every write on the restricted directory: entering, correcting, confirming, ending, and taking a copy of it.

What is recorded names fields and never holds what stands in them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts.models import Party
from poa_portal.audit import actions as audit
from poa_portal.common import languages
from poa_portal.common.workflow import TransitionRefused
from states import rules
from states.enums import STATE_DIRECTORY, Reachability
from states.models import ConfirmationRule, Contact, State

SERIES = "POC"
FIELDS = (
    "category",
    "rank",
    "office",
    "mailbox",
    "telephone",
    "other_channel",
    "languages",
    "reachability",
    "days",
    "opens",
    "closes",
    "time_zone",
    "role_title",
    "person",
    "key_fingerprint",
    "key_expires_on",
    "notes",
    "valid_from",
    "nominated_by",
)
DAYS = ("due_after_days", "second_reminder_days", "expires_after_days")
_CONFIRMED = ("last_confirmed_at", "first_reminder_at", "second_reminder_at")


class ContactConflict(Exception):
    """Somebody saved the entry since this person began; ``current`` is what was saved."""

    def __init__(self, current: Contact) -> None:
        super().__init__(current.reference)
        self.current = current


@transaction.atomic
def create_contact(state: State, *, by: Any, **values: Any) -> Contact:
    """Enter a point of contact; ``values`` are the ``FIELDS``. It counts as confirmed on that day.

    The same entry sent twice stands once. Raises ``TransitionRefused`` for others than the State's coordinators and the
    directory manager, ``ValidationError`` by field for an entry that cannot stand.
    """
    Party.objects.select_for_update(of=("self",)).get(pk=state.pk)  # of two clicks the second waits and finds the first
    contact = Contact(owner=state)
    _refuse_unless(rules.can_keep_contact(by, contact))
    values = _checked(contact, values, by)
    for standing in Contact.objects.filter(owner=state, valid_to=None):
        if not _changed(standing, values):
            return standing
    contact = Contact.objects.create(
        reference=audit.next_reference(SERIES), owner=state, last_confirmed_at=timezone.now(), **values
    )
    audit.record(contact, "create", by=by)
    return contact


@transaction.atomic
def change_contact(contact: Contact, *, by: Any, version: int, **values: Any) -> Contact:
    """Change the entry that stood at ``version``. What its own State saves is confirmed by that.

    Raises ``ContactConflict`` where somebody saved something else meanwhile, and otherwise as ``create_contact``.
    """
    locked = _locked(contact)
    _refuse_unless(rules.can_keep_contact(by, locked))
    values = _checked(locked, values, by)
    changed = _changed(locked, values)
    if not changed:
        return locked
    if locked.version != version:
        raise ContactConflict(locked)
    for field, value in values.items():
        setattr(locked, field, value)
    locked.version += 1
    if rules.can_coordinate(by, locked.owner_id):
        _set_confirmed(locked)
    locked.save()
    audit.record(locked, "change", by=by, changed=changed)
    return locked


@transaction.atomic
def confirm_contact(contact: Contact, *, by: Any) -> Contact:
    """Say for the State that the entry still holds; reminders begin anew. Raises ``TransitionRefused``."""
    locked = _locked(contact)
    _refuse_unless(rules.can_confirm_contact(by, locked))
    if _has_ended(locked):
        raise TransitionRefused(_("This entry has ended, so it cannot be confirmed. Give it a new end first."))
    _set_confirmed(locked)
    locked.save(update_fields=_CONFIRMED)
    audit.record(locked, "confirm", by=by)
    return locked


@transaction.atomic
def confirm_all(state: Any, *, by: Any) -> int:
    """Confirm every valid entry of the State at once; how many there were. Raises ``TransitionRefused``."""
    _refuse_unless(rules.can_draft_for(by, state))
    contacts = list(Contact.objects.valid().filter(owner=state.pk).select_for_update(of=("self",)).order_by("pk"))
    for contact in contacts:
        _set_confirmed(contact)
        contact.save(update_fields=_CONFIRMED)
        audit.record(contact, "confirm", by=by)
    return len(contacts)


@transaction.atomic
def end_contact(contact: Contact, *, by: Any, valid_to: date | None) -> Contact:
    """Let the entry end; ``valid_to`` is the first day without it, None lets it stand without an end.

    Raises ``TransitionRefused``, and ``ValidationError`` for a day before the entry begins.
    """
    locked = _locked(contact)
    _refuse_unless(rules.can_keep_contact(by, locked))
    if valid_to is not None and valid_to < locked.valid_from:
        raise ValidationError({"valid_to": _("The entry cannot end before it begins.")})
    if locked.valid_to == valid_to:
        return locked
    locked.valid_to = valid_to
    locked.version += 1
    locked.save(update_fields=["valid_to", "version"])
    audit.record(locked, "resume" if valid_to is None else "end", by=by)
    return locked


@transaction.atomic
def export_contacts(party: Party, *, by: Any, reason: str) -> list[Contact]:
    """The whole directory as it holds today, for a copy; that ``party`` took one, and why, is recorded.

    ``party`` is the asker's ``State``, which alone reads that event, or the secretariat for the directory manager. Raises
    ``TransitionRefused``.
    """
    _refuse_unless(rules.can_export_for(by, party))
    if not reason.strip():
        raise TransitionRefused(_("Give a reason; it will be recorded."))
    contacts = list(Contact.objects.visible_to(by).valid().with_rows().alphabetical())
    audit.record(party, "export_contacts", by=by, reason=reason, entries=len(contacts))
    return contacts


@transaction.atomic
def change_rule(
    *, by: Any, due_after_days: int, second_reminder_days: int, expires_after_days: int
) -> ConfirmationRule:
    """Set how often entries are to be confirmed. Raises ``TransitionRefused``, and ``ValidationError`` where the second
    reminder would come after the end."""
    _refuse_unless(rules.can_manage_directory(by))
    if expires_after_days <= second_reminder_days:
        message = _("Entries must count as unconfirmed later than the second reminder.")
        raise ValidationError({"expires_after_days": message})
    ConfirmationRule.objects.get_or_create(key=STATE_DIRECTORY, defaults={"name_en": "Directory of points of contact"})
    rule = ConfirmationRule.objects.select_for_update().get(key=STATE_DIRECTORY)
    wanted = dict(zip(DAYS, (due_after_days, second_reminder_days, expires_after_days), strict=True))
    before = {name: getattr(rule, name) for name in DAYS}
    if wanted == before:
        return rule
    for name, value in wanted.items():
        setattr(rule, name, value)
    rule.save(update_fields=DAYS)
    audit.record(rule, "change", by=by, before=before, after=wanted)
    return rule


def _locked(contact: Contact) -> Contact:
    return Contact.objects.select_for_update(of=("self",)).select_related("category").get(pk=contact.pk)


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise TransitionRefused(_("This step is not open to you in your post."))


def _set_confirmed(contact: Contact) -> None:
    contact.last_confirmed_at = timezone.now()
    contact.first_reminder_at = contact.second_reminder_at = None


def _has_ended(contact: Contact) -> bool:
    return contact.valid_to is not None and contact.valid_to <= timezone.now().date()


def _changed(contact: Contact, values: dict[str, Any]) -> list[str]:
    return [field for field, value in values.items() if getattr(contact, field) != value]


def _checked(contact: Contact, values: dict[str, Any], by: Any) -> dict[str, Any]:
    """The values as they are stored. Raises ``ValidationError`` by field."""
    if set(values) != set(FIELDS):
        raise TypeError(f"Fields missing or unknown: {sorted(set(values) ^ set(FIELDS))}")
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    values["languages"] = _tidy_tags(values["languages"])
    values["days"] = sorted(set(values["days"]))
    if values["reachability"] == Reachability.ALWAYS:
        values |= {"days": [], "opens": None, "closes": None}
    faults = {
        "mailbox": not (values["mailbox"] or values["telephone"] or values["other_channel"])
        and _("Give at least one way to reach it: a mailbox, a telephone or another channel."),
        "languages": _language_fault(values["languages"]),
        "opens": values["reachability"] == Reachability.HOURS
        and not (values["opens"] is not None and values["closes"] is not None)
        and _("Say from when to when, or choose “At any time”."),
        "valid_from": contact.valid_to is not None
        and values["valid_from"] > contact.valid_to
        and _("The entry cannot begin after it ends."),
        "nominated_by": _note_fault(contact, values["nominated_by"], by),
    }
    if found := {field: fault for field, fault in faults.items() if fault}:
        raise ValidationError(found)
    return values


def _tidy_tags(tags: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(tag.strip().lower() for tag in tags if tag.strip()))


def _language_fault(tags: list[str]) -> str:
    if not tags:
        return _("Name at least one language in which it can be reached.")
    unknown = [tag for tag in tags if not languages.is_tag(tag)]
    return _("This is not known as a language: %(tags)s.") % {"tags": languages.listed(unknown)} if unknown else ""


def _note_fault(contact: Contact, note: Any, by: Any) -> str:
    if note is not None and note.owner_id != contact.owner_id:
        return _("This note verbale is not of this State.")
    if note is None and not rules.can_coordinate(by, contact.owner_id):
        return _("Enter or correct this on a note verbale of the State, and choose it here.")
    return ""
