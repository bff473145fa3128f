"""The list of States, the page of one, and the page of a regional group."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from poa_portal.library import search
from states.enums import GroupRole, StateStatus
from states.presenters import by_letter, first_letter
from tests import factories


def _address(name: str, *args: Any, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"states:{name}", args=args)


def _names(response: Any) -> list[str]:
    return [state.name for letter in response.context["letters"] for state in letter.states]


@pytest.fixture
def three_states(db: None) -> list[Any]:
    """Germany, Austria and Côte d'Ivoire: their order differs in every language."""
    return [
        factories.StateFactory(
            iso2="DE",
            iso3="DEU",
            name="Germany",
            name_fr="Allemagne",
            name_ru="Германия",
            name_ar="ألمانيا",
            place=2,
            place_en=3,
            place_fr=1,
            place_ru=2,
            place_ar=1,
            place_zh_hans=2,
            place_es=1,
        ),
        factories.StateFactory(
            iso2="AT",
            iso3="AUT",
            name="Austria",
            name_fr="Autriche",
            name_ru="Австрия",
            name_ar="النمسا",
            place=1,
            place_en=1,
            place_fr=2,
            place_ru=1,
            place_ar=2,
            place_zh_hans=1,
            place_es=2,
        ),
        factories.StateFactory(
            iso2="CI",
            iso3="CIV",
            name="Côte d’Ivoire",
            name_fr="Côte d’Ivoire",
            name_ru="Кот-д’Ивуар",
            name_ar="كوت ديفوار",
            place=3,
            place_en=2,
            place_fr=3,
            place_ru=3,
            place_ar=3,
            place_zh_hans=3,
            place_es=3,
        ),
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Austria", "Côte d’Ivoire", "Germany"]),
        ("fr", ["Allemagne", "Autriche", "Côte d’Ivoire"]),
        ("ru", ["Австрия", "Германия", "Кот-д’Ивуар"]),
        ("ar", ["ألمانيا", "النمسا", "كوت ديفوار"]),
    ],
)
def test_state_list_follows_the_alphabet_of_the_page(
    client: Client, three_states: list[Any], language: str, expected: list[str]
) -> None:
    assert _names(client.get(_address("state_list", language=language))) == expected


def test_state_list_groups_by_letter_where_the_script_has_letters(client: Client, three_states: list[Any]) -> None:
    french = client.get(_address("state_list", language="fr")).context["letters"]
    assert [letter.sign for letter in french] == ["A", "C"]
    chinese = client.get(_address("state_list", language="zh-hans")).context["letters"]
    assert [letter.sign for letter in chinese] == [""]


@pytest.mark.parametrize(
    ("name", "sign"), [("États-Unis", "E"), ("أفغانستان", "ا"), ("الجزائر", "ا"), ("Йемен", "Й"), ("Österreich", "O")]
)
def test_first_letter_counts_as_the_language_counts_it(name: str, sign: str) -> None:
    assert first_letter(name) == sign


def test_by_letter_of_no_states_is_empty() -> None:
    with translation.override("zh-hans"):
        assert by_letter([]) == []


@pytest.mark.parametrize("asked", ["cote d'ivoire", "COTE D’IVOIRE", "ivoire", "ci", "CIV", "Кот-д’Ивуар", "ديفوار"])
def test_state_list_finds_a_state_by_any_of_its_names(client: Client, three_states: list[Any], asked: str) -> None:
    assert _names(client.get(_address("state_list"), {"q": asked})) == ["Côte d’Ivoire"]


def test_state_list_finds_a_state_by_an_earlier_name(client: Client, three_states: list[Any]) -> None:
    naoero = factories.StateFactory(iso2="NR", iso3="NRU", name="Naoero")
    factories.StateAliasFactory(state=naoero, text="Nauru")
    assert _names(client.get(_address("state_list"), {"q": "nauru"})) == ["Naoero"]


def test_state_list_finds_whole_beginnings_of_words_only(client: Client, db: None) -> None:
    factories.StateFactory(iso2="RO", iso3="ROU", name="Romania", place=2)
    factories.StateFactory(iso2="OM", iso3="OMN", name="Oman", place=1)
    assert _names(client.get(_address("state_list"), {"q": "oman"})) == ["Oman"]


def test_state_list_without_an_answer_says_so(client: Client, three_states: list[Any]) -> None:
    response = client.get(_address("state_list"), {"q": "Atlantis"})
    assert (response.status_code, _names(response)) == (200, [])
    assert "No State is found" in response.content.decode()


def test_state_list_filters_by_group_and_status(client: Client, three_states: list[Any]) -> None:
    germany, austria, ivory = three_states
    group = factories.RegionalGroupFactory(key="weog")
    factories.GroupMembershipFactory(state=germany, group=group)
    factories.GroupMembershipFactory(state=austria, group=group, starts_on=date(1990, 1, 1), ends_on=date(2000, 1, 1))
    type(ivory).objects.filter(pk=ivory.pk).update(status=StateStatus.OBSERVER)
    assert _names(client.get(_address("state_list"), {"group": "weog"})) == ["Germany"]
    assert _names(client.get(_address("state_list"), {"status": "observer"})) == ["Côte d’Ivoire"]


def test_state_list_with_a_broken_filter_says_so(client: Client, three_states: list[Any]) -> None:
    response = client.get(_address("state_list"), {"group": "atlantis"})
    assert (response.status_code, _names(response)) == (200, [])
    assert response.context["filter"].form.errors["group"]


def test_state_list_keeps_invented_states_apart(
    client: Client, three_states: list[Any], state: Any, settings: Any
) -> None:
    response = client.get(_address("state_list"))
    assert state.name not in _names(response)
    assert [one.name for one in response.context["invented"]] == [state.name]
    settings.DEMONSTRATION = False
    response = client.get(_address("state_list"))
    assert response.context["invented"] == []
    assert state.name not in response.content.decode()
    assert client.get(_address("state_detail", state.key)).status_code == 404


def test_state_list_costs_the_same_with_one_and_three_states(
    client: Client, django_assert_num_queries: Any, db: None
) -> None:
    factories.StateFactory()
    with django_assert_num_queries(3):
        client.get(_address("state_list"))
    factories.StateFactory.create_batch(2)
    with django_assert_num_queries(3):
        client.get(_address("state_list"))


def test_state_page_shows_both_groups_with_roles(client: Client, db: None) -> None:
    turkiye = factories.StateFactory(
        iso2="TR", iso3="TUR", name="Türkiye", formal_name="Republic of Türkiye", admitted_on=date(1945, 10, 24)
    )
    weog = factories.RegionalGroupFactory(key="weog", name="Western European and other States", position=2)
    asia = factories.RegionalGroupFactory(key="asia-pacific", name="Asia-Pacific States", position=1)
    factories.GroupMembershipFactory(state=turkiye, group=asia, role=GroupRole.MEMBER)
    factories.GroupMembershipFactory(state=turkiye, group=weog, role=GroupRole.ELECTORAL, starts_on=date(1965, 1, 1))
    response = client.get(_address("state_detail", "tr"))
    assert [(str(line.group), line.role, line.period) for line in response.context["groups"]] == [
        ("Asia-Pacific States", "Member", ""),
        ("Western European and other States", "For elections only", "since 1 January 1965"),
    ]
    assert ("Member since", "24 October 1945") in response.context["facts"]
    assert "Republic of Türkiye" in response.content.decode()


def test_state_page_without_anything_published_says_so_neutrally(client: Client, three_states: list[Any]) -> None:
    response = client.get(_address("state_detail", "ci"))
    assert all(kind.rows == [] for kind in response.context["published"])
    assert "No information published here." in response.content.decode()


def test_state_page_shows_what_it_published_to_those_who_may_read_it(
    client: Client, client_of: Any, state: Any, other_drafter: Any
) -> None:
    public = factories.NationalReportFactory(owner=state)
    for_states = factories.NationalReportFactory(owner=state, audience="states")
    for report in (public, for_states):
        search.reindex(report)

    def shown(reader: Client) -> list[str]:
        kinds = reader.get(_address("state_detail", state.key)).context["published"]
        return sorted(row.url for kind in kinds if kind.name == "national-report" for row in kind.rows)

    assert shown(client) == [f"/en/reports/national/{public.reference}/"]
    assert shown(client_of(other_drafter)) == sorted(
        f"/en/reports/national/{report.reference}/" for report in (public, for_states)
    )


def test_state_page_costs_the_same_with_one_and_three_reports(
    client: Client, django_assert_max_num_queries: Any, state: Any, django_assert_num_queries: Any
) -> None:
    search.reindex(factories.NationalReportFactory(owner=state))
    with django_assert_max_num_queries(8) as first:
        client.get(_address("state_detail", state.key))
    for _number in range(2):
        search.reindex(factories.NationalReportFactory(owner=state))
    with django_assert_num_queries(len(first)):
        client.get(_address("state_detail", state.key))


@pytest.mark.parametrize("key", ["atlantis", "zz", "9999999999"])
def test_state_page_of_an_unknown_key_is_not_found(client: Client, db: None, key: str) -> None:
    assert client.get(_address("state_detail", key)).status_code == 404


def test_group_page_lists_present_states_alphabetically(client: Client, three_states: list[Any], state: Any) -> None:
    germany, austria, ivory = three_states
    group = factories.RegionalGroupFactory(key="weog", name="Western European and other States")
    for member in (germany, austria, state):
        factories.GroupMembershipFactory(state=member, group=group)
    factories.GroupMembershipFactory(state=ivory, group=group, starts_on=date(1990, 1, 1), ends_on=date(1999, 1, 1))
    english = client.get(_address("group_detail", "weog")).context["members"]
    assert [member.name for member, _line in english] == ["Austria", "Germany"]
    french = client.get(_address("group_detail", "weog", language="fr")).context["members"]
    with translation.override("fr"):
        assert [member.name for member, _line in french] == ["Allemagne", "Autriche"]


def test_group_page_of_an_unknown_key_is_not_found(client: Client, db: None) -> None:
    assert client.get(_address("group_detail", "atlantis")).status_code == 404


def test_search_finds_a_state_by_its_other_names(db: None) -> None:
    from poa_portal.library.models import SearchEntry

    naoero = factories.StateFactory(iso2="NR", iso3="NRU", name="Naoero")
    factories.StateAliasFactory(state=naoero, text="Nauru")
    search.reindex(naoero)
    found = SearchEntry.objects.filter(language="en", vector=search.query_for("nauru", "en"))
    assert [(entry.source, entry.title, entry.url) for entry in found] == [("state", "Naoero", "/states/nr/")]
