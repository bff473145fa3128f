"""Three contacts in the repository, a question that two of them answered, and one that was declined."""

from typing import Any

from poa_portal.library.models import Topic
from poa_portal.ops.demonstration.people import People
from stakeholders.actions import enquiries
from stakeholders.actions.repository import list_contact
from stakeholders.models import StakeholderContact
from states.models import RegionalGroup

PREFIX = "demonstration-"


def make_repository(people: People) -> None:
    """Made by the organizations themselves, asked by two delegations."""
    training = _contact(
        (people.forum_representative, people.forum),
        ["protect-critical-infrastructure", "capacity_building"],
        groups=["grulac"],
        title="Formación para operadores pequeños",
        mailbox="formacion@openledger.example",
        languages=["es", "en", "pt"],
        offer="Preguntas sobre cómo formar a operadores pequeños y organizar simulacros conjuntos.",
        offer_language="es",
    )
    desk = _contact(
        (people.alliance_representative, people.alliance),
        ["protect-critical-infrastructure", "emergency-response-teams"],
        title="Incident response desk",
        mailbox="desk@northwind.example",
        languages=["en", "ar", "fr"],
        offer="How response teams work together across borders: templates, exercises, and what helps at three in the morning.",
        offer_language="en",
    )
    disclosure = _contact(
        (people.alliance_representative, people.alliance),
        ["vulnerability-reporting"],
        title="Coordinated disclosure",
        mailbox="disclosure@northwind.example",
        languages=["en", "ru"],
        offer="Policies for reporting vulnerabilities, from small operators to national programmes.",
        offer_language="en",
    )
    _answered(people, [training, desk])
    _declined(people, disclosure)


def _contact(keeper: tuple[Any, Any], topics: list[str], groups: Any = (), **values: Any) -> StakeholderContact:
    by, organisation = keeper
    return list_contact(
        by=by,
        organisation=organisation,
        topics=list(Topic.objects.filter(key__in=topics)),
        regions=list(RegionalGroup.objects.filter(key__in=groups)),
        **values,
    )


def _answered(people: People, contacts: list[StakeholderContact]) -> None:
    """Arvandia asks two; one answers in Spanish, the other goes on with the delegation."""
    enquiry = enquiries.ask_contacts(
        by=people.drafter,
        party=people.arvandia,
        contacts=contacts,
        subject="Joint exercises for small operators",
        text="How large must an exercise be before it is worth the effort for an operator of ten people?",
        language="en",
        sending_key=f"{PREFIX}exercises",
    )
    first, second = (enquiry.threads.get(contact=contact) for contact in contacts)
    answer = "Con cuatro personas y medio día basta, si el guion es sencillo. Podemos compartir el nuestro."
    enquiries.write_answer(first, by=people.forum_representative, text=answer)
    answer = "Half a day, one scenario, and somebody who takes notes. We run such exercises twice a year."
    enquiries.write_answer(second, by=people.alliance_representative, text=answer)
    enquiries.write_further(second, by=people.drafter, text="Thank you. Could an observer of ours attend the next one?")


def _declined(people: People, contact: StakeholderContact) -> None:
    enquiry = enquiries.ask_contacts(
        by=people.neighbour,
        party=people.belmoria,
        contacts=[contact],
        subject="Legal advice on a draft law",
        text="Could you review a draft of our disclosure law by Friday?",
        language="en",
        sending_key=f"{PREFIX}law",
    )
    enquiries.decline_question(enquiry.threads.get(), by=people.alliance_representative)
