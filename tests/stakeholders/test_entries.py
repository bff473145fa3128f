"""The entry on its forms, asking for an invitation, and the pages of the secretariat."""

from typing import Any

import pytest
from django.urls import reverse
from post_office.models import Email

from poa_portal.audit.models import AuditEvent
from stakeholders.actions import close_organisation, merge_organisations
from stakeholders.actions.joining import A_DAY_AT_MOST
from stakeholders.enums import NameKind, OrganisationState
from stakeholders.models import Organisation
from tests.factories import CategoryFactory, OrganisationFactory, OrganisationNameFactory, PostFactory, StateFactory

pytestmark = pytest.mark.django_db
MANAGE = "/en/work/organizations/"


def url(name: str, organisation: Any, **kwargs: str) -> str:
    return reverse(f"stakeholders:organisation_{name}", kwargs={"key": organisation.key, **kwargs})


def entry(organisation: Any, *names: tuple[str, str], **values: Any) -> dict[str, Any]:
    rows = {"names-TOTAL_FORMS": len(names), "names-INITIAL_FORMS": 0}
    for number, (language, text) in enumerate(names):
        rows |= {f"names-{number}-language": language, f"names-{number}-text": text}
    return {"name": "Open Ledger Forum", "category": organisation.category_id, **rows, **values}


def shown(response: Any) -> list[str]:
    return [row.key for row in response.context["rows"]]


def test_edit_adds_and_removes_names_in_any_language(client_of: Any, organisation: Any, representative: Any) -> None:
    client, address = client_of(representative), url("edit", organisation)
    assert client.post(address, entry(organisation, ("pt", "Fórum"), ("", ""))).status_code == 302
    names = organisation.other_names.filter(kind=NameKind.OTHER)
    assert list(names.values_list("language", "text")) == [("pt", "Fórum")]
    sent = entry(organisation, ("pt", "Fórum"), ("sw", "Jukwaa"), **{"names-0-DELETE": "on", "names-INITIAL_FORMS": 1})
    assert client.post(address, sent).status_code == 302
    assert list(names.values_list("language", "text")) == [("sw", "Jukwaa")]


def test_edit_without_names_keeps_those_that_stand(client_of: Any, organisation: Any, representative: Any) -> None:
    OrganisationNameFactory(organisation=organisation, text="Fórum")
    sent = {"name": "Open Ledger Forum", "category": organisation.category_id}
    assert client_of(representative).post(url("edit", organisation), sent).status_code == 302
    assert organisation.other_names.get().text == "Fórum"


def test_edit_keeps_what_was_typed_when_it_is_refused(client_of: Any, organisation: Any, representative: Any) -> None:
    sent = entry(organisation, ("pt", "Fórum"), ("xx", "***"), acronym="OLF", seen="0")
    response = client_of(representative).post(url("edit", organisation), sent)
    assert response.status_code == 422
    assert all(typed in response.content.decode() for typed in ("Fórum", "***", "OLF"))


def test_edit_by_two_at_once_shows_the_conflict(client_of: Any, organisation: Any, representative: Any) -> None:
    client, address = client_of(representative), url("edit", organisation)
    seen = client.get(address).context["seen"]
    assert client.post(address, entry(organisation, acronym="OLF", seen=seen)).status_code == 302
    second = client.post(address, entry(organisation, acronym="OLX", seen=seen))
    assert (second.status_code, "OLX" in second.content.decode()) == (422, True)
    organisation.refresh_from_db()
    assert organisation.acronym == "OLF"


def test_edit_saves_countries_and_a_correction_of_the_name(
    client_of: Any, organisation: Any, representative: Any
) -> None:
    state = StateFactory()
    sent = entry(organisation, name="Open Ledger Fora", is_correction="on", countries=[state.pk])
    assert client_of(representative).post(url("edit", organisation), sent).status_code == 302
    assert list(organisation.countries.all()) == [state]
    assert not organisation.other_names.exists()


def test_rename_page_moves_the_page_to_a_new_address(client_of: Any, organisation: Any, representative: Any) -> None:
    sent = {"name": "Open Ledger Society", "new_address": "on"}
    response = client_of(representative).post(url("rename", organisation), sent)
    assert (response.status_code, response.url) == (302, "/en/stakeholders/open-ledger-society/")


def test_join_sends_its_representatives_a_mail_once(
    client_of: Any, organisation: Any, representative: Any, stranger: Any
) -> None:
    client = client_of(stranger)
    page = client.get(url("join", organisation)).content.decode()
    assert representative.email not in page
    for _click in range(2):
        assert client.post(url("join", organisation)).status_code == 302
    mail = Email.objects.get()
    assert (mail.to, stranger.email in mail.message) == ([representative.email], True)
    assert AuditEvent.objects.about(organisation).filter(verb="ask_to_join", actor=stranger).count() == 1


def test_join_is_limited_to_a_few_organizations_a_day(client_of: Any, stranger: Any) -> None:
    client = client_of(stranger)
    for _number in range(A_DAY_AT_MOST + 1):
        client.post(url("join", PostFactory(party=OrganisationFactory(), role="representative").party.as_organisation))
    assert Email.objects.count() == A_DAY_AT_MOST


def test_join_is_offered_beside_likely_duplicates(client_of: Any, organisation: Any, stranger: Any) -> None:
    OrganisationNameFactory(organisation=organisation, text="Fórum do Livro Aberto")
    sent = {"name": "FORUM DO LIVRO ABERTO", "category": CategoryFactory().pk}
    response = client_of(stranger).post("/en/work/organizations/register/", sent)
    assert response.status_code == 422
    assert url("join", organisation) in response.content.decode()


def test_manage_lists_closed_entries_and_filters(client_of: Any, officer: Any) -> None:
    OrganisationFactory(name="Alpha", key="alpha", category=CategoryFactory(key="business"))
    OrganisationFactory(name="Beta", key="beta", state=OrganisationState.CLOSED)
    client = client_of(officer)
    assert shown(client.get(MANAGE)) == ["alpha", "beta"]
    assert shown(client.get(MANAGE, {"state": "closed"})) == ["beta"]
    assert shown(client.get(MANAGE, {"category": "business"})) == ["alpha"]
    assert shown(client.get(MANAGE, {"q": "bet"})) == ["beta"]


def test_manage_finds_entries_that_are_likely_there_twice(client_of: Any, officer: Any) -> None:
    OrganisationFactory(name="École numérique", key="ecole")
    OrganisationFactory(name="Ecole Numerique", key="ecole-2")
    OrganisationFactory(name="Bridge", key="bridge", website="https://www.bridge.example/about")
    OrganisationFactory(name="The Bridge Group", key="group", website="http://bridge.example")
    named = OrganisationFactory(name="Ponte", key="ponte")
    OrganisationNameFactory(organisation=named, text="Puente")
    OrganisationFactory(name="PUENTE", key="puente")
    OrganisationFactory(name="Alone", key="alone", website="https://alone.example")
    OrganisationFactory(name="Bridge", key="closed", state=OrganisationState.CLOSED)
    found = shown(client_of(officer).get(MANAGE, {"twins": "yes"}))
    assert sorted(found) == ["bridge", "ecole", "ecole-2", "group", "ponte", "puente"]


def test_review_offers_steps_to_the_publisher_only(
    client_of: Any, organisation: Any, officer: Any, publisher: Any
) -> None:
    merge = url("merge", organisation)
    pages = {by: client_of(by).get(url("review", organisation)).content.decode() for by in (officer, publisher)}
    assert (merge in pages[officer], merge in pages[publisher]) == (False, True)
    assert url("transition", organisation, transition="close") in pages[publisher]


def test_close_and_reopen_by_their_buttons(client_of: Any, organisation: Any, publisher: Any) -> None:
    client = client_of(publisher)
    for step, state in (("close", OrganisationState.CLOSED), ("reopen", OrganisationState.REGISTERED)):
        address = url("transition", organisation, transition=step)
        assert client.get(address).status_code == 200
        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "As asked"}).url == url("review", organisation)
        organisation.refresh_from_db()
        assert organisation.state == state


def test_merge_page_chooses_shows_both_and_merges(client_of: Any, organisation: Any, publisher: Any) -> None:
    other = OrganisationFactory(name="Open Ledger Forum International", key="olf-international")
    client, address = client_of(publisher), url("merge", organisation)
    assert [row.key for row in client.get(address).context["candidates"]] == ["olf-international"]
    assert client.get(address, {"q": "nothing of it"}).context["candidates"] == []
    sides = client.get(address, {"into": other.key}).context["sides"]
    assert [entry for entry, *_rest in sides] == [organisation, other]
    assert client.post(address, {"into": other.key}).status_code == 422
    done = client.post(address, {"into": other.key, "reason": "The same"})
    assert (done.status_code, done.url) == (302, url("review", other))
    assert Organisation.objects.get(pk=organisation.pk).merged_into_id == other.pk
    assert client.get(url("review", organisation)).context["survivor"] == other


def test_merge_page_says_why_it_cannot_be(client_of: Any, organisation: Any, publisher: Any) -> None:
    third = OrganisationFactory(name="Third", key="third")
    merge_organisations(third, into=OrganisationFactory(name="Fourth"), by=publisher, reason="The same")
    response = client_of(publisher).post(url("merge", organisation), {"into": "third", "reason": "The same"})
    assert (response.status_code, "Fourth" in response.content.decode()) == (422, True)


def test_entry_of_a_closed_organization_has_no_merge_page(client_of: Any, organisation: Any, publisher: Any) -> None:
    close_organisation(organisation, by=publisher, reason="Dissolved")
    assert client_of(publisher).get(url("merge", organisation)).status_code == 404
