"""What the secretariat writes about a meeting, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.actions import agenda, documents, meetings
from meetings.actions.fields import latest_change
from meetings.enums import MeetingState
from meetings.models import AgendaItem, Meeting, MeetingDocument
from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.actions import ChangedMeanwhile
from poa_portal.library.enums import PublicationState
from poa_portal.library.models import Document
from tests import factories


def facts(**more):
    return {
        "body": factories.BodyFactory(),
        "kind": factories.MeetingKindFactory(),
        "title_en": "First substantive plenary",
        "starts_on": date(2027, 7, 19),
        "ends_on": date(2027, 7, 23),
        **more,
    }


def verbs(subject):
    return list(AuditEvent.objects.about(subject).order_by("pk").values_list("verb", flat=True))


def test_create_meeting_is_a_draft_with_an_address_of_its_title(officer):
    meeting = meetings.create_meeting(by=officer, **facts())
    assert (meeting.state, meeting.slug, verbs(meeting)) == (
        MeetingState.DRAFT,
        "first-substantive-plenary",
        ["create"],
    )


def test_create_meeting_with_the_same_title_on_other_days_gets_another_address(officer):
    meetings.create_meeting(by=officer, **facts())
    later = meetings.create_meeting(by=officer, **facts(starts_on=date(2027, 7, 20)))
    assert later.slug == "first-substantive-plenary-2"


def test_create_meeting_sent_twice_makes_one(officer):
    first = meetings.create_meeting(by=officer, **facts())
    second = meetings.create_meeting(by=officer, **facts())
    assert (first, Meeting.objects.count(), verbs(first)) == (second, 1, ["create"])


def test_create_meeting_with_a_title_in_arabic_alone_is_addressed_by_its_month(officer):
    meeting = meetings.create_meeting(by=officer, **facts(title_en="", title_ar="الدورة الأولى"))
    assert (meeting.slug, str(meeting)) == ("meeting-2027-07", "الدورة الأولى")


def test_change_meeting_records_what_changed(officer):
    meeting = factories.MeetingFactory(venue="Room 1")
    meetings.change_meeting(meeting, by=officer, venue_en="Room 4", is_planned=False)
    event = AuditEvent.objects.about(meeting).get()
    assert (meeting.venue, event.verb, event.detail) == ("Room 4", "change", {"changed": ["venue_en"]})


def test_change_meeting_without_a_difference_records_nothing(officer):
    meeting = factories.MeetingFactory()
    meetings.change_meeting(meeting, by=officer, title_en=meeting.title_en, title_fr="")
    assert verbs(meeting) == []


def test_change_meeting_after_somebody_else_did_is_refused(officer, publisher):
    meeting = meetings.create_meeting(by=officer, **facts())
    seen = latest_change(meeting)
    meetings.change_meeting(meeting, by=publisher, seen=seen, venue_en="Room 4")
    with pytest.raises(ChangedMeanwhile):
        meetings.change_meeting(meeting, by=officer, seen=seen, venue_en="Room 1")
    meeting.refresh_from_db()
    assert meeting.venue == "Room 4"


def test_a_new_zone_keeps_the_hours_in_the_room(officer):
    meeting = factories.MeetingFactory(starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 11))
    sitting = factories.SittingFactory(meeting=meeting, starts_at=datetime(2026, 12, 7, 15, tzinfo=UTC))
    meetings.change_meeting(meeting, by=officer, time_zone="Europe/Zurich")
    sitting.refresh_from_db()
    assert sitting.starts_at == datetime(2026, 12, 7, 9, tzinfo=UTC)


def test_a_moved_meeting_takes_its_sittings_along_over_a_clock_change(officer):
    meeting = factories.MeetingFactory(starts_on=date(2026, 10, 26), ends_on=date(2026, 10, 30))
    sitting = factories.SittingFactory(meeting=meeting, starts_at=datetime(2026, 10, 26, 14, tzinfo=UTC))
    meetings.change_meeting(meeting, by=officer, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 6))
    sitting.refresh_from_db()
    assert sitting.starts_at == datetime(2026, 11, 2, 15, tzinfo=UTC)


def test_days_that_leave_a_sitting_outside_are_refused(officer):
    meeting = factories.MeetingFactory(starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 11))
    factories.SittingFactory(meeting=meeting, starts_at=datetime(2026, 12, 11, 15, tzinfo=UTC))
    with pytest.raises(ValidationError, match="11 December 2026"):
        meetings.change_meeting(meeting, by=officer, ends_on=date(2026, 12, 10))
    meeting.refresh_from_db()
    assert (meeting.ends_on, verbs(meeting)) == (date(2026, 12, 11), [])


def test_publish_meeting_notes_when_it_was_announced(publisher):
    meeting = factories.MeetingFactory(state=MeetingState.DRAFT, announced_at=None)
    meetings.publish_meeting(meeting, by=publisher)
    assert (meeting.state, meeting.announced_at is not None) == (MeetingState.PUBLISHED, True)


def test_publish_meeting_is_refused_to_an_officer(officer):
    meeting = factories.MeetingFactory(state=MeetingState.DRAFT, announced_at=None)
    with pytest.raises(TransitionRefused):
        meetings.publish_meeting(meeting, by=officer)
    meeting.refresh_from_db()
    assert (meeting.state, verbs(meeting)) == (MeetingState.DRAFT, [])


def test_cancel_meeting_keeps_the_reason_as_the_notice(publisher):
    meeting = factories.MeetingFactory()
    meetings.cancel_meeting(meeting, by=publisher, reason="Postponed to 2027.")
    stored = Meeting.objects.get(pk=meeting.pk)
    assert (stored.state, stored.cancellation_notice) == (MeetingState.CANCELLED, "Postponed to 2027.")


def test_agenda_items_stand_in_the_order_of_their_numbers(officer):
    meeting = factories.MeetingFactory()
    for number in ("10", "2", "3 (a)", "3"):
        agenda.add_agenda_item(meeting, by=officer, number=number, titles={"en": f"Item {number}"})
    assert list(meeting.agenda_items.values_list("number", flat=True)) == ["2", "3", "3 (a)", "10"]


def test_an_agenda_number_is_given_once(officer):
    meeting = factories.MeetingFactory()
    agenda.add_agenda_item(meeting, by=officer, number="1", titles={"en": "Opening"})
    again = agenda.add_agenda_item(meeting, by=officer, number="1", titles={"en": "Opening"})
    with pytest.raises(ValidationError, match="number 1"):
        agenda.add_agenda_item(meeting, by=officer, number="1", titles={"en": "Elections"})
    assert (meeting.agenda_items.get(), verbs(meeting)) == (again, ["add_agenda_item"])


def test_change_agenda_item_moves_it_by_its_new_number(officer):
    meeting = factories.MeetingFactory()
    first = agenda.add_agenda_item(meeting, by=officer, number="1", titles={"en": "Opening"})
    agenda.add_agenda_item(meeting, by=officer, number="2", titles={"en": "Elections"})
    agenda.change_agenda_item(first, by=officer, number="3", titles={"en": "Opening", "fr": "Ouverture"})
    assert list(meeting.agenda_items.values_list("number", "title_fr")) == [("2", None), ("3", "Ouverture")]


def test_an_agenda_item_with_a_document_is_not_removed(officer):
    item = factories.AgendaItemFactory()
    place = factories.MeetingDocumentFactory(meeting=item.meeting, agenda_item=item)
    with pytest.raises(ValidationError):
        agenda.remove_agenda_item(item, by=officer)
    agenda.remove_document_place(place, by=officer)
    agenda.remove_agenda_item(item, by=officer)
    assert (AgendaItem.objects.count(), Document.objects.count()) == (0, 1)


def test_sittings_that_overlap_are_refused(officer):
    meeting = factories.MeetingFactory()
    begins = datetime(2026, 12, 7, 15, tzinfo=UTC)
    sitting = agenda.add_sitting(meeting, by=officer, starts_at=begins, ends_at=begins + timedelta(hours=3))
    hour = timedelta(hours=1)
    with pytest.raises(ValidationError):
        agenda.add_sitting(meeting, by=officer, starts_at=begins + hour, ends_at=begins + 4 * hour)
    agenda.change_sitting(sitting, by=officer, starts_at=begins + hour, ends_at=begins + 4 * hour)
    assert list(meeting.sittings.values_list("starts_at", flat=True)) == [begins + hour]


def test_place_document_again_moves_it(officer):
    item = factories.AgendaItemFactory()
    document = factories.DocumentFactory()
    agenda.place_document(item.meeting, by=officer, document=document)
    agenda.place_document(item.meeting, by=officer, document=document, agenda_item=item)
    assert MeetingDocument.objects.get().agenda_item == item


def test_add_document_makes_record_files_place_and_publication_in_one(publisher, pdf_bytes):
    item = factories.AgendaItemFactory()
    files = {code: [SimpleUploadedFile(f"{code}.pdf", pdf_bytes)] for code in ("en", "fr")}
    released_at = datetime(2027, 1, 4, 15, 30, tzinfo=UTC)
    place = documents.add_document(
        item.meeting,
        by=publisher,
        files=files,
        agenda_item=item,
        publish=True,
        released_at=released_at,
        kind=factories.DocumentKindFactory(),
        title_en="Draft programme of work",
        date=date(2027, 1, 4),
        symbols=["A/AC.299/2027/1"],
    )
    document = place.document
    assert place.agenda_item == item
    assert (document.state, document.released_at) == (PublicationState.PUBLISHED, released_at)
    assert sorted(document.versions.values_list("language", flat=True)) == ["en", "fr"]


def test_add_document_that_cannot_be_published_leaves_nothing(publisher):
    meeting = factories.MeetingFactory()
    with pytest.raises(TransitionRefused):
        documents.add_document(
            meeting,
            by=publisher,
            files={},
            publish=True,
            kind=factories.DocumentKindFactory(),
            title_en="Empty",
            date=date(2027, 1, 4),
        )
    assert (Document.objects.count(), MeetingDocument.objects.count()) == (0, 0)
