"""Names in any language, former names, and addresses that lead to the entry for ever."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from post_office.models import Email

from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import SearchEntry
from poa_portal.library.search import reindex
from stakeholders.actions import change_organisation, register_organisation, rename_organisation
from stakeholders.enums import NameKind, OrganisationState
from stakeholders.models import Organisation, OrganisationAddress
from tests.factories import (
    CategoryFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    StateFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db


def former(organisation: Any) -> set[tuple[str, str]]:
    rows = organisation.other_names.filter(kind=NameKind.FORMER)
    return set(rows.values_list("text", "language"))


def change(organisation: Any, by: Any, **values: Any) -> Any:
    return change_organisation(organisation, by=by, **{"category": organisation.category, **values})


def test_rename_keeps_the_former_name_with_its_last_day(organisation: Any, representative: Any) -> None:
    renamed = rename_organisation(organisation, by=representative, name="Open Ledger Society", reason="New statutes")
    assert (renamed.name, renamed.own_name, renamed.key) == (
        "Open Ledger Society",
        "Open Ledger Society",
        "open-ledger-forum",
    )
    assert former(renamed) == {("Open Ledger Forum", "")}
    assert renamed.other_names.get().until == timezone.now().date()
    event = AuditEvent.objects.about(renamed).get(verb="rename")
    assert (event.reason, event.detail) == (
        "New statutes",
        {"before": "Open Ledger Forum", "after": "Open Ledger Society"},
    )


def test_rename_twice_is_one(organisation: Any, representative: Any) -> None:
    for _click in range(2):
        rename_organisation(organisation, by=representative, name="Open Ledger Society", new_address=True)
    organisation.refresh_from_db()
    assert AuditEvent.objects.about(organisation).filter(verb="rename").count() == 1
    assert organisation.former_addresses.get().key == "open-ledger-forum"


def test_rename_makes_translations_of_the_old_name_former(organisation: Any, representative: Any) -> None:
    change(organisation, representative, name="Open Ledger Forum", names={"fr": "Forum du registre ouvert"})
    renamed = rename_organisation(organisation, by=representative, name="Open Ledger Society")
    assert former(renamed) == {("Open Ledger Forum", ""), ("Forum du registre ouvert", "fr")}
    assert renamed.name_fr == ""


def test_rename_as_a_correction_keeps_nothing(organisation: Any, representative: Any) -> None:
    renamed = rename_organisation(organisation, by=representative, name="Open Ledger Forums", is_correction=True)
    assert (renamed.own_name, former(renamed)) == ("Open Ledger Forums", set())


def test_rename_back_on_the_same_day_leaves_no_former_name_that_stands(organisation: Any, representative: Any) -> None:
    rename_organisation(organisation, by=representative, name="Slip", new_address=True)
    back = rename_organisation(
        organisation, by=representative, name="Open Ledger Forum", new_address=True, is_correction=True
    )
    assert (former(back), back.key) == (set(), "open-ledger-forum")
    assert list(back.former_addresses.values_list("key", flat=True)) == ["slip"]


@pytest.mark.parametrize("role", ["officer", "other_representative", "drafter", "stranger"])
def test_rename_is_not_open_to_others(request: Any, role: str, organisation: Any) -> None:
    with pytest.raises(TransitionRefused):
        rename_organisation(organisation, by=request.getfixturevalue(role), name="Taken over")


def test_rename_by_the_secretariat_tells_its_people(organisation: Any, representative: Any, publisher: Any) -> None:
    rename_organisation(organisation, by=publisher, name="Open Ledger Society", reason="By letter")
    mail = Email.objects.get()
    assert mail.to == [representative.email]
    assert "from “Open Ledger Forum” to “Open Ledger Society”" in mail.message


def test_rename_of_a_closed_entry_is_refused(organisation: Any, representative: Any) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(state=OrganisationState.CLOSED)
    with pytest.raises(TransitionRefused):
        rename_organisation(organisation, by=representative, name="Other")


def test_old_address_leads_to_the_entry_permanently(client: Any, organisation: Any, representative: Any) -> None:
    rename_organisation(organisation, by=representative, name="Open Ledger Society", new_address=True)
    for language in ("en", "ar"):
        answer = client.get(f"/{language}/stakeholders/open-ledger-forum/?page=1")
        assert (answer.status_code, answer.url) == (301, f"/{language}/stakeholders/open-ledger-society/?page=1")
    api = client.get("/api/v1/organisations/open-ledger-forum/?lang=fr")
    assert (api.status_code, api.url) == (301, "/api/v1/organisations/open-ledger-society/?lang=fr")


def test_old_address_is_never_given_to_another(organisation: Any, representative: Any, stranger: Any) -> None:
    rename_organisation(organisation, by=representative, name="Open Ledger Society", new_address=True)
    other = register_organisation(by=stranger, name="Open Ledger Forum", category=CategoryFactory())
    assert other.key == "open-ledger-forum-2"
    assert OrganisationAddress.objects.get(key="open-ledger-forum").organisation_id == organisation.pk


def test_new_address_passes_over_one_that_leads_elsewhere(organisation: Any, representative: Any) -> None:
    OrganisationAddress.objects.create(key="open-ledger-society", organisation=OrganisationFactory())
    renamed = rename_organisation(organisation, by=representative, name="Open Ledger Society", new_address=True)
    assert renamed.key == "open-ledger-society-2"


def test_search_finds_contributions_under_the_new_name_and_address(organisation: Any, representative: Any) -> None:
    written = WrittenInputFactory(owner=organisation)
    reindex(written)
    rename_organisation(organisation, by=representative, name="Open Ledger Society", new_address=True)
    entry = SearchEntry.objects.get(source="input", object_id=written.pk, language="en")
    assert entry.parties == ["open-ledger-society"]


def test_change_of_the_name_in_the_entry_goes_the_same_way(organisation: Any, representative: Any) -> None:
    changed = change(organisation, representative, name="Open Ledger Society", names={"es": "Sociedad"})
    assert former(changed) == {("Open Ledger Forum", "")}
    changed = change(changed, representative, name="Open Ledger Society", names={"es": "Sociedad del Libro"})
    assert former(changed) == {("Open Ledger Forum", ""), ("Sociedad", "es")}


def test_other_names_are_added_kept_and_removed(organisation: Any, representative: Any) -> None:
    change(organisation, representative, name="Open Ledger Forum", other_names=[("pt", "Fórum"), ("", "Vorum")])
    change(organisation, representative, name="Open Ledger Forum", other_names=[("pt", "Fórum"), ("sw", "Jukwaa")])
    rows = organisation.other_names.filter(kind=NameKind.OTHER).order_by("language")
    assert list(rows.values_list("language", "text")) == [("pt", "Fórum"), ("sw", "Jukwaa")]
    assert AuditEvent.objects.about(organisation).filter(verb="change").first().detail == {"changed": ["other_names"]}


def test_other_name_in_no_language_is_refused(organisation: Any, representative: Any) -> None:
    with pytest.raises(ValidationError):
        change(organisation, representative, name="Open Ledger Forum", other_names=[("xx-nothing", "Name")])


def test_entry_changed_meanwhile_is_refused(organisation: Any, representative: Any) -> None:
    from poa_portal.library.actions import ChangedMeanwhile

    change(organisation, representative, name="Open Ledger Forum", acronym="OLF")
    with pytest.raises(ChangedMeanwhile):
        change(organisation, representative, name="Open Ledger Forum", seen=0)


@pytest.mark.parametrize("asked", ["jukwaa", "ehemals"])
def test_list_and_library_find_other_and_former_names(client: Any, asked: str) -> None:
    organisation = OrganisationFactory(name="Bridge", key="bridge")
    OrganisationNameFactory(organisation=organisation, language="sw", text="Jukwaa la Daraja")
    OrganisationNameFactory(
        organisation=organisation, kind=NameKind.FORMER, language="", text="Ehemals Brücke", until=timezone.now().date()
    )
    OrganisationFactory(name="Another")
    reindex(organisation)
    rows = client.get("/en/stakeholders/", {"q": asked}).context["rows"]
    assert [row.url for row in rows] == ["/en/stakeholders/bridge/"]
    assert "bridge" in client.get("/en/library/", {"q": asked}).content.decode()


def test_likely_duplicates_know_other_and_former_names() -> None:
    organisation = OrganisationFactory(name="Bridge", key="bridge")
    OrganisationNameFactory(organisation=organisation, text="Ponte Digital")
    OrganisationFactory(name="Another")
    assert [found.key for found in Organisation.objects.like("PONTE DIGITAL")] == ["bridge"]


def test_page_shows_names_in_their_language_former_names_and_countries(client: Any) -> None:
    organisation = OrganisationFactory(name="Bridge", key="bridge")
    OrganisationNameFactory(organisation=organisation, language="ur", text="پل")
    OrganisationNameFactory(
        organisation=organisation, kind=NameKind.FORMER, language="", text="Old Bridge", until=timezone.now().date()
    )
    organisation.countries.set([StateFactory(name="Zetland", place=2), StateFactory(name="Aland", place=1)])
    page = client.get("/en/stakeholders/bridge/").content.decode()
    assert '<bdi lang="ur" dir="rtl">پل</bdi>' in page
    assert "Old Bridge" in page
    assert page.index("Aland") < page.index("Zetland")


def test_api_gives_names_former_names_and_countries(client: Any) -> None:
    organisation = OrganisationFactory(name="Bridge", key="bridge")
    OrganisationNameFactory(organisation=organisation, language="pt", text="Ponte")
    until = timezone.now().date()
    OrganisationNameFactory(organisation=organisation, kind=NameKind.FORMER, language="", text="Old", until=until)
    organisation.countries.set([StateFactory(iso2="ZZ"), StateFactory(iso2="YY")])
    found = client.get("/api/v1/organisations/bridge/").json()
    assert found["other_names"] == [{"language": "pt", "name": "Ponte"}]
    assert found["former_names"] == [{"language": "", "name": "Old", "until": until.isoformat()}]
    assert found["countries"] == ["YY", "ZZ"]
