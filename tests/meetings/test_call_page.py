"""The public page of a call: who may answer, how, until when; what came; and the same figures as data."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.utils import timezone

from meetings.enums import CallState, Respondents
from tests.factories import (
    CallCountFactory,
    CallExtensionFactory,
    CallFactory,
    CallQuestionFactory,
    InputAnswerFactory,
    OrganisationFactory,
    TallyGroupFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client: Any, call: Any, **query: str) -> str:
    return client.get(call.get_absolute_url(), query).content.decode()


def rows_of(response: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def test_page_says_who_how_and_until_when_in_both_zones(client: Any) -> None:
    call = CallFactory(
        respondents=Respondents.ORGANISATIONS,
        opens_at=datetime(2026, 11, 1, 15, tzinfo=UTC),
        deadline=datetime(2099, 12, 1, 23, tzinfo=UTC),
        time_zone="America/New_York",
        word_limit=2000,
    )
    CallQuestionFactory(call=call, text="Which measures were taken?", help="In two sentences.")
    page = page_of(client, call)
    for words in (
        "Organizations registered on the portal; accreditation is not needed",
        "1 December 2099, 18:00",
        "New York",
        "23:00",
        "UTC",
        "At most 2000 words; Chinese is counted by characters.",
        "Which measures were taken?",
        "In two sentences.",
        f"/en/calls/{call.slug}/answer/",
    ):
        assert words in page
    assert "csrfmiddlewaretoken" not in page


def test_page_keeps_the_history_of_the_deadline(client: Any) -> None:
    call = CallFactory(time_zone="Europe/Zurich")
    CallExtensionFactory(
        call=call,
        before=datetime(2026, 5, 1, 16, tzinfo=UTC),
        after=datetime(2026, 6, 1, 16, tzinfo=UTC),
        reason="Asked for by many.",
    )
    page = page_of(client, call)
    assert "<del>1 May 2026, 18:00 (Zurich), 16:00 UTC</del>" in page
    assert "<ins>1 June 2026, 18:00 (Zurich), 16:00 UTC</ins>" in page
    assert "Asked for by many." in page


@pytest.mark.parametrize(
    ("values", "words", "open_now"),
    [
        ({}, "This call is open.", True),
        ({"state": CallState.CLOSED}, "This call is closed. No inputs can be sent any more.", False),
        ({"opens_at": timedelta(days=1)}, "This call has been announced but is not open yet.", False),
        ({"deadline": timedelta(seconds=-1)}, "The deadline has passed. No inputs can be sent any more.", False),
        (
            {"deadline": timedelta(seconds=-1), "accepts_late": True},
            "The deadline has passed. Inputs are still accepted and are marked as late.",
            True,
        ),
    ],
)
def test_page_says_whether_an_input_can_be_sent(
    client: Any, values: dict[str, Any], words: str, open_now: bool
) -> None:
    now = timezone.now()
    call = CallFactory(
        **{name: now + value if isinstance(value, timedelta) else value for name, value in values.items()}
    )
    page = page_of(client, call)
    assert words in page
    assert (f"/en/calls/{call.slug}/answer/" in page) is open_now


def test_page_of_a_draft_is_the_secretariats(client_of: Any, officer: Any, representative: Any) -> None:
    call = CallFactory(state=CallState.DRAFT)
    codes = [client_of(user).get(call.get_absolute_url()).status_code for user in (officer, representative, None)]
    assert codes == [200, 404, 404]
    for name in ("tally.csv", "inputs.csv", "answer/"):
        assert client_of(None).get(f"{call.get_absolute_url()}{name}").status_code == 404


def test_page_prints_the_tally_with_its_note_and_method(client: Any) -> None:
    call = CallFactory()
    for position, inputs in enumerate((15, 3, 10, 5)):
        CallCountFactory(
            call=call,
            group=TallyGroupFactory(key=f"g{position}", name=f"G{position}", position=position),
            inputs=inputs,
        )
    page = page_of(client, call)
    for words in ("45.5 %", "9.1 %", "30.3 %", "15.2 %", ">33<", "Percentages may not add to 100 because of rounding."):
        assert words in page
    assert "These counts were recorded when the consultation was held" in page


def test_page_without_inputs_has_no_tally_of_nothing(client: Any) -> None:
    assert "No inputs published here" in page_of(client, CallFactory())
    assert "0.0 %" not in page_of(client, CallFactory())


def test_page_lists_searches_and_pages_the_inputs_to_this_call(client: Any) -> None:
    call = CallFactory()
    for number in range(21):
        WrittenInputFactory(call=call, title=f"Number {number:02d}")
    WrittenInputFactory(title="Elsewhere")
    first = client.get(call.get_absolute_url())
    second = client.get(call.get_absolute_url(), {"page": "2"})
    assert (len(first.context["rows"]), len(second.context["rows"])) == (20, 1)
    assert [row.title for row in client.get(call.get_absolute_url(), {"q": "number 07"}).context["rows"]] == [
        "Number 07"
    ]
    assert client.get(call.get_absolute_url(), {"page": "1000000000"}).status_code == 404


def test_page_costs_at_most_eight_queries(client: Any, django_assert_max_num_queries: Any) -> None:
    call, counted = CallFactory(), []
    for more in (1, 2):
        for _number in range(more):
            WrittenInputFactory(call=call)
            CallQuestionFactory(call=call)
            CallExtensionFactory(call=call)
        with django_assert_max_num_queries(8) as queries:
            client.get(call.get_absolute_url())
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_tally_as_data_has_exact_names_and_figures(client: Any) -> None:
    call = CallFactory()
    for key, inputs in (("private", 15), ("technical", 18)):
        CallCountFactory(call=call, group=TallyGroupFactory(key=key, name=key.title()), inputs=inputs)
    response = client.get(f"{call.get_absolute_url()}tally.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="tally-{call.slug}.csv"'
    assert rows_of(response)[:4] == [
        ["group", "name", "inputs", "percentage"],
        ["private", "Private", "15", "45.5"],
        ["technical", "Technical", "18", "54.5"],
        ["total", "", "33", ""],
    ]


def test_inputs_as_data_have_a_column_for_each_question_and_no_formulas(client: Any) -> None:
    question = CallQuestionFactory(text="Which measures?")
    owner = OrganisationFactory(name="Forum", key="forum")
    written = WrittenInputFactory(call=question.call, owner=owner, title="=HYPERLINK(1)")
    InputAnswerFactory(written_input=written, question=question, text="Una respuesta.")
    header, row = rows_of(client.get(f"{question.call.get_absolute_url()}inputs.csv"))
    values = dict(zip(header, row, strict=True))
    assert (values["reference"], values["party"], values["party_key"]) == (written.reference, "Forum", "forum")
    assert (values["title"], values["language"], values["Which measures?"]) == (
        "'=HYPERLINK(1)",
        "es",
        "Una respuesta.",
    )
    assert values["address"] == f"http://testserver/en/inputs/{written.reference}/"


def test_inputs_as_data_cost_the_same_with_one_and_three(client: Any, django_assert_max_num_queries: Any) -> None:
    call, counted = CallFactory(), []
    for more in (1, 2):
        for _number in range(more):
            InputAnswerFactory(written_input=WrittenInputFactory(call=call))
        with django_assert_max_num_queries(5) as queries:
            client.get(f"{call.get_absolute_url()}inputs.csv")
        counted.append(len(queries))
    assert counted[0] == counted[1]
