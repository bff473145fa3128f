"""Every write in the room of stakeholders."""

from collections.abc import Iterable, Iterator
from secrets import token_hex
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from poa_portal.accounts.actions import open_post
from poa_portal.accounts.models import Party, User
from poa_portal.audit import actions as audit
from poa_portal.common.enums import Role
from poa_portal.common.languages import CODES, column
from poa_portal.common.text import fold
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import Topic
from stakeholders import rules
from stakeholders.enums import OrganisationState
from stakeholders.models import Category, Organisation
from stakeholders.validators import clean_name
from states.models import State

Texts = dict[str, str]  # by language code


@transaction.atomic
def register_organisation(
    *,
    by: User,
    name: str,
    category: Category,
    acronym: str = "",
    home_state: State | None = None,
    website: str = "",
    names: Texts | None = None,
    descriptions: Texts | None = None,
    topics: Iterable[Topic] = (),
    is_invented: bool = False,
) -> Organisation:
    """Enter an organization and make ``by`` its representative; it can send written inputs at once.

    Who registers the same name again, by a double click or later, gets the organization that stands already.
    Raises ``TransitionRefused`` for a person without a confirmed address, ``ValidationError`` for a name of nothing.
    """
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # of two clicks the second waits and finds the first
    if not rules.can_register(by):
        raise TransitionRefused(_("Confirm your e-mail address first; then you can register an organization."))
    name = clean_name(name)
    if existing := _own_of_the_same_name(by, name):
        return existing
    values = {"acronym": acronym, "category": category, "home_state": home_state, "website": website}
    texts = {**_name_columns(name, names or {}), **_columns("description", descriptions or {})}
    organisation = _create(name, {**values, **texts, "is_invented": is_invented})
    organisation.topics.set(topics)
    open_post(user=by, party=organisation, role=Role.REPRESENTATIVE, by=by)
    audit.record(organisation, "register", by=by)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    by: User,
    name: str,
    category: Category,
    acronym: str = "",
    home_state: State | None = None,
    website: str = "",
    names: Texts | None = None,
    descriptions: Texts | None = None,
    topics: Iterable[Topic] = (),
) -> Organisation:
    """Change the entry; its address stays, so that links and citations hold. Raises ``TransitionRefused``."""
    locked = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not rules.can_change(by, locked):
        raise TransitionRefused(_("Only people of the organization can change its entry."))
    name = clean_name(name)
    values = {"acronym": acronym, "category": category, "home_state": home_state, "website": website}
    texts = {**_name_columns(name, names or {}), **_columns("description", descriptions or {})}
    changed = [field for field, value in {**values, **texts}.items() if getattr(locked, field) != value]
    for field, value in {**values, **texts, "own_name": name}.items():
        setattr(locked, field, value)
    locked.save()
    locked.topics.set(topics)
    audit.record(locked, "change", by=by, changed=changed)
    return locked


def _own_of_the_same_name(by: User, name: str) -> Organisation | None:
    posts = by.posts.current().filter(role=Role.REPRESENTATIVE)
    own = Organisation.objects.filter(state=OrganisationState.REGISTERED, pk__in=posts.values("party"))
    return own.filter(folded_name=fold(name)[:300]).first()


def _name_columns(name: str, names: Texts) -> Texts:
    """The names by language. English is where every language looks last, so the own name stands in for it."""
    return {**_columns("name", names), column("name", "en"): names.get("en") or name}


def _columns(field: str, texts: Texts) -> Texts:
    return {column(field, code): texts.get(code, "").strip() for code in CODES}


def _create(name: str, values: dict[str, Any]) -> Organisation:
    for key in _keys(name, values["acronym"]):
        try:
            with transaction.atomic(), translation.override("en"):
                return Organisation.objects.create(key=key, own_name=name, **values)
        except IntegrityError:
            if not Party.objects.filter(key=key).exists():
                raise
    raise RuntimeError("unreachable: the last key is random")


def _keys(name: str, acronym: str) -> Iterator[str]:
    """Addresses to try: from the name, else the acronym, then with numbers; none looks like the code of a State."""
    stem = slugify(name)[:100].strip("-") or slugify(acronym)[:40] or "organization"
    if len(stem) > 3:
        yield stem
    for number in range(2, 10):
        yield f"{stem}-{number}"
    yield f"{stem}-{token_hex(6)}"
