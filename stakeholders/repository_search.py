"""How search finds contacts of the repository, and the links to them from topics."""

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poa_portal.audit.signals import recorded
from poa_portal.common.enums import Audience
from poa_portal.library import context, search
from poa_portal.library.models import Topic
from stakeholders.actions.repository import SOURCE
from stakeholders.models import Organisation, StakeholderContact
from stakeholders.repository_rows import filtered_address


def records() -> QuerySet[StakeholderContact]:
    return StakeholderContact.objects.listed().with_rows()


def describe(contact: StakeholderContact) -> search.Found:
    """Not dated: that it was confirmed says nothing of when something was published."""
    topics = list(contact.topics.all())
    return search.Found(
        title=f"{contact.title} · {contact.owner.name}",
        url=f"/repository/{contact.reference}/",
        date=search.NO_DATE,
        audience=Audience.PUBLIC,
        owner_id=contact.owner_id,
        kind=_("Contact"),
        text=" ".join([contact.reference, contact.offer, contact.owner.own_name, *(topic.title for topic in topics)]),
        topics=[topic.key for topic in topics],
        parties=[contact.owner.key],
        shown={"reference": contact.reference},
    )


@receiver(recorded, sender=Organisation)
def keep_contacts_of_organisation_true(sender: type, subject: Any, **_: Any) -> None:
    """The entries carry the organization's name, and leave search when it is closed."""
    for contact in StakeholderContact.objects.filter(owner=subject.pk):
        search.reindex(contact)


def contacts_on(topic: Topic, user: Any) -> list[tuple[str, str]]:
    """(words, address) of the contacts who offer their knowledge on a topic; nothing where there is none."""
    listed = StakeholderContact.objects.listed()
    if listed.filter(topics=topic).exists() or listed.filter(topics__parent=topic).exists():
        return [(_("Contacts of organizations on this topic"), filtered_address(topic=topic.key))]
    return []


def plug_in() -> None:
    label = gettext_lazy("Contacts of stakeholders")
    source = search.SearchSource(SOURCE, label, StakeholderContact, records, describe, has_own_list=True)
    search.register(source)
    context.register_topic_links(contacts_on)
