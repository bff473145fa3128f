"""The desk of the secretariat: what came, the steps on it, and how meetings considered it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from post_office.models import Email

from meetings.actions import inputs
from meetings.enums import InputState, MeetingState, Outcome
from meetings.models import Consideration
from poa_portal.audit.models import AuditEvent, Receipt
from poa_portal.common.enums import Audience
from poa_portal.common.workflow import TransitionRefused
from tests.factories import (
    AgendaItemFactory,
    CallFactory,
    ConsiderationFactory,
    InputAnswerFactory,
    MeetingFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db
DESK = "/en/work/inputs/"


def sent(**values: Any) -> Any:
    return WrittenInputFactory(state=InputState.SUBMITTED, published_at=None, **values)


def shown(response: Any) -> list[str]:
    return [row.reference for row in response.context["rows"]]


def step(written_input: Any, name: str) -> str:
    return f"/en/work/inputs/{written_input.reference}/{name}/"


def test_desk_lists_what_was_submitted_and_no_drafts(client_of: Any, officer: Any) -> None:
    received = sent()
    WrittenInputFactory(state=InputState.DRAFT, submitted_at=None, published_at=None)
    assert shown(client_of(officer).get(DESK)) == [received.reference]


def test_desk_of_an_organization_lists_its_own(
    client_of: Any, representative: Any, organisation: Any, other_representative: Any
) -> None:
    own = sent(owner=organisation)
    draft = WrittenInputFactory(owner=organisation, state=InputState.DRAFT, submitted_at=None, published_at=None)
    sent()
    assert sorted(shown(client_of(representative).get(DESK))) == sorted([own.reference, draft.reference])
    assert shown(client_of(other_representative).get(DESK)) == []


def test_desk_is_not_found_without_a_post(client_of: Any, stranger: Any) -> None:
    assert client_of(stranger).get(DESK).status_code == 404
    assert client_of(None).get(DESK).url == f"/en/accounts/login/?next={DESK}"


def test_desk_filters_and_orders(client_of: Any, officer: Any, organisation: Any, state: Any) -> None:
    client, now = client_of(officer), timezone.now()
    first = sent(owner=organisation, language="sw", title="Alpha", submitted_at=now.replace(year=now.year - 1))
    second = WrittenInputFactory(owner=state, title="Beta", submitted_at=now)
    for query, found in (
        ({"state": "submitted"}, [first]),
        ({"call": second.call.slug}, [second]),
        ({"language": "sw"}, [first]),
        ({"party": "open ledger"}, [first]),
        ({"party": state.key}, [second]),
        ({"q": "beta"}, [second]),
        ({"q": first.reference.lower()}, [first]),
        ({"order": "submitted"}, [first, second]),
        ({"order": "-submitted"}, [second, first]),
        ({"state": "nonsense"}, []),
    ):
        assert shown(client.get(DESK, query)) == [one.reference for one in found], query


def test_desk_costs_the_same_with_one_and_three(
    client_of: Any, officer: Any, django_assert_max_num_queries: Any
) -> None:
    client, counted = client_of(officer), []
    client.get(DESK)  # the first request of a session writes what later ones find
    for more in (1, 2):
        for _number in range(more):
            sent()
        with django_assert_max_num_queries(20) as queries:
            client.get(DESK)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_desk_page_offers_the_steps_of_each_post(
    client_of: Any, officer: Any, publisher: Any, representative: Any, organisation: Any
) -> None:
    written = sent(owner=organisation)
    offered = []
    for user in (officer, publisher, representative):
        context = client_of(user).get(written.get_absolute_url()).context
        offered.append(([row.name for row in context["transitions"]], bool(context["withdraw"])))
    assert offered == [(["return"], False), (["publish", "return", "decline"], False), ([], True)]


def test_publish_shows_the_input_gives_a_receipt_and_tells_the_author(
    client_of: Any, publisher: Any, representative: Any, organisation: Any
) -> None:
    written = sent(owner=organisation)
    assert client_of(None).get(written.get_absolute_url()).status_code == 404
    assert client_of(publisher).post(step(written, "publish")).status_code == 302
    written.refresh_from_db()
    assert (written.state, list(written.forums.all())) == (InputState.PUBLISHED, [written.call.meeting])
    assert client_of(None).get(written.get_absolute_url()).status_code == 200
    assert Receipt.objects.get().act == "published"
    assert [mail.to for mail in Email.objects.all()] == [[representative.email]]


def test_publish_of_a_call_without_meeting_names_none(publisher: Any) -> None:
    written = inputs.publish_input(sent(call=CallFactory(meeting=None)), by=publisher)
    assert list(written.forums.all()) == []


def test_publish_promises_the_audience_that_the_author_chose(client_of: Any, publisher: Any) -> None:
    page = client_of(publisher).get(step(sent(audience=Audience.STATES), "publish")).content.decode()
    assert "Publish for: All delegations" in page
    assert "The input appears for everybody" not in page


def test_decline_needs_a_reason_that_the_author_reads(
    client_of: Any, publisher: Any, representative: Any, organisation: Any
) -> None:
    written = sent(owner=organisation)
    client = client_of(publisher)
    assert client.post(step(written, "decline"), {"reason": " "}).status_code == 422
    client.post(step(written, "decline"), {"reason": "It names a person."})
    written.refresh_from_db()
    assert (written.state, written.remark) == (InputState.DECLINED, "It names a person.")
    assert "It names a person." in Email.objects.get(to=representative.email).message
    assert client_of(None).get(written.get_absolute_url()).status_code == 404
    assert "It names a person." in client_of(representative).get(written.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["publish", "decline"])
def test_steps_of_the_publisher_are_closed_to_others(
    client_of: Any, officer: Any, representative: Any, organisation: Any, name: str
) -> None:
    written = sent(owner=organisation)
    for user in (officer, representative):
        assert client_of(user).get(step(written, name)).status_code == 404
        client_of(user).post(step(written, name), {"reason": "Because."})
        written.refresh_from_db()
        assert (written.state, AuditEvent.objects.about(written).count()) == (InputState.SUBMITTED, 0)


def test_steps_that_do_not_exist_are_not_found(client_of: Any, publisher: Any, stranger: Any) -> None:
    written = sent()
    assert client_of(publisher).post(step(written, "nonsense")).status_code == 404
    assert client_of(stranger).post(step(written, "publish")).status_code == 404


def consider_url(written: Any) -> str:
    return f"/en/work/inputs/{written.reference}/considerations/new/"


def test_consideration_is_recorded_shown_to_all_and_told_to_the_author(
    client_of: Any, officer: Any, representative: Any, organisation: Any
) -> None:
    written = WrittenInputFactory(owner=organisation)
    item = AgendaItemFactory(meeting=written.call.meeting)
    written.forums.add(written.call.meeting)
    client = client_of(officer)
    assert client.get(consider_url(written)).context["form"].initial == {"forum": written.call.meeting_id}
    values = {
        "forum": written.call.meeting_id,
        "agenda_item": item.pk,
        "outcome": "reflected",
        "place": "paragraph 34 of Rev.1",
        "note": "Taken up by the Chair.",
    }
    first, second = (client.post(consider_url(written), values) for _click in range(2))
    assert (first.status_code, second.status_code, Consideration.objects.count()) == (302, 302, 1)
    for reader in (None, representative):
        page = client_of(reader).get(written.get_absolute_url()).content.decode()
        for words in (
            "Reflected",
            written.call.meeting.title,
            item.title,
            "paragraph 34 of Rev.1",
            "Taken up by the Chair.",
        ):
            assert words in page
    assert "paragraph 34 of Rev.1" in Email.objects.get(to=representative.email).message


def test_consideration_recorded_anew_replaces_and_the_log_keeps_the_old(officer: Any) -> None:
    written = WrittenInputFactory()
    for outcome in (Outcome.HELD, Outcome.REFLECTED):
        inputs.record_consideration(written, by=officer, forum=written.call.meeting, outcome=outcome)
    assert Consideration.objects.get().outcome == Outcome.REFLECTED
    event = AuditEvent.objects.about(written).first()
    assert (event.verb, event.detail["replaced"]["outcome"], event.detail["now"]["outcome"]) == (
        "consider",
        "held",
        "reflected",
    )


def test_consideration_under_an_item_of_another_meeting_is_refused(client_of: Any, officer: Any) -> None:
    written = WrittenInputFactory()
    other = AgendaItemFactory()
    written.forums.add(other.meeting)
    values = {"forum": written.call.meeting_id, "agenda_item": other.pk, "outcome": "noted"}
    response = client_of(officer).post(consider_url(written), values)
    assert (response.status_code, Consideration.objects.count()) == (422, 0)
    assert "agenda_item" in response.context["form"].errors
    with pytest.raises(ValidationError):
        inputs.record_consideration(written, by=officer, forum=written.call.meeting, outcome="noted", agenda_item=other)


@pytest.mark.parametrize("state", [InputState.SUBMITTED, InputState.CLOSED, InputState.DECLINED])
def test_consideration_is_for_published_inputs(officer: Any, state: str) -> None:
    written = WrittenInputFactory(state=state)
    with pytest.raises(TransitionRefused):
        inputs.record_consideration(written, by=officer, forum=written.call.meeting, outcome="noted")
    assert Consideration.objects.count() == 0


def test_consideration_is_the_secretariats(
    client_of: Any, representative: Any, organisation: Any, drafter: Any
) -> None:
    written = WrittenInputFactory(owner=organisation)
    for user in (representative, drafter):
        assert client_of(user).get(consider_url(written)).status_code == 404
        with pytest.raises(TransitionRefused):
            inputs.record_consideration(written, by=user, forum=written.call.meeting, outcome="noted")


def test_close_is_refused_in_words_until_every_meeting_has_considered(client_of: Any, officer: Any) -> None:
    written, second = WrittenInputFactory(), MeetingFactory(title="The thematic group")
    written.forums.set([written.call.meeting, second])
    ConsiderationFactory(written_input=written, forum=written.call.meeting)
    client = client_of(officer)
    for refused in (client.get(step(written, "close"), follow=True), client.post(step(written, "close"), follow=True)):
        page = refused.content.decode()
        assert "record first how these meetings considered the input: The thematic group." in page
    written.refresh_from_db()
    assert (written.state, AuditEvent.objects.about(written).count()) == (InputState.PUBLISHED, 0)
    inputs.record_consideration(written, by=officer, forum=second, outcome="noted")
    client.post(step(written, "close"))
    written.refresh_from_db()
    assert written.state == InputState.CLOSED
    assert client_of(None).get(written.get_absolute_url()).status_code == 200


def test_close_without_any_consideration_is_refused(officer: Any) -> None:
    written = WrittenInputFactory()
    with pytest.raises(TransitionRefused, match="which meeting considered the input"):
        inputs.close_input(written, by=officer)


def test_forums_are_chosen_and_considered_ones_stay(client_of: Any, officer: Any) -> None:
    written, second = WrittenInputFactory(), MeetingFactory()
    draft = MeetingFactory(state=MeetingState.DRAFT)
    ConsiderationFactory(written_input=written, forum=written.call.meeting)
    written.forums.add(written.call.meeting)
    client, url = client_of(officer), f"/en/work/inputs/{written.reference}/meetings/"
    assert client.post(url, {"forums": [second.pk]}).status_code == 302
    assert set(written.forums.all()) == {written.call.meeting, second}
    assert client.post(url, {"forums": [draft.pk]}).status_code == 422
    assert set(written.forums.all()) == {written.call.meeting, second}


def test_return_keeps_the_answers(officer: Any) -> None:
    written = sent()
    answer = InputAnswerFactory(written_input=written)
    inputs.return_input(written, by=officer, reason="Name your sources.")
    assert list(written.answers.all()) == [answer]
