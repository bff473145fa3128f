"""Common texts in the hands of their coordinators: begun, written, published, opened for support and closed."""

from collections.abc import Iterable
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from poa_portal.audit import actions as audit
from poa_portal.common import languages
from poa_portal.common.text import unix_lines
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import search
from poa_portal.library.models import Document, Topic
from stakeholders import rules
from stakeholders.enums import EndorsementOrder, OrganisationState, TextState
from stakeholders.models import CommonText, Organisation, TextVersion
from stakeholders.text_mail import tell_coordinators, tell_representatives
from stakeholders.text_words import digest
from stakeholders.workflow import TEXT

COORDINATORS_AT_MOST = 30


class TextConflict(Exception):
    """Somebody wrote other words after this person began; ``current`` is the version as it is now."""

    def __init__(self, current: TextVersion) -> None:
        super().__init__(str(current))
        self.current = current


@transaction.atomic
def begin_text(
    *,
    by: Any,
    organisation: Organisation,
    title: str,
    language: str,
    introduction: str = "",
    topics: Iterable[Topic] = (),
) -> CommonText:
    """Begin a text that nobody else sees yet. The same title begun twice is one text: a double click begins once."""
    owner = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not rules.can_change(by, owner):
        raise TransitionRefused(_("You cannot begin a text for this organization in your post."))
    title = title.strip()
    _refuse_language(language)
    begun = CommonText.objects.filter(owner=owner, title=title, state=TextState.DRAFT).first()
    if begun:
        return begun
    text = CommonText.objects.create(
        slug=_free_slug(title), owner=owner, title=title, language=language, introduction=introduction.strip()
    )
    text.coordinators.add(owner)
    text.topics.set(topics)
    TextVersion.objects.create(text=text, number=1, language=language)
    audit.record(text, "create", by=by)
    return text


@transaction.atomic
def change_text(
    text: CommonText,
    *,
    by: Any,
    title: str,
    language: str,
    introduction: str = "",
    topics: Iterable[Topic] = (),
    order: str = EndorsementOrder.NAME,
) -> CommonText:
    """Change what stands around the words. The title stays from the first published version on: it was supported too."""
    locked = locked_text(text, by)
    _refuse_language(language)
    wanted = {"introduction": unix_lines(introduction).strip(), "order": EndorsementOrder(order)}
    if not locked.versions.published().exists():
        wanted |= {"title": title.strip(), "language": language}
    changed = [name for name, value in wanted.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, wanted[name])
    if changed:
        locked.save(update_fields=changed)
    keys = {topic.pk for topic in topics}
    if keys != set(locked.topics.values_list("pk", flat=True)):
        locked.topics.set(keys)
        changed.append("topics")
    if changed:
        audit.record(locked, "change", by=by, changed=sorted(changed))
    return locked


@transaction.atomic
def write_version(
    text: CommonText,
    *,
    by: Any,
    body: str,
    language: str,
    note: str = "",
    document: Document | None = None,
    base: str | None = None,
) -> TextVersion:
    """Keep the words of the version that is being written; behind a published one a new version begins.

    ``base`` is the digest of the words from which the person began. Raises ``TextConflict`` where they are others now.
    """
    locked = locked_text(text, by)
    _refuse_language(language)
    version = draft_of(locked) or _next_version(locked)
    wanted = {"body": unix_lines(body).strip(), "language": language, "note": note.strip(), "document": document}
    if all(getattr(version, name) == value for name, value in wanted.items()):
        return version
    if base is not None and base != digest(version.body) and version.body != wanted["body"]:
        raise TextConflict(version)
    for name, value in wanted.items():
        setattr(version, name, value)
    version.save()
    audit.record(locked, "write", by=by, version=version.number)
    return version


@transaction.atomic
def publish_version(text: CommonText, *, by: Any, number: int, base: str | None = None) -> TextVersion:
    """Publish the version that is being written; from now on it never changes. Supporters of earlier versions stay with
    theirs and are invited to support this one. Raises ``TextConflict`` where its words are others than were checked."""
    locked = locked_text(text, by)
    if locked.versions.published().filter(number=number).exists():
        return locked.versions.get(number=number)  # the second of two clicks
    version = _publish(locked, by, number, base)
    supporters = Organisation.objects.filter(
        endorsements__version__text=locked, endorsements__withdrawn_at=None, state=OrganisationState.REGISTERED
    )
    if locked.state == TextState.OPEN:
        for organisation in supporters.distinct().order_by("pk"):
            tell_representatives("text_new_version", organisation, locked, version=version)
    return version


@transaction.atomic
def open_text(text: CommonText, *, by: Any, reason: str = "") -> CommonText:
    """Show the text to everybody and take support; the first version is published with it."""
    locked = locked_text(text, by)
    if locked.state == TextState.DRAFT and not locked.versions.published().exists():
        _publish(locked, by, 1, None)
    opened = audit.perform(TEXT, locked, "open", by=by, reason=reason)
    tell_coordinators("text_open", opened)
    return opened


@transaction.atomic
def close_text(text: CommonText, *, by: Any, reason: str = "") -> CommonText:
    return audit.perform(TEXT, text, "close", by=by, reason=reason)


@transaction.atomic
def reopen_text(text: CommonText, *, by: Any, reason: str = "") -> CommonText:
    return audit.perform(TEXT, text, "reopen", by=by, reason=reason)


@transaction.atomic
def add_coordinator(text: CommonText, *, by: Any, organisation: Organisation) -> None:
    """Let the people of another organization keep the text as well; they get a message and can leave at any time."""
    locked = locked_text(text, by)
    if organisation.state != OrganisationState.REGISTERED:
        raise ValidationError(_("The entry of this organization is closed."))
    if locked.coordinators.filter(pk=organisation.pk).exists():
        return
    if locked.coordinators.count() >= COORDINATORS_AT_MOST:
        raise ValidationError(_("At most %(number)d organizations can coordinate.") % {"number": COORDINATORS_AT_MOST})
    locked.coordinators.add(organisation)
    audit.record(locked, "change_coordinators", by=by, added=organisation.key)
    tell_representatives("text_coordinator", organisation, locked)


@transaction.atomic
def remove_coordinator(text: CommonText, *, by: Any, organisation: Organisation) -> None:
    """End the coordination by one organization, its own or another; one has to remain."""
    locked = locked_text(text, by)
    if not locked.coordinators.filter(pk=organisation.pk).exists():
        return
    if locked.coordinators.count() == 1:
        raise TransitionRefused(_("One organization has to coordinate the text. Name another one first."))
    locked.coordinators.remove(organisation)
    audit.record(locked, "change_coordinators", by=by, removed=organisation.key)


def locked_text(text: CommonText, by: Any) -> CommonText:
    """The text as it is now, locked, for one of its coordinators."""
    locked: CommonText = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if not rules.can_coordinate_text(by, locked):
        raise TransitionRefused(_("Only the organizations that coordinate this text can do this."))
    return locked


def draft_of(text: CommonText) -> TextVersion | None:
    """The version that is being written, if there is one."""
    found: TextVersion | None = text.versions.filter(published_at=None).order_by("-number").first()
    return found


def newest_of(text: CommonText) -> TextVersion | None:
    """The version that can be supported: the last one published."""
    found: TextVersion | None = text.versions.published().order_by("-number").first()
    return found


def _next_version(text: CommonText) -> TextVersion:
    newest = newest_of(text)
    number = newest.number + 1 if newest else 1
    return TextVersion(text=text, number=number, language=newest.language if newest else text.language)


def _publish(locked: CommonText, by: Any, number: int, base: str | None) -> TextVersion:
    version = draft_of(locked)
    if version is None or version.number != number:
        raise TransitionRefused(_("This version is not being written any more."))
    if base is not None and base != digest(version.body):
        raise TextConflict(version)
    if not version.body and version.document is None:
        raise TransitionRefused(_("Write the words of the text, or name the document that holds them, first."))
    version.published_at = timezone.now()
    version.save()
    audit.record(locked, "publish", by=by, version=version.number)
    search.reindex(locked)
    return version


def _refuse_language(language: str) -> None:
    if not languages.is_tag(language):
        raise ValidationError({"language": _("“%(tag)s” is not a language we know.") % {"tag": language}})


def _free_slug(title: str) -> str:
    """An address of the title's own words; ``new`` is the address of the form."""
    base = slugify(title)[:60].strip("-") or "text"
    taken = {"new", *CommonText.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    return next((slug for slug in (base, *(f"{base}-{n}" for n in range(2, 50))) if slug not in taken), None) or (
        f"{base}-{token_hex(4)}"
    )
