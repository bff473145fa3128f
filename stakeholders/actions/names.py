"""Names and addresses of an organization: those it has, those in other languages, those it had."""

from collections.abc import Iterable, Iterator
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from poa_portal.accounts import mail
from poa_portal.accounts.models import Party
from poa_portal.audit import actions as audit
from poa_portal.common import languages
from poa_portal.common.languages import CODES, column
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import search
from poa_portal.library.models import SearchEntry
from stakeholders import rules
from stakeholders.enums import NameKind
from stakeholders.models import Organisation, OrganisationAddress, OrganisationName
from stakeholders.validators import clean_name

Texts = dict[str, str]  # by language code
OtherNames = Iterable[tuple[str, str]]  # BCP 47 tag, empty where not known, and the name


@transaction.atomic
def rename_organisation(
    organisation: Organisation,
    *,
    by: Any,
    name: str,
    reason: str = "",
    new_address: bool = False,
    is_correction: bool = False,
) -> Organisation:
    """Give the organization a new name and keep the one it had, with today as its last day.

    Names in the six languages translated the old name, so they become former names too. ``is_correction`` mends a
    mistake of typing: nothing is kept. With ``new_address`` the page moves to an address made of the new name, and
    the old one leads there for ever. A second call with the same name changes nothing. When the secretariat renames,
    the organization's people get a mail. Raises ``TransitionRefused`` and ``ValidationError``.
    """
    locked = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not rules.can_rename(by, locked):
        raise TransitionRefused(_("Only people of the organization and the secretariat can change its name."))
    name, before = clean_name(name), own_name(locked)
    if name == before and not new_address:
        return locked
    with search.gathering():
        names = {code: text for code, text in texts_of(locked).items() if name == before}
        if not set_names(locked, name, names, is_correction=is_correction, new_address=new_address):
            return locked
        audit.record(locked, "rename", by=by, reason=reason, before=before, after=name)
    if not rules.can_represent(by, locked):
        for person in mail.people_of(locked):
            mail.send("organisation_renamed", to=person, context={"organisation": locked, "before": before})
    return locked


def own_name(organisation: Organisation) -> str:
    """The name as the organization writes it."""
    return organisation.own_name or organisation.name_en or organisation.name  # type: ignore[attr-defined]


def texts_of(organisation: Organisation) -> Texts:
    """The names in the six languages that differ from its own writing, by language."""
    found = {code: getattr(organisation, column("name", code)) or "" for code in CODES}
    return {code: text for code, text in found.items() if text and text != own_name(organisation)}


def name_columns(name: str, names: Texts) -> Texts:
    """The names by language. English is where every language looks last, so the own name stands in for it."""
    columns = {column("name", code): names.get(code, "").strip() for code in CODES}
    return {**columns, column("name", "en"): names.get("en") or name}


def set_names(
    locked: Organisation, name: str, names: Texts, *, is_correction: bool = False, new_address: bool = False
) -> bool:
    """Set the names of a locked entry, keep those that end today, and save; whether its own name or address changed.

    Everything that shows the name is searched under it afterwards.
    """
    had, key, written = _names_in_force(locked), locked.key, own_name(locked)
    for field, value in {**name_columns(name, names), "own_name": name}.items():
        setattr(locked, field, value)
    locked.save()
    if new_address:
        _move_to_new_address(locked)
    has = _names_in_force(locked)
    if not is_correction:
        for text in had.keys() - has.keys():
            keep_former_name(locked, text, had[text])
    today = timezone.now().date()
    for taken_back in locked.other_names.filter(kind=NameKind.FORMER, text__in=has, until=today):
        taken_back.delete()
    if had != has or key != locked.key:
        _reindex_contributions(locked, {key, locked.key})
    return written != name or key != locked.key


def _names_in_force(organisation: Organisation) -> Texts:
    """Each name with its language; the own writing has none."""
    return {**{text: code for code, text in texts_of(organisation).items()}, own_name(organisation): ""}


def keep_former_name(organisation: Organisation, text: str, language: str = "") -> OrganisationName:
    """A name that ends today; one that it had before and took up again ends anew."""
    found, _is_new = OrganisationName.objects.update_or_create(
        organisation=organisation,
        kind=NameKind.FORMER,
        language=language,
        text=text,
        defaults={"until": timezone.now().date()},
    )
    return found


def set_other_names(locked: Organisation, wanted: OtherNames) -> bool:
    """Make these the names in further languages; whether anything changed. Raises ``ValidationError``."""
    names = {(_checked(language), clean_name(text)) for language, text in wanted}
    standing = {(row.language, row.text): row for row in locked.other_names.filter(kind=NameKind.OTHER)}
    for left in standing.keys() - names:
        standing[left].delete()
    for language, text in sorted(names - standing.keys()):
        OrganisationName.objects.create(organisation=locked, kind=NameKind.OTHER, language=language, text=text)
    return names != standing.keys()


def _checked(language: str) -> str:
    if language and not languages.is_tag(language):
        raise ValidationError(_("“%(tag)s” names no language.") % {"tag": language})
    return language


def create_at_free_address(name: str, values: dict[str, Any]) -> Organisation:
    """A new entry at an address that no other has or had."""
    for key in addresses(name, values["acronym"]):
        try:
            with transaction.atomic(), translation.override("en"):
                made = Organisation.objects.create(key=key, own_name=name, **values)
                _refuse_former_address(key)
                return made
        except IntegrityError:
            if not _is_taken(key):
                raise
    raise RuntimeError("unreachable: the last key is random")


def addresses(name: str, acronym: str) -> Iterator[str]:
    """Addresses to try: from the name, else the acronym, then with numbers; none looks like the code of a State."""
    stem = slugify(name)[:100].strip("-") or slugify(acronym)[:40] or "organization"
    if len(stem) > 3:
        yield stem
    for number in range(2, 10):
        yield f"{stem}-{number}"
    yield f"{stem}-{token_hex(6)}"


def _move_to_new_address(locked: Organisation) -> None:
    """Take the first free address made of the new name; an address that was its own before can be taken again."""
    before = locked.key
    for key in addresses(own_name(locked), locked.acronym):
        if key == before:
            return
        try:
            with transaction.atomic():
                locked.former_addresses.filter(key=key).delete()
                locked.key = key
                locked.save(update_fields=["key"])
                _refuse_former_address(key)
                OrganisationAddress.objects.create(key=before, organisation=locked)
                return
        except IntegrityError:
            locked.key = before


def _refuse_former_address(key: str) -> None:
    """Asked after the key is taken: whoever gives it up at the same moment has committed by then."""
    if OrganisationAddress.objects.filter(key=key).exists():
        raise IntegrityError(f"{key} leads to another organization.")


def _is_taken(key: str) -> bool:
    return Party.objects.filter(key=key).exists() or OrganisationAddress.objects.filter(key=key).exists()


def _reindex_contributions(organisation: Organisation, keys: set[str]) -> None:
    """Write anew what search knows of records that show this organization's name or address."""
    named = Q(owner=organisation.pk)
    for key in keys:
        named |= Q(parties__contains=[key])
    entries = SearchEntry.objects.filter(named).exclude(source__in=search.directories())
    with search.gathering():
        for name, pk in entries.order_by().values_list("source", "object_id").distinct():
            if source := search.source_of(name):
                search.reindex(source.model(pk=pk))
