"""Published inputs as everybody reads them: list, page, files, search, feed; each reader sees the own audience."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from meetings import inputs_plugin
from meetings.enums import InputState, Respondents
from meetings.models import WrittenInput
from poa_portal.accounts.panels import panels_for
from poa_portal.common.enums import Audience
from poa_portal.library.models import SearchEntry
from poa_portal.library.search import reindex
from tests.factories import (
    CallFactory,
    CallQuestionFactory,
    ConsiderationFactory,
    InputAnswerFactory,
    InputFileFactory,
    OrganisationFactory,
    TopicFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/en/inputs/"


def shown(response: Any) -> list[str]:
    return [row.reference for row in response.context["rows"]]


def test_list_shows_open_calls_first_with_their_deadlines(client: Any) -> None:
    soon = CallFactory(title="Soon", deadline=timezone.now() + timedelta(days=2), respondents=Respondents.STATES)
    later = CallFactory(title="Later")
    CallFactory(title="Over", deadline=timezone.now() - timedelta(seconds=1))
    WrittenInputFactory(call=later)
    response = client.get(LIST)
    assert [call["title"] for call in response.context["open_calls"]] == ["Soon", "Later"]
    page = response.content.decode()
    assert page.index("Soon") < page.index('id="published"')
    assert soon.deadline.strftime("%Y-%m-%dT%H:%M:%SZ") in page
    assert "States" in page


@pytest.mark.parametrize(
    "state", [InputState.DRAFT, InputState.SUBMITTED, InputState.RETURNED, InputState.DECLINED, InputState.WITHDRAWN]
)
def test_list_and_page_hide_what_is_not_published_even_from_the_desk_list(
    client_of: Any, officer: Any, state: str
) -> None:
    hidden = WrittenInputFactory(state=state)
    assert shown(client_of(officer).get(LIST)) == []
    assert client_of(None).get(hidden.get_absolute_url()).status_code == 404


def test_list_filters(client: Any, state: Any) -> None:
    topic = TopicFactory()
    owner = OrganisationFactory(name="École numérique", key="ecole")
    first = WrittenInputFactory(owner=owner, language="fr", published_at=datetime(2025, 5, 1, tzinfo=UTC))
    first.topics.add(topic)
    second = WrittenInputFactory(
        owner=state, language="sw", title="Maoni", published_at=datetime(2026, 5, 1, tzinfo=UTC)
    )
    for query, found in (
        ({}, [second, first]),
        ({"call": first.call.slug}, [first]),
        ({"language": "sw"}, [second]),
        ({"topic": topic.key}, [first]),
        ({"year": "2025"}, [first]),
        ({"party": "ecole"}, [first]),
        ({"party": "École"}, [first]),
        ({"party": state.key}, [second]),
        ({"party": "arvan"}, [second]),
        ({"q": "maoni"}, [second]),
        ({"q": "ecole num"}, [first]),
        ({"year": "1999"}, []),
        ({"call": "nonsense"}, []),
    ):
        assert shown(client.get(LIST, query)) == [one.reference for one in found], query


def test_list_finds_words_of_answers_without_accents(client: Any) -> None:
    answer = InputAnswerFactory(text="La coopération régionale")
    reindex(answer.written_input)
    for asked in ("cooperation", "COOPÉRATION régionale"):
        assert shown(client.get(LIST, {"q": asked})) == [answer.written_input.reference]
    assert shown(client.get(LIST, {"q": "nothing of it"})) == []


@pytest.mark.parametrize("query", ["page=1000000000", "page=0", "page=x"])
def test_list_page_that_does_not_exist_says_so(client: Any, query: str) -> None:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 404
    assert "This list has 1 page." in response.content.decode()


def test_list_with_a_broken_query_is_no_error(client: Any) -> None:
    assert client.get(f"{LIST}?q=%ff").status_code == 400
    assert client.get(LIST, {"q": "!!! & | ("}).status_code == 200


def test_list_costs_the_same_with_one_and_three(client: Any, django_assert_max_num_queries: Any) -> None:
    counted = []
    for more in (1, 2):
        for _number in range(more):
            WrittenInputFactory()
        with django_assert_max_num_queries(8) as queries:
            client.get(LIST)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_page_shows_the_original_language_first_and_marks_whose_content_it_is(client: Any, state: Any) -> None:
    question = CallQuestionFactory(text="Which measures?", text_fr="Quelles mesures ?")
    written = WrittenInputFactory(call=question.call, language="ar", title="آراء", owner=OrganisationFactory())
    InputAnswerFactory(written_input=written, question=question, text="إجابة")
    page = client.get(f"/fr/inputs/{written.reference}/").content.decode()
    assert '<span lang="ar" dir="rtl">آراء</span>' in page
    assert '<div class="stack" lang="ar" dir="rtl">' in page
    assert '<h3 lang="fr" dir="ltr">Quelles mesures ?</h3>' in page
    assert client.get(f"/en/inputs/{written.reference}/").context["content_label"] == "Stakeholder content"
    of_state = WrittenInputFactory(owner=state)
    assert client.get(f"/en/inputs/{of_state.reference}/").context["content_label"] == "State content"


def test_list_names_the_calls_that_are_over(client: Any) -> None:
    over = CallFactory(title="A call of last year", deadline=timezone.now() - timedelta(days=1))
    CallFactory(title="A call that is open")
    context = client.get("/en/inputs/").context
    assert context["calls_over"] == [("A call of last year", over.get_absolute_url())]


def test_page_says_how_to_cite(client: Any) -> None:
    written = WrittenInputFactory(
        title="Views",
        reference="INP-2026-0905",
        owner=OrganisationFactory(name="Forum"),
        published_at=datetime(2026, 7, 24, 12, tzinfo=UTC),
    )
    citation = client.get(written.get_absolute_url()).context["citation"]
    assert citation == (
        "Forum, “Views”, written input INP-2026-0905, 24 July 2026, http://127.0.0.1:8000/en/inputs/INP-2026-0905/"
    )


def test_page_shows_the_line_of_the_process(client: Any, client_of: Any, officer: Any) -> None:
    def line(written: Any, reader: Any) -> list[tuple[str, bool, bool]]:
        steps = client_of(reader).get(written.get_absolute_url()).context["steps"]
        return [(step.label, step.is_done, step.is_current) for step in steps]

    assert line(WrittenInputFactory(), None) == [
        ("Begun", True, False),
        ("Submitted", True, False),
        ("Published", False, True),
        ("Considered and closed", False, False),
    ]
    assert line(WrittenInputFactory(state=InputState.DECLINED), officer)[-1] == ("Declined", False, True)
    assert line(WrittenInputFactory(state=InputState.RETURNED), officer)[2] == ("Returned for completion", False, True)


def test_page_costs_at_most_eight_queries(client: Any, django_assert_max_num_queries: Any) -> None:
    written = WrittenInputFactory()
    counted = []
    for _more in range(2):
        InputAnswerFactory(written_input=written)
        InputFileFactory(written_input=written, content=b"%%PDF-1.7 %d" % _more)
        ConsiderationFactory(written_input=written)
        with django_assert_max_num_queries(8) as queries:
            assert client.get(written.get_absolute_url()).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.PUBLIC, {"public", "stranger", "other", "delegate", "officer", "owner"}),
        (Audience.STAKEHOLDERS, {"other", "delegate", "officer", "owner"}),
        (Audience.STATES, {"delegate", "officer", "owner"}),
        (Audience.OWNER, {"officer", "owner"}),
    ],
)
def test_every_surface_agrees_on_who_reads_it(
    request: Any, client_of: Any, organisation: Any, audience: str, readers: set[str]
) -> None:
    written = WrittenInputFactory(owner=organisation, audience=audience)
    stored = InputFileFactory(written_input=written)
    reindex(written)
    people = {
        "public": None,
        "stranger": request.getfixturevalue("stranger"),
        "other": request.getfixturevalue("other_representative"),
        "delegate": request.getfixturevalue("drafter"),
        "officer": request.getfixturevalue("officer"),
        "owner": request.getfixturevalue("representative"),
    }
    file_url = f"/en/inputs/{written.reference}/files/{stored.sha256}/{stored.name}"
    for name, person in people.items():
        client, user = client_of(person), person or AnonymousUser()
        seen = {
            "queryset": WrittenInput.objects.visible_to(user).filter(pk=written.pk).exists(),
            "page": client.get(written.get_absolute_url()).status_code == 200,
            "list": shown(client.get(LIST)) == [written.reference],
            "call": shown(client.get(written.call.get_absolute_url())) == [written.reference],
            "csv": written.reference in client.get(f"{written.call.get_absolute_url()}inputs.csv").content.decode(),
            "file": client.get(file_url).status_code == 200,
            "search": SearchEntry.objects.visible_to(user).filter(source="input", object_id=written.pk).exists(),
            "feed": len(inputs_plugin.entries(user, "en")) == 1,
        }
        assert seen == dict.fromkeys(seen, name in readers), name


def test_file_is_served_by_its_digest_and_safely(client: Any) -> None:
    stored = InputFileFactory(content=b"%PDF-1.7 words")
    written = stored.written_input
    response = client.get(f"/en/inputs/{written.reference}/files/{stored.sha256}/{stored.name}")
    assert b"".join(response.streaming_content) == b"%PDF-1.7 words"
    assert response["X-Content-Type-Options"] == "nosniff"
    other = WrittenInputFactory()
    assert client.get(f"/en/inputs/{other.reference}/files/{stored.sha256}/{stored.name}").status_code == 404
    assert client.get(f"/en/inputs/{written.reference}/files/{'0' * 64}/{stored.name}").status_code == 404


def test_search_forgets_what_is_not_published(organisation: Any) -> None:
    written = WrittenInputFactory(owner=organisation)
    reindex(written)
    assert SearchEntry.objects.filter(source="input").count() == 6
    written.state = InputState.SUBMITTED
    written.save()
    reindex(written)
    assert SearchEntry.objects.filter(source="input").count() == 0


def test_panels_show_the_desk_to_the_secretariat_and_calls_to_organizations(
    officer: Any, representative: Any, organisation: Any
) -> None:
    WrittenInputFactory(owner=organisation, state=InputState.SUBMITTED, published_at=None)
    desk = {panel.name: values for panel, values in panels_for(officer, officer.standing.posts[0])}
    own = {panel.name: values for panel, values in panels_for(representative, representative.standing.posts[0])}
    assert [(state, number) for state, _label, number in desk["input-desk"]["lines"]] == [
        ("submitted", 1),
        ("returned", 0),
        ("published", 0),
    ]
    assert len(own["inputs"]["rows"]) == len(own["inputs"]["open_calls"]) == 1


def test_work_page_shows_the_panels(client_of: Any, officer: Any, representative: Any, organisation: Any) -> None:
    written = WrittenInputFactory(owner=organisation, state=InputState.SUBMITTED, published_at=None)
    assert (
        'href="/en/work/inputs/?state=submitted">Submitted</a>: 1'
        in client_of(officer).get("/en/work/").content.decode()
    )
    page = client_of(representative).get("/en/work/").content.decode()
    assert written.title in page
    assert written.call.title in page
