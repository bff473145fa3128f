"""Two threads between the invented States: a request that waits at Arvandia, and one that was answered and closed."""

from typing import Any

from poa_portal.ops.demonstration.people import People
from states.actions import messages
from states.enums import Confidentiality, MessageKind, Urgency
from states.models import Contact, Message, State


def make_messages(people: People) -> None:
    """Write the threads once, after the points of contact stand."""
    if Message.objects.filter(owner__in=[people.arvandia.pk, people.belmoria.pk]).exists():
        return
    closed = _send(
        people.coordinator,
        people.arvandia,
        people.belmoria,
        kind=MessageKind.INFORMATION,
        urgency=Urgency.ROUTINE,
        confidentiality=Confidentiality.GOVERNMENT,
        subject="New duty numbers of our national team",
        what_happened="From the first of next month our national team uses another duty number at night. "
        "The entry in the directory says it already.",
    )
    messages.record_reading(closed, by=people.neighbour)
    messages.acknowledge_message(closed, by=people.neighbour)
    messages.answer_message(closed, by=people.neighbour, text="Thank you. Our duty officers have it.", seen=0)
    messages.record_reading(closed, by=people.coordinator)
    messages.close_message(closed, by=people.coordinator)
    _send(
        people.neighbour,
        people.belmoria,
        people.arvandia,
        kind=MessageKind.REQUEST,
        urgency=Urgency.URGENT,
        confidentiality=Confidentiality.CONTACT,
        subject="Scanning of port management systems",
        what_happened="Since Monday morning two of our ports see systematic attempts to sign in to their systems for berth "
        "planning. Three of the addresses belong to a hosting company in your country. We know of no damage.",
        affected="Berth planning in two ports; no other service.",
        what_is_asked="Please ask the company to keep its records of these addresses, and tell us whom to speak to.",
    )


def _send(by: Any, sender: State, recipient: State, **words: str) -> Message:
    own, theirs = (Contact.objects.valid().filter(owner=state).order_by("pk") for state in (sender, recipient))
    return messages.send_message(
        by=by,
        sender=sender,
        contact=theirs[0],
        sender_category=own[0].category,
        sending_key=f"demonstration-{sender.iso2}-{recipient.iso2}",
        language="en",
        **words,
    )
