"""Restricted records, each with words in every text field that stand nowhere else, and who may read them.

A text field that a model gets later is filled without a change here, a role that is added later may read nothing that
is not said below, and a model that is restricted later fails the test until it stands here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import CharField, EmailField, Field, Model, SlugField, TextField, URLField
from django.utils import timezone

from poa_portal.audit.models import AuditEvent
from stakeholders import models as stakeholders
from stakeholders.actions import objections
from states import models as states
from states.actions import contacts, messages, pings
from states.actions.reminders import remind_due_contacts
from tests import factories
from tests.contracts.world import World

FIND = "zqneedle"
DELEGATION = {"drafter", "coordinator"}
# Text that is no words of a person, or that the database holds to a form.
_NO_WORDS = {"time_zone", "language", "sending_key", "state"}
Planted = list[Model]


@dataclass(frozen=True)
class Secret:
    """``tell`` is what must not be read. Every text holds ``FIND`` beside it, to be searched for: pages repeat that."""

    name: str
    labels: frozenset[str]
    readers: frozenset[str]
    tables: tuple[type[Model], ...]
    plant: Callable[["Secret", World, Any], Planted]
    mail_to_readers: bool = False  # their mail may hold the words
    also_in: tuple[type[Model], ...] = ()  # tables that may hold them for their readers

    @property
    def tell(self) -> str:
        return f"zqtell{self.name}"

    def words_of(self, model: type[Model]) -> dict[str, str]:
        """Values for every text field of the model."""
        return {field.name: self._value(field) for field in model._meta.concrete_fields if _holds_words(field)}

    def _value(self, field: Any) -> str:
        if isinstance(field, EmailField):
            return f"{FIND}@{self.tell}.example"
        return f"https://{self.tell}.example/{FIND}" if isinstance(field, URLField) else f"{FIND} {self.tell}"


def _holds_words(field: Field) -> bool:
    is_text = isinstance(field, (CharField, TextField)) and not isinstance(field, SlugField)
    return is_text and not field.choices and not field.unique and field.name not in _NO_WORDS


def _contact(secret: Secret, world: World, people: Any) -> Planted:
    """Two entries of Arvandia: kept, confirmed, copied, reminded of, checked in a round, and one written to."""
    made = []
    for days in (7, 400):
        contact = factories.ContactFactory(
            owner=world.state,
            last_confirmed_at=timezone.now() - timedelta(days=days),
            **secret.words_of(states.Contact),
        )
        made.append(contact)
    remind_due_contacts(timezone.now())
    contacts.confirm_contact(made[0], by=people["drafter"])
    contacts.export_contacts(world.secretariat, by=people["manager"], reason="A copy")
    pings.start_round(factories.PingRoundFactory(planned_by=people["manager"]), by=people["manager"])
    return made


def _message(secret: Secret, world: World, people: Any) -> Planted:
    """Arvandia writes to Belmoria, which reads, answers and takes the log; then one thread that is closed."""
    belmoria = states.State.objects.get(posts__user=people["other_drafter"])
    made = []
    for _number in range(2):
        message = messages.send_message(
            by=people["coordinator"],
            sender=world.state,
            contact=factories.ContactFactory(owner=belmoria),
            sender_category=factories.ContactCategoryFactory(),
            sending_key=str(uuid4()),
            kind="request",
            urgency="immediate",
            confidentiality="contact",
            language="en",
            **secret.words_of(states.Message),
        )
        messages.record_reading(message, by=people["other_drafter"])
        words = secret.words_of(states.MessageEntry)
        messages.answer_message(message, by=people["other_drafter"], seen=0, **words)
        messages.record_log_download(message, by=people["other_drafter"])
        made.append(message)
    messages.close_message(made[0], by=people["coordinator"])
    return made


def _objection(secret: Secret, world: World, people: Any) -> Planted:
    """Arvandia objects to one request, and withdraws another objection; the Chair's office reads both."""
    made = []
    for _number in range(2):
        now = timezone.now()
        request = factories.AccreditationRequestFactory(
            owner=world.organisation if not made else factories.OrganisationFactory(),
            state="circulated",
            circulated_at=now - timedelta(days=1),
            silence_until=now + timedelta(days=9),
        )
        words = secret.words_of(stakeholders.Objection)
        objection = objections.object_to(request, by=people["coordinator"], state=world.state, **words)
        objections.read_objection(objection, by=people["chair"])
        made.append(objection)
    objections.withdraw_objection(made[0], by=people["coordinator"], reason="")
    return made


def _drill(secret: Secret, world: World, people: Any) -> Planted:
    drill = factories.PingRoundFactory(
        owner=world.state, planned_by=people["coordinator"], **secret.words_of(states.PingRound)
    )
    factories.ContactFactory(owner=world.state)
    return [pings.start_round(drill, by=people["coordinator"])]


def _question(secret: Secret, world: World, people: Any) -> Planted:
    """Arvandia asks the Open Ledger Forum, which answers."""
    contact = factories.StakeholderContactFactory(owner=world.organisation)
    question = factories.EnquiryFactory(owner=world.state, **secret.words_of(stakeholders.Enquiry))
    thread = factories.EnquiryThreadFactory(enquiry=question, contact=contact, state="answered")
    factories.EnquiryEntryFactory(thread=thread, **secret.words_of(stakeholders.EnquiryEntry))
    return [thread]


SECRETS = (
    Secret(
        "contact",
        frozenset({"states.contact"}),
        frozenset({*DELEGATION, "other_drafter", "third", "manager"}),
        (states.Contact,),
        _contact,
    ),
    Secret(
        "message",
        frozenset({"states.message"}),
        frozenset({*DELEGATION, "other_drafter"}),
        (states.Message, states.MessageEntry),
        _message,
    ),
    Secret(
        "objection",
        frozenset({"stakeholders.objection"}),
        frozenset({*DELEGATION, "chair"}),
        (stakeholders.Objection,),
        _objection,
    ),
    Secret(
        "drill",
        frozenset({"states.pinground", "states.ping"}),
        frozenset(DELEGATION),
        (states.PingRound,),
        _drill,
        mail_to_readers=True,
        also_in=(AuditEvent,),  # its name, in the log of its State
    ),
    Secret(
        "question",
        frozenset({"stakeholders.enquiry", "stakeholders.enquirythread", "stakeholders.mute"}),
        frozenset({*DELEGATION, "representative"}),
        (stakeholders.Enquiry, stakeholders.EnquiryEntry),
        _question,
        mail_to_readers=True,
    ),
)
