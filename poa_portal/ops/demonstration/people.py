"""The invented people, the invented States and the parties they act for."""

from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress

from poa_portal.accounts.actions import open_post
from poa_portal.accounts.models import Party, User
from poa_portal.common.enums import PartyKind, Role
from poa_portal.common.languages import CODES, column
from poa_portal.ops.demonstration.words import columns
from stakeholders.actions import register_organisation
from stakeholders.models import Category, Organisation
from states.enums import StateStatus
from states.models import State


@dataclass(frozen=True)
class People:
    """Everybody of the demonstration, and whom they act for."""

    publisher: User
    coordinator: User
    drafter: User
    forum_representative: User
    alliance_representative: User
    neighbour: User
    manager: User
    chair: User
    administrator: User
    arvandia: State
    belmoria: State
    forum: Organisation
    alliance: Organisation


def make_people() -> People:
    """Make the people and open their posts; safe to repeat."""
    secretariat = Party.objects.get(kind=PartyKind.SECRETARIAT)
    arvandia, belmoria = _state("XA", "XAR"), _state("XB", "XBE")
    _state("XC", "XCI")
    publisher = _person("alex.rivers@secretariat.example", "Alex Rivers", "en")
    coordinator = _person("mara.lindqvist@arvandia.example", "Mara Lindqvist", "en")
    drafter = _person("tomas.okello@arvandia.example", "Tomas Okello", "fr")
    neighbour = _person("lena.marsh@belmoria.example", "Lena Marsh", "ar", offered=False)
    forum_person = _person("ines.quiroga@openledger.example", "Inés Quiroga", "es")
    alliance_person = _person("ken.haddad@northwind.example", "Ken Haddad", "ar")
    manager = _person("nora.vance@secretariat.example", "Nora Vance", "en")
    chair = _person("samir.holt@secretariat.example", "Samir Holt", "en")
    administrator = _person("ada.brook@secretariat.example", "Ada Brook", "en")
    for user, party, role in [
        (publisher, secretariat, Role.PUBLISHER),
        (coordinator, arvandia, Role.COORDINATOR),
        (coordinator, arvandia, Role.DELEGATION_PUBLISHER),
        (drafter, arvandia, Role.DRAFTER),
        (neighbour, belmoria, Role.DELEGATION_PUBLISHER),
        (neighbour, belmoria, Role.COORDINATOR),
        (manager, secretariat, Role.DIRECTORY_MANAGER),
        (chair, secretariat, Role.CHAIRS_OFFICE),
        (administrator, secretariat, Role.ADMINISTRATOR),
    ]:
        open_post(user=user, party=party, role=role, by=None)
    return People(
        publisher,
        coordinator,
        drafter,
        forum_person,
        alliance_person,
        neighbour,
        manager,
        chair,
        administrator,
        arvandia,
        belmoria,
        _organisation(forum_person, "Open Ledger Forum", "OLF", "ngo", arvandia),
        _organisation(alliance_person, "Northwind CERT Alliance", "NCA", "cert", belmoria),
    )


def _person(email: str, name: str, language: str, *, offered: bool = True) -> User:
    """A person with a confirmed address; ``offered`` people have a button on the sign-in page."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, language=language, is_invented=offered)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _state(iso2: str, iso3: str) -> State:
    names = columns("name", f"state.{iso2}")
    places = {column("place", code): 1000 + ord(iso2[1]) for code in CODES}
    fields = {"iso3": iso3, "status": StateStatus.MEMBER, "is_invented": True, "admitted_on": date(1999, 1, 1)}
    state, _made = State.objects.get_or_create(iso2=iso2, defaults={**fields, **names, **places})
    return state


def _organisation(user: User, name: str, acronym: str, category: str, state: State) -> Organisation:
    standing = Organisation.objects.filter(name=name).first()
    return standing or register_organisation(
        by=user,
        name=name,
        acronym=acronym,
        category=Category.objects.get(key=category),
        home_state=state,
        website="https://forum.example" if category == "ngo" else "https://alliance.example",
        is_invented=True,
    )
