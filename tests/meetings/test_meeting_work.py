"""Where the secretariat prepares a meeting: who gets in, what is saved, what comes back with a message."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.enums import MeetingState
from meetings.models import AgendaItem, Meeting, MeetingDocument, Sitting
from poa_portal.audit.models import AuditEvent
from poa_portal.library.enums import PublicationState
from poa_portal.library.models import Document
from tests import factories


@pytest.fixture
def work(officer, client_of):
    return client_of(officer)


@pytest.fixture
def meeting(db):
    return factories.MeetingFactory(
        slug="plenary", title="Plenary", starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 11)
    )


def at(name, *args):
    return reverse(f"meetings:{name}", args=args)


def facts(**more):
    return {
        "body": factories.BodyFactory().pk,
        "kind": factories.MeetingKindFactory().pk,
        "starts_on": "2027-07-19",
        "ends_on": "2027-07-23",
        "time_zone": "Europe/Zurich",
        "modality": "hybrid",
        "title_en": "Second plenary",
        "title_fr": "Deuxième plénière",
        "city_en": "Geneva",
        **more,
    }


PAGES = [
    ("meeting_manage", ()),
    ("meeting_create", ()),
    ("meeting_edit", ("plenary",)),
    ("agenda_edit", ("plenary",)),
    ("sitting_edit", ("plenary",)),
    ("meeting_document_add", ("plenary",)),
    ("call_create", ("plenary",)),
]


@pytest.mark.parametrize("name, args", PAGES)
def test_work_pages_are_open_to_the_secretariat_alone(
    meeting, officer, publisher, coordinator, representative, stranger, client_of, name, args
):
    path = at(name, *args)
    statuses = [
        client_of(person).get(path).status_code
        for person in (officer, publisher, coordinator, representative, stranger, None)
    ]
    assert statuses == [200, 200, 404, 404, 404, 302]


def test_a_refused_post_writes_nothing(meeting, representative, client_of):
    response = client_of(representative).post(at("meeting_create"), facts())
    assert (response.status_code, Meeting.objects.count()) == (404, 1)


def test_create_keeps_every_language_and_goes_on_to_the_agenda(work):
    response = work.post(at("meeting_create"), facts())
    made = Meeting.objects.get()
    assert response.url == at("agenda_edit", "second-plenary")
    assert (made.state, made.title_fr, made.time_zone, made.city) == (
        MeetingState.DRAFT,
        "Deuxième plénière",
        "Europe/Zurich",
        "Geneva",
    )


def test_create_pressed_twice_makes_one_meeting(work):
    for _ in range(2):
        work.post(at("meeting_create"), facts())
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"ends_on": "2027-07-01"}, "The last day must not be before the first day."),
        ({"title_en": "", "title_fr": ""}, "Write this in at least one language."),
        ({"time_zone": "Europe/Atlantis"}, "Select a valid choice."),
        ({"starts_on": "19.19.2027"}, "Enter a valid date."),
    ],
)
def test_create_with_a_fault_comes_back_as_it_was_typed(work, wrong, message):
    response = work.post(at("meeting_create"), facts(**wrong, venue_es="Sala de conferencias"))
    text = response.content.decode()
    assert (response.status_code, Meeting.objects.count()) == (422, 0)
    assert (message in text, "Sala de conferencias" in text) == (True, True)


def test_a_cycle_of_another_body_is_refused(work):
    cycle = factories.CycleFactory(body=factories.BodyFactory(key="other"))
    response = work.post(at("meeting_create"), facts(cycle=cycle.pk))
    assert "This cycle belongs to another body." in response.content.decode()


def test_edit_changes_the_facts_and_warns_that_readers_see_it(work, meeting):
    page = work.get(at("meeting_edit", "plenary"))
    assert "What you save here everybody sees at once" in page.content.decode()
    response = work.post(
        at("meeting_edit", "plenary"), facts(starts_on="2026-12-07", ends_on="2026-12-11", title_en="Plenary of 2026")
    )
    meeting.refresh_from_db()
    assert (response.status_code, meeting.title, meeting.slug) == (302, "Plenary of 2026", "plenary")


def test_edit_of_what_somebody_else_changed_meanwhile_is_shown_not_overwritten(work, publisher, client_of, meeting):
    seen = work.get(at("meeting_edit", "plenary")).context["seen"]
    client_of(publisher).post(at("meeting_edit", "plenary"), facts(title_en="Theirs", seen=seen))
    response = work.post(at("meeting_edit", "plenary"), facts(title_en="Ours", seen=seen))
    meeting.refresh_from_db()
    text = response.content.decode()
    assert (response.status_code, meeting.title) == (422, "Theirs")
    assert (f"{publisher} changed this on" in text, "Ours" in text) == (True, True)


def test_the_publisher_announces_after_a_page_that_says_who_will_see_it(publisher, client_of):
    meeting = factories.MeetingFactory(state=MeetingState.DRAFT, announced_at=None, slug="draft")
    browser = client_of(publisher)
    page = browser.get(at("meeting_transition", "draft", "publish"))
    assert "The meeting appears for everybody" in page.content.decode()
    browser.post(at("meeting_transition", "draft", "publish"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PUBLISHED


def test_an_officer_does_not_announce(work):
    meeting = factories.MeetingFactory(state=MeetingState.DRAFT, announced_at=None, slug="draft")
    assert work.get(at("meeting_transition", "draft", "publish")).status_code == 404
    response = work.post(at("meeting_transition", "draft", "publish"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.DRAFT
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "This step is not open to you in your post."
    ]


def test_the_list_finds_drafts_by_words_and_pages(work):
    for number in range(21):
        factories.MeetingFactory(title=f"Session {number}", state=MeetingState.DRAFT, announced_at=None)
    factories.MeetingFactory(title="Round table")
    text = work.get(at("meeting_manage") + "?q=session&state=draft").content.decode()
    assert ("21 results" in text, "Round table" in text) == (True, False)
    assert work.get(at("meeting_manage") + "?page=1000000000").status_code == 404


def test_the_list_costs_the_same_queries_with_one_and_three_meetings(
    work, django_assert_num_queries, django_assert_max_num_queries
):
    factories.MeetingFactory()
    work.get(at("meeting_manage"))
    with django_assert_max_num_queries(14) as found:
        work.get(at("meeting_manage"))
    factories.MeetingFactory.create_batch(2)
    with django_assert_num_queries(len(found)):
        work.get(at("meeting_manage"))


def test_agenda_items_are_added_changed_and_removed(work, meeting):
    work.post(at("agenda_edit", "plenary"), {"number": "1", "title_en": "Opening", "title_ar": "افتتاح الدورة"})
    item = AgendaItem.objects.get()
    path = at("agenda_item_edit", "plenary", item.pk)
    assert 'value="افتتاح الدورة"' in work.get(path).content.decode()
    work.post(path, {"number": "2", "title_en": "Opening of the session"})
    item.refresh_from_db()
    assert (item.number, item.title_en, item.title_ar) == ("2", "Opening of the session", "")
    work.post(path, {"remove": "1"})
    assert AgendaItem.objects.count() == 0


def test_an_agenda_number_that_is_taken_comes_back_at_its_field(work, meeting):
    factories.AgendaItemFactory(meeting=meeting, number="1", title="Opening")
    response = work.post(at("agenda_edit", "plenary"), {"number": "1", "title_en": "Elections"})
    assert response.status_code == 422
    assert response.context["form"].errors == {"number": ["Another item has the number 1. Choose another number."]}


def test_an_item_in_use_is_not_removed_and_says_why(work, meeting):
    item = factories.AgendaItemFactory(meeting=meeting)
    factories.MeetingDocumentFactory(meeting=meeting, agenda_item=item)
    response = work.post(at("agenda_item_edit", "plenary", item.pk), {"remove": "1"}, follow=True)
    assert "Documents or inputs stand under this item." in response.content.decode()
    assert AgendaItem.objects.count() == 1


def test_an_item_of_another_meeting_is_not_found(work, meeting):
    other = factories.AgendaItemFactory()
    assert work.get(at("agenda_item_edit", "plenary", other.pk)).status_code == 404


def test_sittings_are_typed_in_the_time_of_the_room(work, meeting):
    work.post(at("sitting_edit", "plenary"), {"day": "2026-12-08", "begins": "10:00", "ends": "13:00"})
    sitting = Sitting.objects.get()
    assert sitting.starts_at == datetime(2026, 12, 8, 15, tzinfo=UTC)
    path = at("sitting_change", "plenary", sitting.pk)
    assert 'value="10:00"' in work.get(path).content.decode()
    work.post(path, {"day": "2026-12-08", "begins": "11:00", "ends": "13:00", "title_fr": "Ouverture"})
    sitting.refresh_from_db()
    assert (sitting.starts_at.hour, sitting.title_fr) == (16, "Ouverture")
    work.post(path, {"remove": "1"})
    assert Sitting.objects.count() == 0


@pytest.mark.parametrize(
    "typed, message",
    [
        ({"day": "2026-12-14"}, "Choose one of these days."),
        ({"ends": "09:00"}, "The sitting must end after it begins."),
        ({"begins": "25:00"}, "Enter a valid time."),
    ],
)
def test_a_sitting_with_a_fault_comes_back(work, meeting, typed, message):
    response = work.post(
        at("sitting_edit", "plenary"), {"day": "2026-12-08", "begins": "10:00", "ends": "13:00", **typed}
    )
    assert (response.status_code, Sitting.objects.count()) == (422, 0)
    assert message in response.content.decode()


def test_an_hour_that_the_clocks_leave_out_is_refused(work):
    factories.MeetingFactory(slug="spring", starts_on=date(2026, 3, 8), ends_on=date(2026, 3, 8))
    response = work.post(at("sitting_edit", "spring"), {"day": "2026-03-08", "begins": "02:30", "ends": "05:00"})
    assert "02:30 does not exist in New York on that day" in response.content.decode()


def test_one_button_adds_the_usual_half_days_once(work, meeting):
    for _ in range(2):
        work.post(at("sitting_edit", "plenary"), {"usual": "1"})
    assert Sitting.objects.count() == 10


def test_a_document_of_the_library_is_found_by_its_symbol_and_placed(work, meeting):
    document = factories.DocumentFactory()
    factories.SymbolFactory(document=document, text="A/80/257", normal_form="A/80/257")
    item = factories.AgendaItemFactory(meeting=meeting)
    path = at("meeting_document_add", "plenary")
    work.post(path, {"existing-name": " a/80/257 ", "existing-agenda_item": item.pk, "place": "1"})
    place = MeetingDocument.objects.get()
    assert (place.document, place.agenda_item) == (document, item)
    remove = at("meeting_document_remove", "plenary", place.pk)
    assert "It stays in the library" in work.get(remove).content.decode()
    work.post(remove)
    assert (MeetingDocument.objects.count(), Document.objects.count()) == (0, 1)


def test_an_unknown_symbol_comes_back_as_it_was_typed(work, meeting):
    response = work.post(at("meeting_document_add", "plenary"), {"existing-name": "A/99/1", "place": "1"})
    text = response.content.decode()
    assert (response.status_code, "The library has no document “A/99/1”" in text) == (422, True)
    assert 'value="A/99/1"' in text


def new_document(pdf_bytes, **more):
    return {
        "new-kind": factories.DocumentKindFactory().pk,
        "new-date": "2026-11-01",
        "new-audience": "public",
        "new-symbols": "a/ac.299/2026/1",
        "new-title_en": "Programme of work",
        "new-title_fr": "Programme de travail",
        "new-files_en": SimpleUploadedFile("en.pdf", pdf_bytes),
        "new-files_fr": SimpleUploadedFile("fr.pdf", pdf_bytes),
        "new-released_at": "2099-11-02T09:00",
        "new-once": "one-sending",
        "new": "1",
        **more,
    }


def test_a_new_document_has_files_in_two_languages_and_a_release_time(publisher, client_of, meeting, pdf_bytes):
    browser, path = client_of(publisher), at("meeting_document_add", "plenary")
    browser.post(path, new_document(pdf_bytes, **{"new-publish": "on"}))
    browser.post(path, new_document(pdf_bytes, **{"new-publish": "on"}))
    document = Document.objects.get()
    assert (document.state, document.public_name) == (PublicationState.PUBLISHED, "A/AC.299/2026/1")
    assert document.released_at == datetime(2099, 11, 2, 14, tzinfo=UTC)
    assert sorted(document.versions.values_list("language", flat=True)) == ["en", "fr"]
    assert "Programme of work" not in browser.__class__().get(meeting.get_absolute_url()).content.decode()


def test_a_new_document_of_an_officer_stays_a_draft(work, meeting, pdf_bytes):
    work.post(at("meeting_document_add", "plenary"), new_document(pdf_bytes, **{"new-publish": "on"}))
    assert Document.objects.get().state == PublicationState.DRAFT


def test_a_file_that_is_not_what_its_name_says_leaves_nothing(work, meeting, pdf_bytes):
    fake = SimpleUploadedFile("fr.pdf", b"MZ this is a program")
    response = work.post(at("meeting_document_add", "plenary"), new_document(pdf_bytes, **{"new-files_fr": fake}))
    assert (response.status_code, Document.objects.count(), MeetingDocument.objects.count()) == (422, 0, 0)
    assert "Programme de travail" in response.content.decode()


def test_every_change_of_a_meeting_is_in_its_record(work, meeting):
    work.post(at("agenda_edit", "plenary"), {"number": "1", "title_en": "Opening"})
    work.post(at("sitting_edit", "plenary"), {"day": "2026-12-08", "begins": "10:00", "ends": "13:00"})
    verbs = AuditEvent.objects.about(meeting).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["add_agenda_item", "add_sitting"]


def test_the_work_page_shows_drafts_and_calls_that_end_soon(work):
    factories.MeetingFactory(title="Draft session", state=MeetingState.DRAFT, announced_at=None)
    call = factories.CallFactory(title="Views on threats")
    factories.CallFactory(title="Much later", deadline=call.deadline + timedelta(days=90))
    panels = dict(work.get(reverse("accounts:work_home")).context["panels"])
    (values,) = [values for panel, values in panels.items() if panel.name == "meetings"]
    assert [title for title, _url, _moment in values["due"]] == ["Views on threats"]
    assert [row.title for row, _url in values["drafts"]] == ["Draft session"]
