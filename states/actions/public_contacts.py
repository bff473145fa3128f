"""Every write on the public list of functional contacts. What is written here everybody reads at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from poa_portal.accounts.models import Party
from poa_portal.audit import actions as audit
from poa_portal.common import languages
from poa_portal.common.languages import CODES, column
from poa_portal.common.workflow import TransitionRefused
from states import rules
from states.models import PublicContact

Texts = dict[str, str]  # by language code
PLAIN = ("mailbox", "telephone", "website", "languages")


@transaction.atomic
def publish_contact(
    owner: Party, *, by: Any, titles: Texts, offices: Texts, position: int | None = None, **values: Any
) -> PublicContact:
    """Put a functional contact on the public list, at the end of the owner's own where no ``position`` is given.

    The same contact sent twice stands once. ``values`` are the fields of ``PLAIN``. Raises ``TransitionRefused``, and
    ``ValidationError`` by field for a contact that cannot stand.
    """
    Party.objects.select_for_update(of=("self",)).get(pk=owner.pk)  # of two clicks the second waits and finds the first
    _refuse_unless_open_to(by, owner.pk)
    wanted = _checked(titles, offices, values)
    own = PublicContact.objects.filter(owner_id=owner.pk)
    for standing in own:
        if not _changed(standing, wanted):
            return standing
    if position is None:
        position = (own.aggregate(last=Max("position"))["last"] or 0) + 1
    reference = audit.next_reference("PUB")
    contact = PublicContact.objects.create(reference=reference, owner_id=owner.pk, position=position, **wanted)
    audit.record(contact, "publish", by=by)
    return contact


@transaction.atomic
def change_public_contact(
    contact: PublicContact, *, by: Any, titles: Texts, offices: Texts, position: int | None = None, **values: Any
) -> PublicContact:
    """Change a published contact; everybody reads it as it is now. Raises as ``publish_contact``."""
    locked = PublicContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    _refuse_unless_open_to(by, locked.owner_id)
    wanted = _checked(titles, offices, values)
    if position is not None:
        wanted["position"] = position
    changed = _changed(locked, wanted)
    if changed:
        for field, value in wanted.items():
            setattr(locked, field, value)
        locked.save()
        audit.record(locked, "change", by=by, changed=changed)
    return locked


@transaction.atomic
def remove_public_contact(contact: PublicContact, *, by: Any) -> None:
    """Take a contact off the public list; a second time does nothing. Raises ``TransitionRefused``."""
    locked = PublicContact.objects.select_for_update(of=("self",)).filter(pk=contact.pk).first()
    _refuse_unless_open_to(by, contact.owner_id)
    if locked is not None:
        audit.record(locked, "remove", by=by)
        locked.delete()


def _refuse_unless_open_to(by: Any, owner_id: int) -> None:
    if not rules.can_publish_contact(by, owner_id):
        raise TransitionRefused(_("This step is not open to you in your post."))


def _changed(contact: PublicContact, wanted: dict[str, Any]) -> list[str]:
    return [field for field, value in wanted.items() if (getattr(contact, field) or type(value)()) != value]


def _checked(titles: Texts, offices: Texts, values: dict[str, Any]) -> dict[str, Any]:
    if set(values) != set(PLAIN):
        raise TypeError(f"Fields missing or unknown: {sorted(set(values) ^ set(PLAIN))}")
    plain = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    plain["languages"] = list(dict.fromkeys(tag.strip().lower() for tag in plain["languages"]))
    texts = {**_columns("title", titles), **_columns("office", offices)}
    unknown = [tag for tag in plain["languages"] if not languages.is_tag(tag)]
    faults = {}
    if not any(texts[column("title", code)] for code in CODES):
        faults[column("title")] = _("Say in at least one language what one can turn to it for.")
    if not (plain["mailbox"] or plain["telephone"] or plain["website"]):
        faults["mailbox"] = _("Give at least one way to reach it: a mailbox, a telephone or a web address.")
    if unknown:
        faults["languages"] = _("This is not known as a language: %(tags)s.") % {"tags": languages.listed(unknown)}
    if faults:
        raise ValidationError(faults)
    return {**plain, **texts}


def _columns(field: str, texts: Texts) -> Texts:
    return {column(field, code): texts.get(code, "").strip() for code in CODES}
