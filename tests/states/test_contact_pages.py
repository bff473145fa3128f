"""The pages of the restricted directory: finding the right contact, keeping the own ones, taking a copy."""

import csv
from datetime import date, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.utils import timezone

from poa_portal.audit.models import AuditEvent
from states.models import Contact, NoteVerbale
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/en/work/contacts/"
LONG_AGO = timezone.now() - timedelta(days=300)


@pytest.fixture
def technical() -> Any:
    return factories.ContactCategoryFactory(key="technical", name="Technical", position=2)


def typed(category: Any, **changes: Any) -> dict[str, Any]:
    return {
        "category": category.pk,
        "rank": "primary",
        "office": "National response team",
        "mailbox": "duty@arvandia.example",
        "languages": ["en"],
        "other_languages": "Portuguese, pt-BR",
        "reachability": "hours",
        "days": ["1", "2"],
        "opens": "09:00",
        "closes": "17:00",
        "time_zone": "Europe/Vienna",
        "key_fingerprint": "0a1b 2c3d 4e5f 6071 8293  a4b5 c6d7 e8f9 0011 2233",
        "valid_from": "2026-01-01",
        "version": "0",
        **changes,
    }


def offices(answer: Any) -> list[str]:
    return [row.office for group in answer.context["groups"] for row in group.rows]


@pytest.mark.parametrize("role", ["stranger", "representative", "officer", "publisher", "chair"])
def test_directory_does_not_exist_for_others(role: str, client_of: Any, request: Any) -> None:
    contact = factories.ContactFactory()
    client = client_of(request.getfixturevalue(role))
    addresses = [URL, f"{URL}export/", f"{URL}own/", f"{URL}new/", f"{URL}rule/", contact.get_absolute_url()]
    assert [client.get(address).status_code for address in addresses] == [404] * 6


def test_states_are_alphabetical_and_primary_stands_before_alternate(
    client_of: Any, drafter: Any, technical: Any
) -> None:
    zambia = factories.StateFactory(name="Zambia", place=2)
    austria = factories.StateFactory(name="Austria", place=1)
    factories.ContactFactory(owner=zambia, office="Zambia one")
    factories.ContactFactory(owner=austria, category=technical, office="Second", rank="alternate")
    factories.ContactFactory(owner=austria, category=technical, office="First")
    factories.ContactFactory(owner=austria, office="Embassy")
    answer = client_of(drafter).get(URL)
    assert [group.name for group in answer.context["groups"]] == ["Austria", "Zambia"]
    assert offices(answer) == ["Embassy", "First", "Second", "Zambia one"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=austria", ["Embassy", "Response team"]),
        ("q=österreich technical", ["Response team"]),
        ("q=AT", ["Embassy", "Response team"]),
        ("q=duty@austria.example", ["Response team"]),
        ("q=nobody", []),
        ("state=at", ["Embassy", "Response team"]),
        ("category=technical", ["Response team"]),
        ("language=fr", ["Embassy"]),
        ("reachable=now", ["Response team"]),
        ("reachable=now&language=fr", []),
    ],
)
def test_contacts_are_found(query: str, expected: list[str], client_of: Any, drafter: Any, technical: Any) -> None:
    austria = factories.StateFactory(name="Austria", name_fr="Autriche", iso2="AT")
    factories.StateAliasFactory(state=austria, text="Österreich", folded="osterreich")
    closed = {
        "reachability": "hours",
        "opens": time(0),
        "closes": time(0, 1),
        "days": [timezone.now().isoweekday() % 7 + 1],
    }
    factories.ContactFactory(owner=austria, office="Embassy", languages=["fr"], time_zone="Etc/UTC", **closed)
    factories.ContactFactory(owner=austria, office="Response team", category=technical, mailbox="duty@austria.example")
    assert offices(client_of(drafter).get(f"{URL}?{query}")) == expected


def test_pages_of_what_is_reachable_now_are_full(client_of: Any, drafter: Any) -> None:
    for _n in range(3):
        state = factories.StateFactory()
        for _m in range(10):
            factories.ContactFactory(owner=state)
        factories.ContactFactory(owner=state, reachability="hours", opens=time(0), closes=time(0, 1), days=[timezone.now().isoweekday() % 7 + 1])  # fmt: skip
    client = client_of(drafter)
    assert [len(offices(client.get(f"{URL}?reachable=now&page={page}"))) for page in (1, 2)] == [20, 10]


def test_unconfirmed_entry_is_marked_by_word(client_of: Any, drafter: Any) -> None:
    factories.ContactFactory(last_confirmed_at=LONG_AGO)
    assert "Unconfirmed" in client_of(drafter).get(URL).content.decode()


def test_row_shows_hours_on_both_clocks_and_the_fingerprint_in_fours(client_of: Any, drafter: Any) -> None:
    drafter.time_zone = "Asia/Tokyo"
    drafter.save()
    factories.ContactFactory(
        reachability="hours", days=[1, 2, 3], opens=time(9), closes=time(17), time_zone="Asia/Kolkata",
        key_fingerprint="0A1B2C3D4E5F",
    )  # fmt: skip
    text = client_of(drafter).get(URL).content.decode()
    assert "Mon–Wed, 09:00–17:00 (Kolkata) · 12:30–20:30 (Tokyo)" in text
    assert "0A1B 2C3D 4E5F" in text


def test_list_costs_the_same_with_few_and_with_many(
    client_of: Any, drafter: Any, django_assert_num_queries: Any
) -> None:
    first, *others = [factories.ContactFactory() for _n in range(3)]
    client = client_of(drafter)
    client.get(f"{URL}?reachable=now")
    with django_assert_num_queries(4):  # session, person with posts, hours, rows
        client.get(f"{URL}?reachable=now")
    for n in range(30):
        factories.ContactFactory(owner=others[n % 2].owner, category=first.category)
    with django_assert_num_queries(4):
        client.get(f"{URL}?reachable=now")


def test_state_and_category_of_this_minute_are_named(client_of: Any, drafter: Any) -> None:
    client = client_of(drafter)
    client.get(URL)  # what lists offer is kept from here on
    contact = factories.ContactFactory(owner__name="Belmoria", category__name="Legal")
    text = client.get(URL).content.decode()
    assert ("Belmoria" in text, "Legal" in text, contact.office in text) == (True, True, True)


def test_what_a_state_lacks_is_not_said_again_over_every_search(client_of: Any, drafter: Any) -> None:
    factories.ContactCategoryFactory(name="Legal", is_expected=True)
    client = client_of(drafter)
    first, searched = (client.get(address).content.decode() for address in (URL, f"{URL}?q=office"))
    assert ("What your entries lack" in first, "What your entries lack" in searched) == (True, False)


def test_coordinator_enters_a_contact(client_of: Any, coordinator: Any, technical: Any) -> None:
    answer = client_of(coordinator).post(f"{URL}new/", typed(technical))
    contact = Contact.objects.get()
    assert (answer.status_code, answer.url) == (302, contact.get_absolute_url())
    assert contact.languages == ["en", "pt", "pt-br"]
    assert contact.key_fingerprint == "0A1B2C3D4E5F60718293A4B5C6D7E8F900112233"
    assert (contact.days, contact.opens) == ([1, 2], time(9))


def test_entry_without_a_channel_keeps_what_was_typed(client_of: Any, coordinator: Any, technical: Any) -> None:
    answer = client_of(coordinator).post(f"{URL}new/", typed(technical, mailbox=""))
    assert answer.status_code == 422
    assert "at least one way to reach it" in answer.content.decode()
    assert 'value="National response team"' in answer.content.decode()


@pytest.mark.parametrize("wrong", ["12345", "Z" * 40])
def test_fingerprint_that_is_none_is_refused(wrong: str, client_of: Any, coordinator: Any, technical: Any) -> None:
    answer = client_of(coordinator).post(f"{URL}new/", typed(technical, key_fingerprint=wrong))
    assert list(answer.context["form"].errors) == ["key_fingerprint"]


def test_language_that_is_none_is_refused(client_of: Any, coordinator: Any, technical: Any) -> None:
    answer = client_of(coordinator).post(f"{URL}new/", typed(technical, other_languages="Qwertyish"))
    assert list(answer.context["form"].errors) == ["other_languages"]


def test_drafter_neither_enters_nor_corrects(client_of: Any, drafter: Any, state: Any, technical: Any) -> None:
    contact = factories.ContactFactory(owner=state)
    client = client_of(drafter)
    for part in ("new/", f"{contact.reference}/edit/", f"{contact.reference}/end/"):
        assert client.get(f"{URL}{part}").status_code == 404
        assert client.post(f"{URL}{part}", typed(technical)).status_code == 404


def test_conflict_shows_both_and_loses_nothing(client_of: Any, coordinator: Any, state: Any, technical: Any) -> None:
    contact = factories.ContactFactory(owner=state, category=technical, office="Saved by a colleague", version=1)
    client = client_of(coordinator)
    address = f"{URL}{contact.reference}/edit/"
    answer = client.post(address, typed(technical, office="Typed by me"))
    shown = {row.label: (row.theirs, row.mine) for row in answer.context["theirs"]}
    assert answer.status_code == 409
    assert shown["Office or agency"] == ("Saved by a colleague", "Typed by me")
    assert "Category" not in shown
    again = client.post(
        address, typed(technical, office="Typed by me", version=str(answer.context["form"]["version"].value()))
    )
    contact.refresh_from_db()
    assert (again.status_code, contact.office) == (302, "Typed by me")


def test_form_of_an_entry_saved_as_it_is_changes_nothing(client_of: Any, coordinator: Any, state: Any) -> None:
    contact = factories.ContactFactory(
        owner=state, languages=["fr", "pt", "pt-br"], reachability="hours", opens=time(9), closes=time(17), days=[1],
        key_fingerprint="AB" * 20, key_expires_on=date(2030, 1, 1),
    )  # fmt: skip
    client = client_of(coordinator)
    form = client.get(f"{URL}{contact.reference}/edit/").context["form"]
    data = {bound.name: value for bound in form if (value := bound.value()) not in (None, "")}
    assert client.post(f"{URL}{contact.reference}/edit/", data).status_code == 302
    assert AuditEvent.objects.about(contact).count() == 0


def test_manager_chooses_state_and_note_first(
    client_of: Any, manager: Any, state: Any, technical: Any, pdf_upload: Any
) -> None:
    factories.StateFactory()
    client = client_of(manager)
    assert client.get(f"{URL}new/").templates[0].name == "states/contact_state.html"
    address = f"{URL}new/?state=xa"
    assert client.post(address, typed(technical)).status_code == 422
    note = {"number": "17/2026", "dated_on": "2026-03-02", "upload": pdf_upload}
    answer = client.post(f"{URL}note/xa/", note)
    assert answer.status_code == 302
    entered = NoteVerbale.objects.get()
    assert client.get(answer.url).context["form"]["nominated_by"].value() == str(entered.pk)
    assert client.post(address, typed(technical, nominated_by=entered.pk)).status_code == 302
    assert Contact.objects.get().nominated_by == entered


def test_note_verbale_is_shown_to_its_state_alone(
    client_of: Any, drafter: Any, other_drafter: Any, manager: Any, state: Any
) -> None:
    note = factories.NoteVerbaleFactory(owner=state, number="4711/2026")
    contact = factories.ContactFactory(owner=state, nominated_by=note)
    shown = {
        name: "4711/2026" in client_of(user).get(contact.get_absolute_url()).content.decode()
        for name, user in (("own", drafter), ("other", other_drafter), ("manager", manager))
    }
    assert shown == {"own": True, "other": False, "manager": True}


def test_one_button_confirms_one_or_all(client_of: Any, drafter: Any, state: Any) -> None:
    for _n in range(3):
        factories.ContactFactory(owner=state, last_confirmed_at=LONG_AGO)
    client = client_of(drafter)
    first = Contact.objects.order_by("pk")[0]
    assert client.post(f"{URL}{first.reference}/confirm/").status_code == 302
    assert Contact.objects.filter(last_confirmed_at=LONG_AGO).count() == 2
    assert client.post(f"{URL}own/confirm/", {"state": "xa"}).status_code == 302
    assert Contact.objects.filter(last_confirmed_at=LONG_AGO).count() == 0


def test_nobody_confirms_for_another_state(client_of: Any, drafter: Any) -> None:
    contact = factories.ContactFactory(last_confirmed_at=LONG_AGO)
    client = client_of(drafter)
    client.post(f"{URL}{contact.reference}/confirm/")
    assert client.post(f"{URL}own/confirm/", {"state": contact.owner.key}).status_code == 404
    contact.refresh_from_db()
    assert contact.last_confirmed_at == LONG_AGO


def test_end_is_set_and_taken_back(client_of: Any, coordinator: Any, state: Any) -> None:
    contact = factories.ContactFactory(owner=state)
    client = client_of(coordinator)
    address = f"{URL}{contact.reference}/end/"
    assert client.post(address, {"valid_to": "2025-01-01"}).status_code == 422
    assert client.post(address, {"valid_to": timezone.now().date().isoformat()}).url == contact.get_absolute_url()
    assert [row.office for row in client.get(f"{URL}own/").context["sections"][0]["ended"]] == [contact.office]
    client.post(address, {"valid_to": ""})
    contact.refresh_from_db()
    assert contact.valid_to is None


def test_state_alone_sees_what_it_lacks(
    client_of: Any, drafter: Any, other_drafter: Any, manager: Any, state: Any
) -> None:
    factories.ContactCategoryFactory(key="diplomatic", name="Diplomatic", is_expected=True)
    other = other_drafter.posts.get().party.as_state
    factories.ContactFactory(owner=other)
    words = "of which each State is asked for one"
    told = {
        name: [words in client_of(user).get(address).content.decode() for address in (URL, "/en/work/")]
        for name, user in (("own", drafter), ("other", other_drafter), ("manager", manager))
    }
    assert told == {"own": [True, True], "other": [False, False], "manager": [False, False]}


def test_export_asks_for_a_reason_and_is_safe_in_a_spreadsheet(client_of: Any, drafter: Any, state: Any) -> None:
    factories.ContactFactory(office="=HYPERLINK(1)", telephone="+43 1 000", notes="@home")
    client = client_of(drafter)
    assert "is recorded" in client.get(f"{URL}export/").content.decode()
    assert client.post(f"{URL}export/", {"reason": " "}).status_code == 422
    assert not AuditEvent.objects.filter(verb="export_contacts").exists()
    answer = client.post(f"{URL}export/", {"reason": "For the exercise"})
    lines = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(line["office"], line["telephone"], line["notes"]) for line in lines] == [
        ("'=HYPERLINK(1)", "'+43 1 000", "'@home")
    ]
    assert answer.headers["Cache-Control"] == "no-store"
    assert AuditEvent.objects.get(verb="export_contacts").owner_id == state.pk


def test_manager_changes_the_rule(client_of: Any, manager: Any, coordinator: Any) -> None:
    days = {"due_after_days": 90, "second_reminder_days": 7, "expires_after_days": 21}
    assert client_of(coordinator).post(f"{URL}rule/", days).status_code == 404
    client = client_of(manager)
    assert client.get(f"{URL}rule/").context["form"].initial["due_after_days"] == 180
    assert client.post(f"{URL}rule/", {**days, "expires_after_days": 7}).status_code == 422
    assert client.post(f"{URL}rule/", days).status_code == 302
    assert client.get(f"{URL}rule/").context["form"].initial == days
