"""The public list of functional contacts: what is published stands everywhere at once, and nothing else does."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from states.actions import public_contacts as actions
from states.models import PublicContact
from tests import factories

pytestmark = pytest.mark.django_db
WORK = "/en/work/public-contacts/"
SECRET = "Quillfeather"


def values(**changes: Any) -> dict[str, Any]:
    return {
        "titles": {"en": "Questions on norms", "fr": "Questions sur les normes"},
        "offices": {"en": "Cyber office"},
        "mailbox": "cyber@arvandia.example",
        "telephone": "",
        "website": "",
        "languages": ["en"],
        **changes,
    }


def typed(**changes: str) -> dict[str, str]:
    return {
        "title_fr": "Questions sur les normes",
        "mailbox": "cyber@arvandia.example",
        "languages": "français",
        **changes,
    }


def groups(answer: Any) -> list[tuple[str, list[str]]]:
    return [(group.name, [row.title for row in group.rows]) for group in answer.context["groups"]]


def test_published_contact_stands_on_list_page_and_in_the_api(coordinator: Any, state: Any, client: Client) -> None:
    contact = actions.publish_contact(state, by=coordinator, **values())
    assert groups(client.get("/fr/contacts/")) == [("Arvandia", ["Questions sur les normes"])]
    assert "Questions on norms" in client.get("/en/states/xa/").content.decode()
    found = client.get("/api/v1/contacts/?lang=fr").json()["results"]
    assert [(one["title"], one["office"], one["owner"]["key"]) for one in found] == [
        ("Questions sur les normes", "Cyber office", "xa")
    ]
    assert AuditEvent.objects.about(contact).get().verb == "publish"


def test_secretariat_stands_first_and_states_are_alphabetical(client: Client, secretariat: Any) -> None:
    for name, place in (("Zambia", 2), ("Austria", 1)):
        factories.PublicContactFactory(owner=factories.StateFactory(name=name, place=place), title=name)
    factories.PublicContactFactory(owner=secretariat, title="Registration", position=2)
    factories.PublicContactFactory(owner=secretariat, title="Directory", position=1)
    assert groups(client.get("/en/contacts/")) == [
        (secretariat.name, ["Directory", "Registration"]),
        ("Austria", ["Austria"]),
        ("Zambia", ["Zambia"]),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"), [("autriche", ["Norms"]), ("AT", ["Norms"]), ("norms", ["Norms"]), ("elsewhere", [])]
)
def test_contacts_are_found_by_state_and_by_words(asked: str, expected: list[str], client: Client) -> None:
    owner = factories.StateFactory(name="Austria", name_fr="Autriche", iso2="AT")
    factories.PublicContactFactory(owner=owner, title="Norms")
    factories.PublicContactFactory(title="Exercises")
    assert [
        title for _name, titles in groups(client.get("/en/contacts/", {"q": asked})) for title in titles
    ] == expected


def test_invented_states_stay_with_the_demonstration(client: Client, state: Any, settings: Any) -> None:
    factories.PublicContactFactory(owner=state)
    settings.DEMONSTRATION = False
    assert groups(client.get("/en/contacts/")) == []
    assert client.get("/api/v1/contacts/").json()["results"] == []


def test_nothing_of_the_directory_is_public(client: Client, state: Any) -> None:
    contact = factories.ContactFactory(
        owner=state, office=SECRET, mailbox="quillfeather@arvandia.example", person=SECRET
    )
    addresses = ["/en/contacts/", f"/en/contacts/?q={SECRET}", "/en/states/xa/", "/api/v1/contacts/", "/en/states/"]
    assert [SECRET.lower() in client.get(address).content.decode().lower() for address in addresses[:1]] == [False]
    for address in addresses:
        assert contact.mailbox not in client.get(address).content.decode()


@pytest.mark.parametrize("role", ["drafter", "other_drafter", "officer", "manager", "representative", "stranger"])
def test_others_publish_nothing(role: str, client_of: Any, state: Any, request: Any) -> None:
    by = request.getfixturevalue(role)
    contact = factories.PublicContactFactory(owner=state)
    with pytest.raises(TransitionRefused):
        actions.publish_contact(state, by=by, **values())
    with pytest.raises(TransitionRefused):
        actions.change_public_contact(contact, by=by, **values())
    with pytest.raises(TransitionRefused):
        actions.remove_public_contact(contact, by=by)
    client = client_of(by)
    assert [
        client.get(f"{WORK}{part}").status_code for part in ("", "new/", f"{contact.pk}/edit/", f"{contact.pk}/remove/")
    ] == [404] * 4


def test_coordinator_publishes_changes_and_removes(client_of: Any, coordinator: Any) -> None:
    client = client_of(coordinator)
    assert client.post(f"{WORK}new/", typed()).status_code == 302
    contact = PublicContact.objects.get()
    assert (contact.title_fr, contact.languages, contact.position) == ("Questions sur les normes", ["fr"], 1)
    assert client.post(f"{WORK}{contact.pk}/edit/", typed(title_en="Norms")).status_code == 302
    assert client.get(f"{WORK}{contact.pk}/remove/").status_code == 200
    assert PublicContact.objects.get().title == "Norms"
    assert client.post(f"{WORK}{contact.pk}/remove/").status_code == 302
    assert PublicContact.objects.count() == 0
    assert client.post(f"{WORK}{contact.pk}/remove/").status_code == 404
    verbs = AuditEvent.objects.filter(subject_type="states.publiccontact").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["publish", "change", "remove"]


def test_publisher_of_the_secretariat_publishes_for_it(client_of: Any, publisher: Any, secretariat: Any) -> None:
    assert client_of(publisher).post(f"{WORK}new/", typed()).status_code == 302
    assert PublicContact.objects.get().owner == secretariat


def test_contact_sent_twice_stands_once(coordinator: Any, state: Any) -> None:
    assert actions.publish_contact(state, by=coordinator, **values()) == actions.publish_contact(
        state, by=coordinator, **values()
    )


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("title_en", {"titles": {"en": " "}}),
        ("mailbox", {"mailbox": ""}),
        ("languages", {"languages": ["xx-nonsense"]}),
    ],
)
def test_contact_that_cannot_stand_is_refused_by_field(field: str, changes: Any, coordinator: Any, state: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.publish_contact(state, by=coordinator, **values(**changes))
    assert list(refusal.value.message_dict) == [field]


def test_refused_form_keeps_what_was_typed(client_of: Any, coordinator: Any) -> None:
    answer = client_of(coordinator).post(f"{WORK}new/", typed(mailbox=""))
    assert answer.status_code == 422
    assert 'value="Questions sur les normes"' in answer.content.decode()


def test_signed_out_reader_gets_no_cookie(client: Client) -> None:
    assert not client.get("/en/contacts/").cookies
