"""Questions that States and the secretariat send to contacts of the repository, and the threads that follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from poa_portal.accounts import mail
from poa_portal.accounts.models import Party, User
from poa_portal.audit import actions as audit
from poa_portal.common import languages
from poa_portal.common.workflow import TransitionRefused
from stakeholders import rules
from stakeholders.enums import OrganisationState, ThreadState
from stakeholders.models import Enquiry, EnquiryEntry, EnquiryThread, Mute, StakeholderContact
from stakeholders.workflow import THREAD

# A question is a letter to chosen experts, not a circular: who wants to hear everybody opens a call for written inputs.
CONTACTS_PER_QUESTION = 50
WRITABLE = frozenset({ThreadState.WAITING, ThreadState.ANSWERED})


@dataclass(frozen=True)
class Mailbox:
    """Where a question reaches a contact: an address, and the language in which it is told that one waits."""

    email: str
    language: str


@transaction.atomic
def ask_contacts(
    *,
    by: Any,
    party: Party,
    contacts: Iterable[StakeholderContact],
    subject: str,
    text: str,
    language: str,
    sending_key: str,
) -> Enquiry:
    """Send one question; each contact that takes it gets a mail that names ``party`` and the subject, and a thread.

    The second of two clicks gets the question of the first. Contacts that take no question from this party are left
    out. Raises ``TransitionRefused`` where ``by`` may not ask for the party, nobody is left or there are too many;
    ``ValidationError`` for an empty subject or text.
    """
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # of two clicks the second waits and finds the first
    if party.pk not in {own.pk for own in rules.parties_that_ask(by)}:
        raise TransitionRefused(_("Questions are sent by delegations and by the secretariat."))
    if sent := Enquiry.objects.filter(sending_key=sending_key, asked_by=by).first():
        return sent
    subject, text = " ".join(subject.split()), text.strip()
    if not (subject and text and languages.is_tag(language)):
        raise ValidationError(_("Write a subject and a question, and say in which language."))
    receivers = takers(contacts, party)
    if not receivers:
        raise TransitionRefused(_("None of these contacts takes this question now. Choose others."))
    if len(receivers) > CONTACTS_PER_QUESTION:
        limit = {"limit": CONTACTS_PER_QUESTION}
        raise TransitionRefused(_("A question goes to at most %(limit)d contacts. Choose fewer.") % limit)
    enquiry = Enquiry.objects.create(
        reference=audit.next_reference("QST"),
        owner=party,
        subject=subject,
        text=text,
        language=language,
        asked_by=by,
        sending_key=sending_key,
    )
    for contact in receivers:
        thread = EnquiryThread.objects.create(enquiry=enquiry, contact=contact, owner=contact.owner)
        _tell_contact("enquiry_question", thread)
    audit.record(enquiry, "ask", by=by, contacts=len(receivers))
    return enquiry


def takers(contacts: Iterable[StakeholderContact], party: Party) -> list[StakeholderContact]:
    """Of these contacts the listed ones that take questions from the party, each once, in the order of the list."""
    keys = [contact.pk for contact in contacts]
    listed = StakeholderContact.objects.listed().filter(pk__in=keys, takes_questions=True)
    open_ones = listed.exclude(mutes__party=party.pk).exclude(owner=party.pk)
    return list(open_ones.select_related("owner").order_by("owner__folded_name", "title", "pk").distinct())


def takes_messages(thread: EnquiryThread) -> bool:
    """Whether who asked may write more to this contact; why not is not told."""
    contact = thread.contact
    return (
        thread.state in WRITABLE
        and contact.is_listed
        and contact.takes_questions
        and contact.hidden_at is None
        and contact.owner.state == OrganisationState.REGISTERED
        and not contact.mutes.filter(party=thread.enquiry.owner_id).exists()
    )


@transaction.atomic
def write_answer(thread: EnquiryThread, *, by: Any, text: str) -> EnquiryEntry:
    """The organization answers, also after declining; people of who asked get a mail without the text."""
    thread = _locked(thread)
    if repeated := _repeated(thread, by, thread.owner_id, text):
        return repeated
    audit.perform(THREAD, thread, "answer", by=by)
    entry = _add(thread, by, thread.owner, text)
    _tell_asker("enquiry_answer", thread)
    return entry


@transaction.atomic
def write_further(thread: EnquiryThread, *, by: Any, text: str) -> EnquiryEntry:
    """Who asked writes on in one thread; the contact gets a mail without the text."""
    thread = _locked(thread)
    asker = thread.enquiry.owner
    if asker.pk not in {own.pk for own in rules.parties_that_ask(by)}:
        raise TransitionRefused(_("This step is not open to you in your post."))
    if repeated := _repeated(thread, by, asker.pk, text):
        return repeated
    if not takes_messages(thread):
        raise TransitionRefused(_("This contact takes no further messages now."))
    entry = _add(thread, by, asker, text)
    audit.record(thread, "write_further", by=by)
    _tell_contact("enquiry_further", thread)
    return entry


@transaction.atomic
def decline_question(thread: EnquiryThread, *, by: Any, reason: str = "") -> EnquiryThread:
    """The organization does not answer; who asked sees it, and gets a mail."""
    audit.perform(THREAD, thread, "decline", by=by)
    _tell_asker("enquiry_declined", thread)
    return thread


@transaction.atomic
def close_thread(thread: EnquiryThread, *, by: Any, reason: str = "") -> EnquiryThread:
    return audit.perform(THREAD, thread, "close", by=by)


@transaction.atomic
def mute_party(contact: StakeholderContact, *, by: Any, party: Party) -> Mute:
    """No more questions from this party to this contact. Nobody outside the organization learns of it."""
    locked = _kept(contact, by)
    mute, is_new = Mute.objects.get_or_create(contact=locked, party=party)
    if is_new:
        audit.record(mute, "mute", by=by)
    return mute


@transaction.atomic
def unmute_party(contact: StakeholderContact, *, by: Any, party: Party) -> None:
    locked = _kept(contact, by)
    if mute := Mute.objects.filter(contact=locked, party=party).first():
        audit.record(mute, "unmute", by=by)
        mute.delete()


def _kept(contact: StakeholderContact, by: Any) -> StakeholderContact:
    locked = StakeholderContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if not rules.can_keep_contact(by, locked):
        raise TransitionRefused(_("Only people of the organization keep its contacts."))
    return locked


def _locked(thread: EnquiryThread) -> EnquiryThread:
    return EnquiryThread.objects.select_for_update(of=("self",)).with_rows().get(pk=thread.pk)


def _repeated(thread: EnquiryThread, by: Any, party_id: int, text: str) -> EnquiryEntry | None:
    """The last word of the thread, where a second click sends it again."""
    last = thread.entries.order_by("-written_at", "-pk").first()
    same = last and (last.party_id, last.written_by_id, last.text) == (party_id, by.pk, text.strip())
    return last if same else None


def _add(thread: EnquiryThread, by: Any, party: Party, text: str) -> EnquiryEntry:
    if not text.strip():
        raise ValidationError({"text": _("This field is required.")})
    return EnquiryEntry.objects.create(thread=thread, party=party, text=text.strip(), written_by=by)


def _tell_contact(template: str, thread: EnquiryThread) -> None:
    """To the mailbox that nobody else sees; the mail itself is seen by that organization alone."""
    contact = thread.contact
    language = next((tag for tag in contact.languages if tag in languages.CODES), "en")
    context = {"thread": thread, "enquiry": thread.enquiry, "contact": contact}
    mail.send(template, to=Mailbox(contact.mailbox, language), context=context, restricted_to=thread.owner)


def _tell_asker(template: str, thread: EnquiryThread) -> None:
    """Who asked and who wrote in the thread, as long as they hold a post there; else everybody of the party."""
    asker = thread.enquiry.owner
    people = mail.people_of(asker)
    wrote = set(thread.entries.filter(party=asker).values_list("written_by", flat=True)) | {thread.enquiry.asked_by_id}
    concerned = [person for person in people if person.pk in wrote] or people
    for person in concerned:
        context = {"thread": thread, "enquiry": thread.enquiry, "contact": thread.contact}
        mail.send(template, to=person, context=context, restricted_to=asker)
