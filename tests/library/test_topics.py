"""Pages of topics and norms."""

import pytest

from poa_portal.common.enums import Audience
from poa_portal.library import search
from tests.factories import OrganisationFactory, SearchEntryFactory, StateFactory, TopicFactory
from tests.library.making import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def norm():
    pillar = TopicFactory(kind="pillar", key="norms", title="Rules, norms and principles", position=2)
    return TopicFactory(
        kind="norm",
        key="norm-a",
        letter="a",
        title="Inter-State cooperation",
        parent=pillar,
        source="A/70/174, para. 13 (a)",
    )


def groups(client, key):
    response = client.get(f"/en/topics/{key}/")
    return {group.kind: [row.title for row in group.rows] for group in response.context["groups"]}


def test_a_norm_shows_its_letter_that_it_is_voluntary_and_its_source(client, norm):
    text = client.get("/en/topics/norm-a/").content.decode()
    for words in ("(a) Inter-State cooperation", "voluntary and non-binding", "A/70/174, para. 13 (a)"):
        assert words in text


def test_content_stands_in_three_labelled_lists(client, norm):
    tagged = {"topics": ["norm-a"]}
    SearchEntryFactory(source="national-report", title="A report", owner=StateFactory(), **tagged)
    SearchEntryFactory(source="input", title="An input", owner=OrganisationFactory(), **tagged)
    SearchEntryFactory(source="meeting", title="A meeting", **tagged)
    SearchEntryFactory(source="input", title="On something else", owner=OrganisationFactory())
    assert groups(client, "norm-a") == {
        "state": ["A report"],
        "organisation": ["An input"],
        "secretariat": ["A meeting"],
    }


def test_states_stand_in_alphabetical_order_whatever_the_date(client, norm):
    for name, place, day in (
        ("Zubrowka", 3, "2026-03-01"),
        ("Arvandia", 1, "2026-01-01"),
        ("Belmoria", 2, "2026-02-01"),
    ):
        SearchEntryFactory(title=name, owner=StateFactory(name=name, place=place), topics=["norm-a"], date=day)
    assert groups(client, "norm-a")["state"] == ["Arvandia", "Belmoria", "Zubrowka"]


def test_of_the_silent_there_is_no_word(client, norm):
    StateFactory(name="Silentia")
    text = client.get("/en/topics/norm-a/").content.decode()
    assert ("Silentia" in text, text.count("No information published here.")) == (False, 3)


def test_restricted_content_shows_to_its_readers_only(client, client_of, drafter, norm):
    SearchEntryFactory(title="For delegations", owner=StateFactory(), topics=["norm-a"], audience=Audience.STATES)
    assert groups(client, "norm-a")["state"] == []
    assert groups(client_of(drafter), "norm-a")["state"] == ["For delegations"]


def test_documents_show_as_document_rows(client, norm):
    document = paper("A/99/1", title="Zero draft")
    document.topics.add(norm)
    search.reindex(document)
    row = client.get("/en/topics/norm-a/").context["groups"][2].rows[0]
    assert row.document.symbol == "A/99/1"


def test_the_lists_of_topics_and_norms(client, norm):
    TopicFactory(kind="theme", key="gender", title="Gender")
    topics, norms = client.get("/en/topics/"), client.get("/en/norms/")
    assert [(str(pillar), [str(child) for child in children]) for pillar, children in topics.context["pillars"]] == [
        ("Rules, norms and principles", ["(a) Inter-State cooperation"])
    ]
    assert [str(theme) for theme in topics.context["themes"]] == ["Gender"]
    assert "voluntary" in norms.content.decode()
    assert [topic.key for topic in norms.context["object_list"]] == ["norm-a"]


def test_the_page_costs_the_same_with_one_and_three(client, norm, queries_of):
    def add(number):
        SearchEntryFactory(title=f"Report {number}", owner=StateFactory(), topics=["norm-a"])
        SearchEntryFactory(title=f"Input {number}", owner=OrganisationFactory(), topics=["norm-a"])

    add(1)
    one = queries_of("/en/topics/norm-a/")
    add(2)
    add(3)
    assert (queries_of("/en/topics/norm-a/") == one, one <= 8) == (True, True)


@pytest.mark.parametrize("key", ["nothing", "x" * 500])
def test_an_unknown_topic_is_not_found(client, key):
    assert client.get(f"/en/topics/{key}/").status_code == 404


@pytest.mark.parametrize("address", ["/ar/topics/", "/ar/norms/", "/ar/feeds/", "/ar/library/"])
def test_empty_pages_stand_in_arabic(client, address):
    text = client.get(address).content.decode()
    assert ('lang="ar" dir="rtl"' in text, text.count("<h1")) == (True, 1)
