"""Rounds of accreditation and the holidays on which no silence ends, as the secretariat keeps them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from poa_portal.audit import actions as audit
from poa_portal.audit.models import AuditEvent
from poa_portal.common.languages import CODES, column
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.actions import ChangedMeanwhile
from stakeholders import rules
from stakeholders.enums import RoundState
from stakeholders.models import AccreditationRound, Category, Holiday
from stakeholders.workflow import ROUND

# What decides on requests: fixed once one exists, because a changed rule is a new round.
RULE_FIELDS = (
    "silence_days", "counts_working_days", "silence_ends_at", "time_zone", "duty_station", "rule_source", "valid_until",
    *(column("rule", code) for code in CODES),
)  # fmt: skip
RULE_RELATIONS = ("categories", "ecosoc_categories")
RESERVED = {"requests", "rounds", "new"}  # parts of other addresses
_OWN_CHANGES = ("create", "change", "open", "close", "reopen")


@transaction.atomic
def create_round(
    *,
    by: Any,
    categories: Iterable[Category] = (),
    ecosoc_categories: Iterable[Category] = (),
    slug: str = "",
    **fields: Any,
) -> AccreditationRound:
    """A draft of a round. A form sent twice makes one: a draft of the same titles and dates is returned as it is."""
    _refuse_others(by)
    the_round = AccreditationRound(**fields)
    _check_dates(the_round)
    titles = _titles(the_round)
    twin = AccreditationRound.objects.filter(state=RoundState.DRAFT, opens_at=the_round.opens_at, **titles).first()
    if twin:
        return twin
    the_round.slug = slug or _free_slug(the_round)
    the_round.save()
    the_round.categories.set(categories)
    the_round.ecosoc_categories.set(ecosoc_categories)
    audit.record(the_round, "create", by=by)
    return the_round


@transaction.atomic
def change_round(
    the_round: AccreditationRound,
    *,
    by: Any,
    categories: Iterable[Category] | None = None,
    ecosoc_categories: Iterable[Category] | None = None,
    seen: int | None = None,
    **fields: Any,
) -> AccreditationRound:
    """Change a round; its rule stands once a request exists. ``seen`` is ``latest_change`` when the form was opened.

    Raises ``ChangedMeanwhile``, ``ValidationError``, ``TransitionRefused``.
    """
    _refuse_others(by)
    locked = AccreditationRound.objects.select_for_update(of=("self",)).get(pk=the_round.pk)
    if seen is not None and (event := _changes(locked).filter(pk__gt=seen).first()):
        raise ChangedMeanwhile(event)
    relations = {"categories": categories, "ecosoc_categories": ecosoc_categories}
    changed = [name for name, value in fields.items() if _plain(getattr(locked, name)) != _plain(value)]
    moved = [name for name, wanted in relations.items() if wanted is not None and _keys(locked, name) != _set(wanted)]
    if rule_is_fixed(locked) and ({*changed} & {*RULE_FIELDS} or moved):
        raise ValidationError(
            _("Requests were made by this rule, so it cannot be changed. A changed rule is a new round.")
        )
    for name in changed:
        setattr(locked, name, fields[name])
    _check_dates(locked)
    if changed:
        locked.save()
    for name in moved:
        getattr(locked, name).set(relations[name])
    if changed or moved:
        audit.record(locked, "change", by=by, changed=sorted([*changed, *moved]))
    the_round.refresh_from_db()
    return the_round


def open_round(the_round: AccreditationRound, *, by: Any, reason: str = "") -> AccreditationRound:
    """Announce the round. Refused once its window has passed, and without the words of its rule."""
    if the_round.closes_at <= timezone.now():
        raise TransitionRefused(_("The last day for requests has passed. Choose a later one first."))
    if not any(getattr(the_round, column("rule", code)) for code in CODES):
        raise TransitionRefused(_("Write the rule first: everybody reads it beside the dates."))
    return audit.perform(ROUND, the_round, "open", by=by, reason=reason)


def close_round(the_round: AccreditationRound, *, by: Any, reason: str) -> AccreditationRound:
    return audit.perform(ROUND, the_round, "close", by=by, reason=reason)


def reopen_round(the_round: AccreditationRound, *, by: Any, reason: str) -> AccreditationRound:
    return audit.perform(ROUND, the_round, "reopen", by=by, reason=reason)


@transaction.atomic
def add_holiday(*, by: Any, day: date, duty_station: str, **names: str) -> Holiday:
    """Enter a day on which no silence ends; entering it again is no fault. Silences that run already keep their end."""
    _refuse_others(by)
    holiday, is_new = Holiday.objects.get_or_create(day=day, duty_station=duty_station, defaults=names)
    if is_new:
        audit.record(holiday, "add_holiday", by=by, day=day.isoformat(), duty_station=duty_station)
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: Any) -> None:
    """Take a day out; the load of reference data does not bring it back. One that is gone already is no fault."""
    _refuse_others(by)
    locked = Holiday.objects.select_for_update().filter(pk=holiday.pk).first()
    if locked:
        audit.record(locked, "remove_holiday", by=by, day=locked.day.isoformat(), duty_station=locked.duty_station)
        locked.delete()


def rule_is_fixed(the_round: AccreditationRound) -> bool:
    return bool(the_round.pk) and the_round.requests.exists()


def latest_change(the_round: AccreditationRound) -> int:
    """The number of the last recorded change of the round itself; a form carries it as ``seen``."""
    return _changes(the_round).values_list("pk", flat=True).first() or 0


def _changes(the_round: AccreditationRound) -> Any:
    return AuditEvent.objects.about(the_round).filter(verb__in=_OWN_CHANGES)


def _refuse_others(by: Any) -> None:
    if not rules.can_publish(by):
        raise TransitionRefused(_("This step is not open to you in your post."))


def _check_dates(the_round: AccreditationRound) -> None:
    if the_round.closes_at <= the_round.opens_at:
        raise ValidationError({"closes_at": _("The last moment for requests must be later than the first.")})
    if the_round.silence_days < 1:
        raise ValidationError({"silence_days": _("A silence lasts at least one day.")})


def _titles(the_round: AccreditationRound) -> dict[str, str]:
    texts = {column("title", code): getattr(the_round, column("title", code)) for code in CODES}
    return {name: text for name, text in texts.items() if text}


def _free_slug(the_round: AccreditationRound) -> str:
    """An address from the first title that has Latin letters; one that no other round and no other page has."""
    stems = [slugify(title)[:60].strip("-") for title in _titles(the_round).values()]
    stem = next(filter(None, stems), f"round-{the_round.opens_at:%Y-%m}")
    taken = set(AccreditationRound.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _plain(value: Any) -> Any:
    """An empty translation is stored as NULL or as nothing; readers see no difference."""
    return None if value == "" else value


def _keys(the_round: AccreditationRound, relation: str) -> set[int]:
    return set(getattr(the_round, relation).values_list("pk", flat=True))


def _set(categories: Iterable[Category]) -> set[int]:
    return {category.pk for category in categories}
