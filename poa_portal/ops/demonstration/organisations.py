"""Two stories of entries: an organization with a new name, and one that was entered twice and merged."""

from allauth.account.models import EmailAddress

from poa_portal.accounts.models import User
from poa_portal.ops.demonstration.people import People
from stakeholders.actions import merge_organisations, register_organisation, rename_organisation
from stakeholders.models import Category, Organisation
from states.models import State


def make_organisations(people: People) -> None:
    """Renamed with a new address; merged into the Open Ledger Forum. Safe to repeat."""
    if not Organisation.objects.filter(former_addresses__key="coastal-cable-watch").exists():
        _renamed(people)
        _merged(people)


def _renamed(people: People) -> None:
    watch = register_organisation(
        by=_person("noor.vance@cablewatch.example", "Noor Vance"),
        name="Coastal Cable Watch",
        category=Category.objects.get(key="research_institute"),
        home_state=people.belmoria,
        countries=State.objects.filter(pk__in=[people.arvandia.pk, people.belmoria.pk]),
        website="https://cablewatch.example",
        names={"fr": "Veille des câbles côtiers", "es": "Observatorio de cables costeros"},
        other_names=[("pt", "Observatório de Cabos Costeiros"), ("sw", "Walinzi wa Nyaya za Pwani")],
        is_invented=True,
    )
    rename_organisation(
        watch, by=people.publisher, name="Deep Cable Institute", reason="Letter of the organization", new_address=True
    )


def _merged(people: People) -> None:
    twin = register_organisation(
        by=_person("teo.brandt@openledger.example", "Teo Brandt"),
        name="The Open Ledger Forum",
        category=Category.objects.get(key="ngo"),
        home_state=people.arvandia,
        is_invented=True,
    )
    merge_organisations(twin, into=people.forum, by=people.publisher, reason="The same organization, entered twice")


def _person(email: str, name: str) -> User:
    """An invented person without a button on the sign-in page."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, language="en")
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
