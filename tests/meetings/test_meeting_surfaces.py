"""Meetings and calls in search, feeds and beside the documents that they use."""

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from meetings.actions import agenda, calls, meetings
from meetings.enums import CallState, MeetingState
from meetings.related import meetings_of
from poa_portal.library.models import SearchEntry
from tests import factories


def entries(source):
    return {entry.language: entry for entry in SearchEntry.objects.filter(source=source)}


def test_a_meeting_is_found_in_six_languages_once_announced(publisher):
    meeting = factories.MeetingFactory(
        slug="plenary", title="Plenary", title_fr="Plénière", state=MeetingState.DRAFT, announced_at=None
    )
    meetings.change_meeting(meeting, by=publisher, venue_en="Conference Room 4")
    assert entries("meeting") == {}
    meetings.publish_meeting(meeting, by=publisher)
    found = entries("meeting")
    assert sorted(found) == ["ar", "en", "es", "fr", "ru", "zh-hans"]
    assert (found["fr"].title, found["fr"].url) == ("Plénière", "/meetings/plenary/")


def test_an_agenda_item_makes_its_meeting_findable(officer):
    meeting = factories.MeetingFactory(slug="plenary", title="Plenary")
    agenda.add_agenda_item(meeting, by=officer, number="5", titles={"en": "Capacity-building"})
    page = Client().get("/en/meetings/?q=capacity-building").content.decode()
    assert ">Plenary<" in page


def test_a_call_is_found_by_the_words_of_its_questions(publisher):
    call = factories.CallFactory(slug="views", title="Views", state=CallState.DRAFT)
    factories.CallQuestionFactory(call=call, text="Which ransomware trends do you see?")
    calls.open_call(call, by=publisher)
    found = SearchEntry.objects.filter(source="call", language="en", vector="ransomware").get()
    assert (found.title, found.url) == ("Views", "/calls/views/")


def test_the_feed_has_announced_meetings_only(db):
    factories.MeetingFactory(title="Announced plenary")
    factories.MeetingFactory(title="Draft plenary", state=MeetingState.DRAFT, announced_at=None)
    response = Client().get("/en/feeds/meetings.atom")
    text = response.content.decode()
    assert (response.status_code, "Announced plenary" in text, "Draft plenary" in text) == (200, True, False)


def test_a_document_leads_to_the_meetings_that_its_reader_may_see(officer):
    item = factories.AgendaItemFactory(meeting__slug="plenary", meeting__title="Plenary", number="5", position=4)
    document = factories.DocumentFactory()
    factories.MeetingDocumentFactory(meeting=item.meeting, document=document, agenda_item=item)
    draft = factories.MeetingFactory(title="Draft", state=MeetingState.DRAFT, announced_at=None)
    factories.MeetingDocumentFactory(meeting=draft, document=document)
    assert meetings_of(document, AnonymousUser()) == [
        ("Meeting", "Plenary, agenda item 5", "/en/meetings/plenary/#item-5")
    ]
    assert len(meetings_of(document, officer)) == 2
