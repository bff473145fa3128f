"""The public pages of meetings: what readers find, and what they never see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from meetings.enums import CallState, MeetingState
from meetings.rows import MeetingRow
from poa_portal.common import times
from poa_portal.library import models as library
from poa_portal.library import search
from poa_portal.library.enums import PublicationState
from tests import factories


def page(path, status=200, user_client=None):
    response = (user_client or Client()).get(path)
    assert response.status_code == status
    return response.content.decode()


def full_meeting(items, documents):
    """A meeting with agenda, documents in two languages, sittings, a call that was extended, and inputs."""
    meeting = factories.MeetingFactory(cycle=factories.CycleFactory())
    agenda = [factories.AgendaItemFactory(meeting=meeting) for _ in range(items)]
    for number in range(documents):
        document = factories.DocumentFactory()
        factories.SymbolFactory(document=document)
        for language in ("en", "fr"):
            factories.FileFactory(version=factories.VersionFactory(document=document, language=language))
        factories.MeetingDocumentFactory(meeting=meeting, document=document, agenda_item=agenda[number % items])
        factories.SittingFactory(meeting=meeting)
        factories.CallExtensionFactory(call=factories.CallFactory(meeting=meeting))
        factories.WrittenInputFactory(call__meeting=meeting, agenda_item=agenda[number % items])
    return meeting


@pytest.mark.parametrize("items, documents", [(1, 1), (3, 3), (12, 40)])
def test_the_page_of_a_meeting_costs_six_queries_whatever_it_holds(db, django_assert_num_queries, items, documents):
    meeting = full_meeting(items, documents)
    search.reindex_all(["document"])
    page(meeting.get_absolute_url())  # site-wide caches of templates and addresses
    with django_assert_num_queries(6):
        page(meeting.get_absolute_url())


def test_documents_that_search_does_not_keep_cost_two_queries_more_and_look_the_same(db, django_assert_num_queries):
    meeting = full_meeting(3, 3)
    page(meeting.get_absolute_url())
    with django_assert_num_queries(8):
        made = page(meeting.get_absolute_url())
    search.reindex_all(["document"])
    assert page(meeting.get_absolute_url()) == made
    assert made.count("PDF") == 6


def test_the_page_is_the_same_for_a_reader_who_is_signed_in(stranger, client_of):
    meeting = full_meeting(2, 2)
    texts = [page(meeting.get_absolute_url(), user_client=client_of(reader)) for reader in (None, stranger)]
    content = [text[text.index('<div class="content') : text.index("</main>")] for text in texts]
    assert content[0] == content[1]


def test_the_secretariat_sees_when_a_document_will_appear(officer, client_of):
    meeting = full_meeting(1, 1)
    later = factories.DocumentFactory(title="Later", released_at=datetime(2099, 1, 4, 15, tzinfo=UTC))
    factories.MeetingDocumentFactory(meeting=meeting, document=later)
    search.reindex_all(["document"])
    assert "Appears on 4 January 2099" in page(meeting.get_absolute_url(), user_client=client_of(officer))
    assert ">Later<" not in page(meeting.get_absolute_url())


def test_kept_queries_serve_every_meeting_and_every_moment(db):
    first, second = full_meeting(1, 1), full_meeting(2, 2)
    later = factories.DocumentFactory(title="Soon out", released_at=timezone.now() + timedelta(seconds=1))
    factories.MeetingDocumentFactory(meeting=first, document=later)
    assert "Soon out" not in page(first.get_absolute_url())
    assert second.title in page(second.get_absolute_url())
    library.Document.objects.filter(pk=later.pk).update(released_at=timezone.now())
    assert "Soon out" in page(first.get_absolute_url())


@pytest.mark.parametrize("path", ["/en/meetings/", "/en/programme/", "/en/bodies/global-mechanism/"])
def test_lists_cost_the_same_queries_with_one_and_three_meetings(
    db, django_assert_num_queries, django_assert_max_num_queries, path
):
    cycle = factories.CycleFactory()
    factories.CallFactory(meeting=factories.MeetingFactory(cycle=cycle))
    with django_assert_max_num_queries(8) as found:
        page(path)
    for _ in range(2):
        factories.CallFactory(meeting=factories.MeetingFactory(cycle=cycle))
    with django_assert_num_queries(len(found)):
        page(path)


def test_the_list_shows_the_next_meeting_first_and_the_past_below(db):
    today = timezone.now().date()
    for title, start in (("Long past", -400), ("Just past", -40), ("Far ahead", 300), ("Next", 30)):
        factories.MeetingFactory(title=title, starts_on=today + timedelta(days=start))
    text = page("/en/meetings/")
    order = ["Forthcoming", "Next", "Far ahead", "Past", "Just past", "Long past"]
    assert sorted(order, key=lambda word: text.index(f">{word}<")) == order


def test_the_list_is_filtered_by_year_body_and_words_in_any_language(db):
    body = factories.BodyFactory(key="oewg", short_name="OEWG")
    wanted = factories.MeetingFactory(body=body, starts_on=date(2025, 7, 7), title_fr="Onzième session de fond")
    factories.MeetingFactory(starts_on=date(2025, 7, 7), title="Another body")
    factories.MeetingFactory(body=body, starts_on=date(2024, 7, 8), title="Another year")
    text = page("/en/meetings/?year=2025&body=oewg&q=onzième")
    assert wanted.title in text
    assert ("Another body" in text, "Another year" in text) == (False, False)


@pytest.mark.parametrize(
    "query, status", [("page=1000000000", 404), ("page=x", 404), ("year=last", 400), ("body=none", 400)]
)
def test_a_broken_address_of_the_list_says_so(db, query, status):
    factories.MeetingFactory()
    page(f"/en/meetings/?{query}", status)


def test_a_draft_is_seen_by_the_secretariat_alone(officer, coordinator, representative, client_of):
    meeting = factories.MeetingFactory(state=MeetingState.DRAFT, announced_at=None, title="Secret plan")
    for person in (None, coordinator, representative):
        reader = client_of(person)
        page(meeting.get_absolute_url(), 404, reader)
        assert "Secret plan" not in page("/en/meetings/", user_client=reader)
        assert "Secret plan" not in page("/en/programme/", user_client=reader)
    assert "Only the secretariat sees this page" in page(meeting.get_absolute_url(), user_client=client_of(officer))


def test_a_cancelled_meeting_stays_with_its_notice(db):
    meeting = factories.MeetingFactory(state=MeetingState.CANCELLED, cancellation_notice="Postponed to 2027.")
    text = page(meeting.get_absolute_url())
    assert ("Postponed to 2027." in text, "No input can be given to it." in text) == (True, True)
    assert "Cancelled" in page("/en/meetings/")


def test_an_open_call_says_who_how_and_until_when_with_its_zone(db):
    call = factories.CallFactory(deadline=datetime(2099, 12, 1, 23, tzinfo=UTC), slug="views")
    text = page(call.meeting.get_absolute_url())
    assert "Written inputs are open." in text
    assert "States and organizations registered on the portal" in text
    assert "1 December 2099, 18:00" in text
    assert "New York" in text
    assert text.count('href="/en/calls/views/"') == 2
    page("/en/calls/views/")


def test_a_meeting_without_an_open_call_says_so_with_a_link_that_works(db):
    meeting = factories.MeetingFactory(how_to_contribute="Delegations may submit working papers.")
    factories.CallFactory(meeting=meeting, state=CallState.CLOSED, title="Call of spring")
    factories.CallFactory(meeting=meeting, state=CallState.DRAFT, title="Call in preparation")
    text = page(meeting.get_absolute_url())
    assert "Written inputs are not open at the moment." in text
    assert "Delegations may submit working papers." in text
    assert ("Call of spring" in text, "Call in preparation" in text) == (True, False)
    assert 'href="/en/inputs/"' in text
    page("/en/inputs/")


def test_an_extended_deadline_shows_both_dates(db):
    call = factories.CallFactory(deadline=datetime(2099, 12, 8, 23, tzinfo=UTC))
    factories.CallExtensionFactory(call=call, before=datetime(2099, 12, 1, 23, tzinfo=UTC), after=call.deadline)
    text = page(call.meeting.get_absolute_url())
    assert "before it was 1 December 2099, 18:00 (New York), 23:00 UTC" in text
    assert "8 December 2099, 18:00" in text


def test_sittings_show_the_hours_of_the_venue_and_of_utc(db):
    meeting = factories.MeetingFactory(time_zone="Europe/Zurich")
    factories.SittingFactory(meeting=meeting, starts_at=datetime(2026, 7, 20, 8, tzinfo=UTC))
    text = page(meeting.get_absolute_url())
    assert "Monday, 20 July 2026" in text
    assert ("10:00–13:00" in text, "08:00–11:00" in text, 'datetime="2026-07-20T08:00:00Z"' in text) == (True,) * 3


def test_documents_stand_under_their_item_once_they_are_released(db):
    item = factories.AgendaItemFactory(title="Threats")
    for title, state, released_at in (
        ("Out", PublicationState.PUBLISHED, None),
        ("Later", PublicationState.PUBLISHED, timezone.now() + timedelta(hours=1)),
        ("Never", PublicationState.DRAFT, None),
    ):
        document = factories.DocumentFactory(title=title, state=state, released_at=released_at)
        factories.MeetingDocumentFactory(meeting=item.meeting, document=document, agenda_item=item)
    text = page(item.meeting.get_absolute_url())
    assert text.index(">Threats<") < text.index(">Out<")
    assert (">Later<" in text, ">Never<" in text) == (False, False)


def test_published_inputs_stand_under_the_item_they_are_addressed_to(db):
    item = factories.AgendaItemFactory()
    shown = factories.WrittenInputFactory(call__meeting=item.meeting, agenda_item=item, title="Aportación")
    factories.WrittenInputFactory(call=shown.call, agenda_item=item, title="Borrador", state="submitted")
    text = page(item.meeting.get_absolute_url())
    assert ('lang="es" dir="ltr">Aportación</a>' in text, "Borrador" in text) == (True, False)


def test_the_notice_given_is_counted_in_days(db):
    meeting = factories.MeetingFactory(starts_on=date(2026, 12, 7), announced_at=datetime(2026, 11, 1, 3, tzinfo=UTC))
    assert "31 October 2026, 37 days before the first day" in page(meeting.get_absolute_url())


def test_planned_dates_are_said_to_be_a_plan(db):
    assert "They may still change." in page(factories.MeetingFactory(is_planned=True).get_absolute_url())


def test_a_row_formats_its_date_in_the_language_of_the_page(db):
    meeting = factories.MeetingFactory(starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 11))
    meeting.open_calls = []
    row = MeetingRow.of(meeting)
    period = times.format_period(meeting.starts_on, meeting.ends_on)
    assert (row.day, row.month, row.year, row.period) == ("7", "Dec", "2026", period)
    with translation.override("fr"):
        period = times.format_period(meeting.starts_on, meeting.ends_on)
        assert period in page(meeting.get_absolute_url())
    arabic = page(meeting.get_absolute_url().replace("/en/", "/ar/"))
    assert 'lang="ar" dir="rtl"' in arabic


def test_the_programme_groups_meetings_by_body_cycle_and_year_and_can_be_subscribed_to(db):
    cycle = factories.CycleFactory(name="Biennium 2098–2099", starts_on=date(2098, 1, 1), ends_on=date(2099, 12, 31))
    for title, start in (("Plenary A", date(2098, 7, 7)), ("Plenary B", date(2099, 7, 7))):
        factories.MeetingFactory(cycle=cycle, body=cycle.body, title=title, starts_on=start)
    text = page("/en/programme/")
    order = ["Biennium 2098–2099", "2098", "Plenary A", "2099", "Plenary B"]
    assert sorted(order, key=lambda word: text.index(f">{word}<")) == order
    assert 'href="webcal://127.0.0.1:8000/en/calendar.ics"' in text
    assert 'href="webcal://127.0.0.1:8000/en/bodies/global-mechanism.ics"' in text


def test_the_programme_reaches_back_when_asked(db):
    factories.MeetingFactory(title="Session of 2021", starts_on=date(2021, 6, 1))
    assert "Session of 2021" not in page("/en/programme/")
    assert "Session of 2021" in page("/en/programme/?show=all")


def test_the_page_of_a_body_shows_mandate_and_meetings(db):
    body = factories.BodyFactory(mandate="Resolution 80/16.")
    factories.MeetingFactory(body=body, title="Next plenary")
    text = page("/en/bodies/global-mechanism/")
    assert ("Resolution 80/16." in text, "Next plenary" in text) == (True, True)
    page("/en/bodies/nothing/", 404)
