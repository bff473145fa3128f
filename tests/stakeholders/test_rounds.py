"""Rounds of accreditation: their rules as data, fixed once requests exist; and holidays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.actions import ChangedMeanwhile
from stakeholders.actions import rounds as actions
from stakeholders.models import AccreditationRound, Holiday
from tests import factories

pytestmark = pytest.mark.django_db
ROUNDS = "/en/work/accreditation/rounds/"
FORM = {
    "title_en": "Round of 2027",
    "title_fr": "Cycle de 2027",
    "rule_en": "On a non-objection basis.",
    "opens_at": "2027-01-04T09:00",
    "closes_at": "2027-02-26T18:00",
    "time_zone": "America/New_York",
    "silence_days": "14",
    "silence_ends_at": "18:00",
    "duty_station": "New York",
    "rule_source": "A/80/257, annex I",
}


def made(publisher: Any, **values: Any) -> AccreditationRound:
    now = timezone.now()
    usual = {"title_en": "A round", "rule_en": "A rule.", "opens_at": now, "closes_at": now + timedelta(days=30)}
    return actions.create_round(by=publisher, **{**usual, **values})


def test_publisher_makes_a_draft_whose_times_are_local(client_of: Any, publisher: Any, officer: Any) -> None:
    assert client_of(officer).get(f"{ROUNDS}new/").status_code == 404
    for _click in range(2):
        response = client_of(publisher).post(f"{ROUNDS}new/", FORM)
    the_round = AccreditationRound.objects.get()
    assert response.url == f"{ROUNDS}round-of-2027/edit/"
    assert (the_round.closes_at.isoformat(), the_round.silence_days) == ("2027-02-26T23:00:00+00:00", 14)
    assert client_of(None).get(the_round.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("closes_at", "2027-01-03T18:00", "must be later"),
        ("opens_at", "2026-03-08T02:30", "does not exist in New York"),
        ("silence_days", "0", "greater than or equal to 1"),
        ("title_en", "", "at least one language"),
    ],
)
def test_wrong_values_keep_what_was_typed(client_of: Any, publisher: Any, field: str, value: str, words: str) -> None:
    said = {**FORM, "title_fr": "", field: value}
    response = client_of(publisher).post(f"{ROUNDS}new/", said)
    page = response.content.decode()
    assert (response.status_code, words in page, "On a non-objection basis." in page) == (422, True, True)
    assert not AccreditationRound.objects.exists()


def test_announced_round_is_public_and_found(client_of: Any, publisher: Any) -> None:
    the_round = made(publisher, title_en="Round of quokkas")
    client_of(publisher).post(f"{ROUNDS}{the_round.slug}/open/")
    client = client_of(None)
    assert "Round of quokkas" in client.get("/en/accreditation/").content.decode()
    assert "Requests can be sent now." in client.get(the_round.get_absolute_url()).content.decode()
    assert the_round.get_absolute_url() in client.get(reverse("library:entry_list"), {"q": "quokkas"}).content.decode()


def test_round_is_not_announced_without_rule_or_after_its_window(publisher: Any) -> None:
    with pytest.raises(TransitionRefused, match="Write the rule first"):
        actions.open_round(made(publisher, rule_en="", title_en="Without"), by=publisher)
    before = timezone.now() - timedelta(days=60)
    over = made(publisher, title_en="Over", opens_at=before, closes_at=before + timedelta(days=1))
    with pytest.raises(TransitionRefused, match="has passed"):
        actions.open_round(over, by=publisher)


def test_round_is_closed_and_opened_again_with_a_reason(publisher: Any, officer: Any, client_of: Any) -> None:
    the_round = actions.open_round(made(publisher), by=publisher)
    client = client_of(publisher)
    assert client.post(f"{ROUNDS}{the_round.slug}/close/").status_code == 422
    client.post(f"{ROUNDS}{the_round.slug}/close/", {"reason": "The Chair decided."})
    assert "No requests can be sent" in client_of(None).get(the_round.get_absolute_url()).content.decode()
    client.post(f"{ROUNDS}{the_round.slug}/reopen/", {"reason": "Extended."})
    the_round.refresh_from_db()
    assert the_round.state == "open"
    assert client_of(officer).post(f"{ROUNDS}{the_round.slug}/close/", {"reason": "No."}).status_code == 404


def test_rule_is_fixed_once_a_request_exists(publisher: Any, client_of: Any) -> None:
    the_round = made(publisher)
    category = factories.CategoryFactory()
    actions.change_round(the_round, by=publisher, silence_days=21, categories=[category])
    factories.AccreditationRequestFactory(round=the_round, state="draft", submitted_at=None)
    for changed in (
        {"silence_days": 7},
        {"rule_en": "Another."},
        {"categories": []},
        {"ecosoc_categories": [category]},
    ):
        with pytest.raises(ValidationError, match="A changed rule is a new round"):
            actions.change_round(the_round, by=publisher, **changed)
    later = the_round.closes_at + timedelta(days=7)
    actions.change_round(the_round, by=publisher, closes_at=later, title_fr="Un cycle", silence_days=21)
    assert (the_round.closes_at, the_round.title_fr) == (later, "Un cycle")
    page = client_of(publisher).get(f"{ROUNDS}{the_round.slug}/edit/").content.decode()
    assert "The rule of this round is fixed" in page
    assert 'name="silence_days"' not in page


def test_form_opened_before_a_change_of_a_colleague_is_refused(publisher: Any, client_of: Any) -> None:
    the_round = made(publisher)
    seen = actions.latest_change(the_round)
    actions.change_round(the_round, by=publisher, seen=seen, silence_days=21)
    with pytest.raises(ChangedMeanwhile):
        actions.change_round(the_round, by=publisher, seen=seen, silence_days=7)
    response = client_of(publisher).post(f"{ROUNDS}{the_round.slug}/edit/", {**FORM, "seen": seen})
    assert (response.status_code, "changed this on" in response.content.decode()) == (422, True)


def test_saving_the_same_round_again_records_nothing(publisher: Any, client_of: Any) -> None:
    client_of(publisher).post(f"{ROUNDS}new/", FORM)
    the_round = AccreditationRound.objects.get()
    client_of(publisher).post(f"{ROUNDS}{the_round.slug}/edit/", FORM)
    assert list(AuditEvent.objects.about(the_round).values_list("verb", flat=True)) == ["create"]


def test_titles_that_meet_other_addresses_get_their_own(publisher: Any) -> None:
    assert made(publisher, title_en="Requests").slug == "requests-2"
    assert [made(publisher, title_en="Again", silence_days=n, opens_at=timezone.now()).slug for n in (1, 2)] == [
        "again",
        "again-2",
    ]
    assert made(publisher, title_en="", title_ar="جولة").slug.startswith("round-")


def test_publisher_keeps_holidays_and_nobody_else(publisher: Any, officer: Any, client_of: Any) -> None:
    client, address = client_of(publisher), "/en/work/holidays/"
    assert client_of(officer).get(address).status_code == 404
    day = {"day": "2027-03-10", "duty_station": "New York", "name_en": "Eid al-Fitr"}
    client.post(address, day)
    assert client.post(address, day).status_code == 422
    holiday = Holiday.objects.get()
    assert "10 March 2027" in client.get(address).content.decode()
    for _click in range(2):
        client.post(f"{address}{holiday.pk}/remove/")
    assert not Holiday.objects.exists()
    removed = AuditEvent.objects.get(verb="remove_holiday")
    assert removed.detail == {"day": "2027-03-10", "duty_station": "New York"}


def test_holidays_of_a_station_are_read_for_its_rounds(publisher: Any) -> None:
    actions.add_holiday(by=publisher, day=date(2027, 3, 10), duty_station="Geneva", name_en="A day")
    again = actions.add_holiday(by=publisher, day=date(2027, 3, 10), duty_station="Geneva", name_en="A day")
    assert Holiday.objects.get() == again
