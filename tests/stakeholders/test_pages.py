"""The public list, the page of an organization, and its entry in the hands of its own people."""

from typing import Any

import pytest

from meetings.actions.inputs import publish_input
from meetings.enums import InputState
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Audience
from poa_portal.library.search import reindex
from stakeholders.enums import OrganisationState
from stakeholders.models import Organisation
from tests.factories import (
    CategoryFactory,
    OrganisationFactory,
    StateFactory,
    TallyGroupFactory,
    TopicFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/en/stakeholders/"


def shown(response: Any) -> list[str]:
    return [organisation.key for organisation in response.context["page_obj"].object_list]


def test_list_is_alphabetical_by_folded_name(client: Any) -> None:
    for name, key in (("Zeta", "zeta"), ("École", "ecole"), ("alpha", "alpha")):
        OrganisationFactory(name=name, key=key)
    assert shown(client.get(LIST)) == ["alpha", "ecole", "zeta"]


@pytest.mark.parametrize("asked", ["ecole", "ÉCOLE", "éco", "EN21"])
def test_list_finds_folded_names_and_acronyms(client: Any, asked: str) -> None:
    OrganisationFactory(name="École numérique", key="ecole", acronym="EN21")
    OrganisationFactory(name="Another", key="another")
    assert shown(client.get(LIST, {"q": asked})) == ["ecole"]


def test_list_finds_a_name_in_another_language(client: Any) -> None:
    OrganisationFactory(name="Bridge", name_ru="Мост", key="bridge")
    assert shown(client.get(LIST, {"q": "мост"})) == ["bridge"]


def test_list_filters_by_category_group_country_and_topic(client: Any) -> None:
    group, home, topic = TallyGroupFactory(key="private"), StateFactory(), TopicFactory()
    found = OrganisationFactory(
        key="found", category=CategoryFactory(key="business", tally_group=group), home_state=home
    )
    found.topics.add(topic)
    OrganisationFactory(key="other")
    for query in ({"category": "business"}, {"group": "private"}, {"country": home.key}, {"topic": topic.key}):
        assert shown(client.get(LIST, query)) == ["found"]


def test_list_leaves_out_closed_entries_for_everybody(client_of: Any, officer: Any) -> None:
    OrganisationFactory(state=OrganisationState.CLOSED)
    assert shown(client_of(officer).get(LIST)) == []


@pytest.mark.parametrize("page", ["1000000000", "0", "-1", "x"])
def test_list_page_that_does_not_exist_is_not_found(client: Any, page: str) -> None:
    assert client.get(LIST, {"page": page}).status_code == 404
    organisation = OrganisationFactory()
    assert client.get(organisation_url(organisation), {"page": page}).status_code == 404


def test_list_costs_the_same_with_one_and_three(client: Any, django_assert_max_num_queries: Any) -> None:
    counted = []
    for more in (1, 2):
        for _number in range(more):
            OrganisationFactory(home_state=StateFactory())
        client.get(LIST)  # the choices of the filters are kept until something changes
        with django_assert_max_num_queries(8) as queries:
            client.get(LIST)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def organisation_url(organisation: Organisation) -> str:
    return f"/en/stakeholders/{organisation.key}/"


def test_page_lists_published_contributions_with_how_to_cite_them(
    client: Any, organisation: Any, publisher: Any
) -> None:
    written = WrittenInputFactory(
        owner=organisation, state=InputState.SUBMITTED, title="Sobre las normas", reference="INP-2026-0901"
    )
    assert client.get(organisation_url(organisation)).context["rows"] == []
    publish_input(written, by=publisher)
    (row,) = client.get(organisation_url(organisation)).context["rows"]
    assert (row["title"], row["reference"], row["language"]) == ("Sobre las normas", "INP-2026-0901", "es")
    assert "Open Ledger Forum, “Sobre las normas”, written input INP-2026-0901" in row["citation"]
    assert client.get(row["url"]).status_code == 200


def test_page_shows_restricted_contributions_to_their_audience_only(
    client_of: Any, organisation: Any, drafter: Any, other_representative: Any
) -> None:
    reindex(WrittenInputFactory(owner=organisation, audience=Audience.STATES))
    rows = {
        name: len(client_of(user).get(organisation_url(organisation)).context["rows"])
        for name, user in (("public", None), ("delegate", drafter), ("other", other_representative))
    }
    assert rows == {"public": 0, "delegate": 1, "other": 0}


def test_page_of_a_closed_entry_is_for_its_people_and_the_secretariat(
    client_of: Any, organisation: Any, representative: Any, officer: Any, other_representative: Any
) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(state=OrganisationState.CLOSED)
    codes = [
        client_of(user).get(organisation_url(organisation)).status_code
        for user in (representative, officer, other_representative, None)
    ]
    assert codes == [200, 200, 404, 404]


def test_page_costs_the_same_with_one_and_three(
    client: Any, organisation: Any, django_assert_max_num_queries: Any
) -> None:
    counted = []
    for more in (1, 2):
        for _number in range(more):
            reindex(WrittenInputFactory(owner=organisation))
        with django_assert_max_num_queries(8) as queries:
            client.get(organisation_url(organisation))
        counted.append(len(queries))
    assert counted[0] == counted[1]


def entry(organisation: Any, **values: Any) -> dict[str, Any]:
    return {"name": "Open Ledger Forum", "category": organisation.category_id, **values}


def edit_url(organisation: Any) -> str:
    return f"/en/work/organizations/{organisation.key}/edit/"


def test_edit_keeps_names_and_descriptions_by_language(client_of: Any, organisation: Any, representative: Any) -> None:
    topic = TopicFactory()
    values = entry(organisation, name_fr="Forum du registre", description_ar="منتدى", topics=[topic.pk], acronym="OLF")
    response = client_of(representative).post(edit_url(organisation), values)
    organisation.refresh_from_db()
    assert response.url == organisation_url(organisation)
    assert (organisation.name_en, organisation.name_fr) == ("Open Ledger Forum", "Forum du registre")
    assert (organisation.description_ar, organisation.acronym) == ("منتدى", "OLF")
    assert list(organisation.topics.all()) == [topic]
    assert AuditEvent.objects.about(organisation).first().verb == "change"
    page = client_of(None).get(organisation_url(organisation).replace("/en/", "/fr/"))
    assert page.context["page_title"] == "Forum du registre"


def test_edit_shows_what_stands(client_of: Any, organisation: Any, representative: Any) -> None:
    form = client_of(representative).get(edit_url(organisation)).context["form"]
    assert (form.initial["name"], form.initial["name_en"]) == ("Open Ledger Forum", "")


def test_edit_with_errors_keeps_what_was_typed(client_of: Any, organisation: Any, representative: Any) -> None:
    response = client_of(representative).post(edit_url(organisation), entry(organisation, name="", acronym="OLF"))
    assert response.status_code == 422
    assert 'value="OLF"' in response.content.decode()


def test_edit_is_not_found_for_others(
    client_of: Any, organisation: Any, other_representative: Any, officer: Any, stranger: Any
) -> None:
    url = edit_url(organisation)
    for user in (other_representative, officer, stranger):
        assert client_of(user).get(url).status_code == 404
        assert client_of(user).post(url, entry(organisation)).status_code == 404
    assert client_of(None).get(url).status_code == 302
