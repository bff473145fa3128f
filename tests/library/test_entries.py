"""The library page: search, filters, order, pages."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from poa_portal.common.enums import Audience
from poa_portal.library import actions, search
from poa_portal.library.models import SearchEntry
from tests.factories import DocumentKindFactory, OrganisationFactory, SearchEntryFactory, StateFactory, TopicFactory
from tests.library.making import paper

pytestmark = pytest.mark.django_db


def titles(client, query="", language="en"):
    response = client.get(f"/{language}/library/{query}")
    assert response.status_code == 200, query
    return [row.title for row in response.context["rows"]]


def test_words_in_title_summary_kind_and_topics_are_found(client):
    topic = TopicFactory(title="Capacity-building", title_en="Capacity-building")
    document = paper("A/99/1", title="Elements of the mechanism", summary_en="On supply chains.")
    document.topics.add(topic)
    search.reindex(document)
    paper("A/99/2", title="Another paper")
    for words in (
        "mechanism",
        "MECHANISMS",
        "supply chain",
        "capacity-building elements",
        '"elements of the mechanism"',
    ):
        assert titles(client, f"?q={words}&source=document") == ["Elements of the mechanism"], words


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("fr", "Réunion sur la Côte d’Ivoire", ["reunion", "cote d'ivoire", "RÉUNIONS", "côte d’ivoire"]),
        ("es", "Aportación de la sociedad civil", ["aportacion", "aportaciones", "sociedad CIVIL"]),
        ("ru", "Укрепление доверия в киберпространстве", ["доверие", "киберпространство"]),
        ("ar", "تقرير عن أمن تكنولوجيا المعلومات", ["امن", "أمن", "المعلومات", "تقــرير"]),
        ("zh-hans", "信息通信技术安全行动纲领", ["安全", "行动", "行动纲领", "通信技术"]),
    ],
)
def test_each_language_finds_its_own_words(client, language, title, words):
    column = f"title_{language.replace('-', '_')}"
    paper("A/99/1", title="Paper", **{column: title})
    for word in words:
        assert titles(client, f"?q={word}", language) == [title], word


def test_a_word_of_another_language_is_found_too(client):
    paper("A/99/1", title="Norms", title_fr="Normes volontaires")
    assert titles(client, "?q=volontaires") == ["Norms"]


@pytest.mark.parametrize("written", ["a / res/77/37", "resolution 77/37", "A_RES_77_37-EN.pdf", "77/37", "RES/77/37"])
def test_what_looks_like_a_symbol_finds_its_document_first(client, written):
    paper("A/99/1", title="About resolution 77/37 and RES/77/37 and A_RES_77_37-EN.pdf 77/37 a / res/77/37")
    paper("A/RES/77/37", title="The resolution", date=date(2020, 1, 1))
    assert titles(client, f"?q={written}")[0] == "The resolution"


def test_filters_narrow_by_what_kind_topic_year_language_and_party(client):
    topic, letter = TopicFactory(key="threats"), DocumentKindFactory(key="letter", name="Letter")
    state = StateFactory(name="Arvandia", iso2="XA", is_invented=True)
    paper("A/99/1", title="Plain", date=date(2024, 5, 1))
    chosen = paper("A/99/2", title="Chosen", kind=letter, date=date(2025, 5, 1), languages=("en", "sw"))
    chosen.topics.add(topic)
    search.reindex(chosen)
    SearchEntryFactory(source="input", title="Given", parties=[state.key], date=date(2023, 1, 1))
    assert titles(client, "?source=document") == ["Chosen", "Plain"]
    for query in ("kind=letter", "topic=threats&source=document", "year=2025", "language=sw"):
        assert titles(client, f"?{query}") == ["Chosen"], query
    assert titles(client, f"?party={state.key}") == ["Given"]
    assert titles(client, "?year=2024&kind=letter") == []


def test_order_is_by_relevance_or_by_date_as_asked(client):
    paper("A/99/1", title="Threats, threats and threats", date=date(2020, 1, 1))
    paper("A/99/2", title="A paper that names threats once among many other words", date=date(2026, 1, 1))
    assert titles(client, "?q=threats")[0].startswith("Threats")
    assert titles(client, "?q=threats&order=newest")[0].startswith("A paper")
    assert titles(client)[0].startswith("A paper")


def test_nothing_found_says_what_to_do(client):
    paper("A/99/1")
    response = client.get("/en/library/?q=unfindable&source=document")
    assert [url for _label, url in response.context["suggestions"]] == ["?q=unfindable", "/en/topics/", "/en/library/"]
    assert "Nothing was found" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=1000000000", 404),
        ("page=0", 404),
        ("page=-1", 404),
        ("page=abc", 404),
        ("year=abc", 400),
        ("year=99999999999999", 400),
        ("source=nothing", 400),
        ("topic=%F0%9F%92%A3", 400),
        ("party=nobody", 400),
        ("language=xx-unknown-tag", 400),
        ("order=score", 400),
        ("q=" + "x" * 300, 400),
        ("q=%ff%fe", 400),
        ("q=%00", 400),
        ("q=" + "%22".join("(!&|<->:*'"), 200),
        ("q=%E2%80%AE", 200),
        ("unknown=1", 200),
    ],
)
def test_broken_values_are_answered_in_words(client, query, status):
    paper("A/99/1")
    response = client.get(f"/en/library/?{query}")
    assert response.status_code == status
    assert "Traceback" not in response.content.decode()


def test_pages_hold_twenty_and_keep_the_filters(client):
    for number in range(21):
        SearchEntryFactory(title=f"Entry {number}", date=date(2026, 1, 1) + timedelta(days=number))
    first = client.get("/en/library/?order=newest")
    assert (len(first.context["rows"]), first.context["count"]) == (20, 21)
    assert titles(client, "?order=newest&page=2") == ["Entry 0"]
    assert "order=newest&amp;page=2" in first.content.decode()


def test_chosen_filters_are_chips_that_can_be_removed_and_the_order_is_none(client):
    paper("A/99/1", title="Threats")
    chips = client.get("/en/library/?q=threats&source=document&kind=&order=newest").context["chips"]
    assert [(str(chip["label"]), str(chip["value"])) for chip in chips] == [
        ("Words or symbol", "threats"),
        ("What", "Documents"),
    ]


def test_of_a_very_common_word_only_the_newest_are_counted_and_ranked(client, monkeypatch):
    monkeypatch.setattr(search, "WINDOW", 3)
    for number in range(5):
        paper(f"A/99/{number}", title=f"Common {number}", date=date(2026, 1, 1) + timedelta(days=number))
    response = client.get("/en/library/?q=common")
    assert sorted(row.title for row in response.context["rows"]) == ["Common 2", "Common 3", "Common 4"]
    assert "More than 3 results" in response.content.decode()


def test_facets_name_nothing_that_the_reader_may_not_see(client, client_of, drafter):
    organisation = OrganisationFactory(name="Hidden House")
    hidden = {"audience": Audience.STATES, "parties": [organisation.key], "owner": organisation, "source": "input"}
    SearchEntryFactory(title="Hidden", date=date(1999, 1, 1), **hidden)
    SearchEntryFactory(title="Seen", date=date(2026, 1, 1))
    public, delegate = client.get("/en/library/"), client_of(drafter).get("/en/library/")
    assert ("Hidden House" in public.content.decode(), "1999" in public.content.decode()) == (False, False)
    assert ("Hidden House" in delegate.content.decode(), "1999" in delegate.content.decode()) == (True, True)
    assert (public.context["count"], delegate.context["count"]) == (1, 2)


def test_each_row_says_whose_content_it_is(client):
    organisation, state = OrganisationFactory(name="Open Forum"), StateFactory(name="Arvandia")
    SearchEntryFactory(source="input", title="An input", kind="Written input", owner=organisation)
    SearchEntryFactory(source="national-report", title="A report", owner=state)
    rows = {row.title: row for row in client.get("/en/library/").context["rows"]}
    assert (rows["An input"].origin, rows["An input"].by) == ("Stakeholder content", "Open Forum")
    assert (rows["A report"].origin, rows["A report"].by) == ("State content", "Arvandia")


def test_a_document_row_is_the_one_of_the_document(client):
    paper("A/99/1", title="Zero draft", languages=("en", "fr"))
    row = client.get("/en/library/").context["rows"][0].document
    assert (row.symbol, row.url, row.kind, row.date) == (
        "A/99/1",
        "/en/documents/A/99/1",
        "Working paper",
        "20 July 2026",
    )
    assert [chip.label for chip in row.chips] == ["English", "Français"]
    assert client.get("/fr/library/").context["rows"][0].document.chips[0].url.startswith("/fr/files/")


def test_queries_are_few_and_do_not_grow(client, queries_of):
    paper("A/99/1", title="Threats")
    one = queries_of("/en/library/?q=A/99/1 threats"), queries_of("/en/library/")
    for number in (2, 3):
        paper(f"A/99/{number}", title="Threats", languages=("en", "fr"))
        SearchEntryFactory(title="Threats", owner=OrganisationFactory(), source="input")
    three = queries_of("/en/library/?q=A/99/1 threats"), queries_of("/en/library/")
    assert (one == three, max(one) <= 8) == (True, True)


def test_entries_follow_their_record_and_go_with_it(publisher):
    document = paper("A/99/1", state="draft")
    assert SearchEntry.objects.count() == 0
    actions.publish_document(document, by=publisher)
    assert SearchEntry.objects.filter(object_id=document.pk).count() == 6
    actions.withdraw_document(document, by=publisher, reason="A mistake.")
    shown = SearchEntry.objects.get(object_id=document.pk, language="en").shown
    assert (shown["withdrawn"], shown["state_word"], shown["chips"]) == (True, "Withdrawn", [])


def test_reindex_all_writes_what_is_missing_and_removes_what_is_gone():
    document = paper("A/99/1", title="Kept")
    SearchEntry.objects.all().delete()
    SearchEntryFactory(source="document", object_id=999999, title="Gone")
    counts = search.reindex_all(["document"])
    assert counts == {"document": 1}
    assert set(SearchEntry.objects.values_list("object_id", flat=True)) == {document.pk}


def test_topics_are_found_by_words_and_letter(client):
    topic = TopicFactory(kind="norm", key="norm-c", letter="c", title="No wrongful use", title_en="No wrongful use")
    search.reindex(topic)
    assert titles(client, "?q=wrongful") == ["(c) No wrongful use"]
    assert client.get("/en/library/?q=wrongful").context["rows"][0].date == ""


def test_a_release_in_the_future_is_not_found(client):
    paper("A/99/1", title="Later", released_at=timezone.now() + timedelta(minutes=5))
    assert titles(client, "?q=later") == []
    with translation.override("en"):
        assert SearchEntry.objects.filter(language="en").count() == 1
