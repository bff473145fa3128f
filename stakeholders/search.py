"""How the library page finds organizations."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poa_portal.common.enums import Audience
from poa_portal.common.languages import CODES, column
from poa_portal.library import search
from stakeholders.enums import OrganisationState
from stakeholders.models import Organisation

SOURCE = "organisation"


def records() -> QuerySet[Organisation]:
    found = Organisation.objects.filter(state=OrganisationState.REGISTERED)
    return found.select_related("category", "home_state").prefetch_related("topics", "other_names")


def describe(organisation: Organisation) -> search.Found:
    names = {organisation.own_name, *(getattr(organisation, column("name", code)) for code in CODES)}
    names |= {further.text for further in organisation.other_names.all()}
    text = [
        organisation.acronym,
        organisation.category.name,
        organisation.description or "",
        *sorted(filter(None, names)),
    ]
    return search.Found(
        title=organisation.name,
        url=f"/stakeholders/{organisation.key}/",
        date=organisation.registered_at.date(),
        audience=Audience.PUBLIC,
        owner_id=organisation.pk,
        kind=_("Organization"),
        text=" ".join(text),
        topics=[topic.key for topic in organisation.topics.all()],
        parties=[organisation.key],
    )


def plug_in() -> None:
    search.register(search.SearchSource(SOURCE, gettext_lazy("Organizations"), Organisation, records, describe))
