"""Entering an organization, and keeping its entry."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from poa_portal.accounts.actions import open_post
from poa_portal.accounts.models import User
from poa_portal.audit import actions as audit
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.languages import CODES, column
from poa_portal.common.text import fold
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import search
from poa_portal.library.actions import ChangedMeanwhile
from poa_portal.library.models import Topic
from stakeholders import rules
from stakeholders.actions import names as naming
from stakeholders.actions.names import OtherNames, Texts
from stakeholders.enums import OrganisationState
from stakeholders.models import Category, Organisation
from stakeholders.validators import clean_name
from states.models import State

_OWN_CHANGES = ("register", "change", "rename")


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
    countries: Iterable[State] = (),
    other_names: OtherNames = (),
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
    texts = {**naming.name_columns(name, names or {}), **_columns("description", descriptions or {})}
    organisation = naming.create_at_free_address(name, {**values, **texts, "is_invented": is_invented})
    organisation.topics.set(topics)
    organisation.countries.set(countries)
    naming.set_other_names(organisation, other_names)
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
    countries: Iterable[State] | None = None,
    other_names: OtherNames | None = None,
    is_correction: bool = False,
    new_address: bool = False,
    seen: int | None = None,
) -> Organisation:
    """Change the entry. A name that ends is kept as a former one, unless ``is_correction``; its address stays, so that
    links and citations hold, unless ``new_address``, and then the old one leads to the new one.

    ``countries`` and ``other_names`` stay as they are where None is given. Raises ``TransitionRefused``, and
    ``ChangedMeanwhile`` where somebody changed the entry after event ``seen``.
    """
    locked = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not rules.can_change(by, locked):
        raise TransitionRefused(_("Only people of the organization can change its entry."))
    if seen is not None and (event := _changes(locked).filter(pk__gt=seen).first()):
        raise ChangedMeanwhile(event)
    name, before = clean_name(name), naming.own_name(locked)
    values = {"acronym": acronym, "category": category, "home_state": home_state, "website": website}
    texts = {**naming.name_columns(name, names or {}), **_columns("description", descriptions or {})}
    changed = [field for field, value in {**values, **texts}.items() if (getattr(locked, field) or "") != (value or "")]
    for field, value in {**values, **_columns("description", descriptions or {})}.items():
        setattr(locked, field, value)
    with search.gathering():
        renamed = naming.set_names(
            locked, name, names or {}, is_correction=is_correction, new_address=new_address and name != before
        )
        changed += _set_relations(locked, {"topics": topics, "countries": countries})
        if other_names is not None and naming.set_other_names(locked, other_names):
            changed.append("other_names")
        if renamed:
            audit.record(locked, "rename", by=by, before=before, after=name)
        audit.record(locked, "change", by=by, changed=changed)
    return locked


def latest_change(organisation: Organisation) -> int:
    """The number of the last recorded change of the entry itself; a form carries it as ``seen``."""
    return _changes(organisation).values_list("pk", flat=True).first() or 0


def _changes(organisation: Organisation) -> Any:
    return AuditEvent.objects.about(organisation).filter(verb__in=_OWN_CHANGES)


def _set_relations(locked: Organisation, wanted: dict[str, Iterable[Any] | None]) -> list[str]:
    changed = []
    for field, records in wanted.items():
        relation = getattr(locked, field)
        if records is not None and {one.pk for one in records} != set(relation.values_list("pk", flat=True)):
            relation.set(records)
            changed.append(field)
    return changed


def _own_of_the_same_name(by: User, name: str) -> Organisation | None:
    posts = by.posts.current().filter(role=Role.REPRESENTATIVE)
    own = Organisation.objects.filter(state=OrganisationState.REGISTERED, pk__in=posts.values("party"))
    return own.filter(folded_name=fold(name)[:300]).first()


def _columns(field: str, texts: Texts) -> Texts:
    return {column(field, code): texts.get(code, "").strip() for code in CODES}
