"""The secretariat announces a meeting with its documents and a call; everybody finds it everywhere."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from poa_portal.common import times
from tests.journeys.files import pdf
from tests.journeys.house import House
from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

OWN_TIME = "a moment in the reader's own zone"
NEW_YORK = ZoneInfo("America/New_York")
TITLES = {"en": "Consultations on harbour networks", "ar": "مشاورات بشأن شبكات الموانئ"}
AGENDA = {"en": "Exchange of experiences of harbour masters", "ar": "تبادل خبرات مديري الموانئ"}
PAPERS = {"en": "Notes on harbour networks", "ar": "ملاحظات بشأن شبكات الموانئ"}
HELD_BACK = {"en": "Summary held back until noon", "ar": "موجز محجوب حتى الظهر"}
CALLS = {"en": "Call on harbour networks", "ar": "دعوة بشأن شبكات الموانئ"}
QUESTIONS = {
    "en": ["What protects a harbour?", "Who is told first?", "What can you offer?"],
    "ar": ["ما الذي يحمي الميناء؟", "من يُبلَّغ أولا؟", "ما الذي يمكنكم تقديمه؟"],
}


def test_meeting_announced_with_call_is_found_on_every_surface(walk: Callable[..., Walker], house: House) -> None:
    publisher, reader = walk("Alex Rivers"), walk()
    title = TITLES[publisher.language]
    slug = _draft_meeting(publisher)
    assert reader.go(f"meetings/{slug}/").status == 404
    _add_documents(publisher, slug)
    call, deadline = _add_call(publisher, slug)

    publisher.go(f"work/meetings/{slug}/edit/")
    publisher.follow("Announce the meeting")
    publisher.sees(
        publisher.words("The meeting appears for everybody: in the calendar, in search, in the feeds and in the API.")
    )
    publisher.press("Announce the meeting")
    publisher.go(f"work/calls/{call}/edit/")
    publisher.follow("Announce the call")
    publisher.press("Announce the call")

    _reader_sees_the_meeting(reader, slug, deadline)
    _reader_finds_it_elsewhere(reader, slug, call, title)
    _document_comes_out_at_its_time(reader, house, slug)


def _draft_meeting(publisher: Walker) -> str:
    code, other = publisher.language, "ar" if publisher.language == "en" else "en"
    publisher.go("work/meetings/new/")
    publisher.press("Save as draft")
    publisher.arrive("with errors")
    publisher.sees(publisher.words("This field is required."))
    first = timezone.now().date() + timedelta(days=50)
    publisher.field("body").select_option(index=4)
    publisher.field("kind").select_option(index=7)
    publisher.choose("time_zone", "Europe/Zurich")
    publisher.choose("modality", "hybrid")
    publisher.fill({"starts_on": first.isoformat(), "ends_on": (first + timedelta(days=1)).isoformat()})
    publisher.fill({f"title_{code}": TITLES[code], f"title_{other}": TITLES[other]})
    publisher.fill({"city_en": "Geneva", "city_ar": "جنيف", "venue_en": "Room XIX", "venue_ar": "القاعة التاسعة عشرة"})
    publisher.press("Save as draft")
    publisher.sees(publisher.words("The draft is saved. Only the secretariat sees it until it is announced."))
    for number, words in [("1", "Opening"), ("2", AGENDA[code])]:
        publisher.fill({"number": number, f"title_{code}": words})
        publisher.press("Add the item")
    publisher.sees(AGENDA[code])
    return publisher.path.split("/")[2]


def _add_documents(publisher: Walker, slug: str) -> None:
    """One document in two languages that is out at once, and one that waits for its release time."""
    code = publisher.language
    publisher.go(f"work/meetings/{slug}/documents/")
    release = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT12:00")
    for title, released_at in [(PAPERS[code], ""), (HELD_BACK[code], release)]:
        publisher.field("new-kind").select_option(index=8)
        publisher.field("new-agenda_item").select_option(index=2)
        publisher.fill({f"new-title_{code}": title, "new-released_at": released_at})
        publisher.attach("new-files_en", pdf("notes.pdf", f"{title} en"))
        publisher.attach("new-files_fr", pdf("notes-fr.pdf", f"{title} fr"))
        publisher.check("new-publish")
        publisher.press("Add the document")
        publisher.sees(title)


def _add_call(publisher: Walker, slug: str) -> tuple[str, datetime]:
    """Three questions and a deadline in New York time; the zone is chosen, not computed by the person."""
    code = publisher.language
    publisher.go(f"work/meetings/{slug}/calls/new/")
    now = timezone.now().astimezone(NEW_YORK)
    deadline = (now + timedelta(days=30)).replace(hour=18, minute=0, second=0, microsecond=0)
    publisher.choose("respondents", "everybody")
    publisher.choose("time_zone", NEW_YORK.key)
    publisher.fill({"opens_at": f"{deadline:%Y-%m-%dT%H:%M}", "deadline": f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}"})
    publisher.fill({f"title_{code}": CALLS[code]})
    for number, question in enumerate(QUESTIONS[code]):
        publisher.fill({f"questions-{number}-text_{code}": question})
    publisher.press("Save as draft")
    publisher.arrive("with errors")
    publisher.sees(publisher.words("The deadline must be later than the opening."))
    publisher.fill({"opens_at": f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}", "deadline": f"{deadline:%Y-%m-%dT%H:%M}"})
    publisher.press("Save as draft")
    publisher.sees(publisher.words("The draft is saved. Only the secretariat sees it until it is announced."))
    return publisher.path.split("/")[2], deadline


def _reader_sees_the_meeting(reader: Walker, slug: str, deadline: datetime) -> None:
    code = reader.language
    reader.go(f"meetings/{slug}/")
    reader.sees(TITLES[code], AGENDA[code], PAPERS[code], CALLS[code], "English", "Français")
    reader.misses(HELD_BACK[code])
    with translation.override(code):
        moment = times.Moment.at(deadline, NEW_YORK.key)
    reader.sees(moment.venue, moment.city, f"{moment.utc} UTC")
    reader.sees(f"({reader.words('your time', OWN_TIME)})")
    for link in reader.main.locator('a[href*="/files/"]').all():
        assert reader.fetch(link.get_attribute("href") or "").startswith(b"%PDF-")
    reader.follow("Read the call and answer")
    reader.sees(*QUESTIONS[code])
    assert reader.go(f"work/meetings/{slug}/edit/").url.endswith(
        f"/accounts/login/?next=/{code}/work/meetings/{slug}/edit/"
    )


def _reader_finds_it_elsewhere(reader: Walker, slug: str, call: str, title: str) -> None:
    code = reader.language
    reader.go("meetings/")
    reader.sees(title)
    reader.go(f"library/?q={title}")
    reader.sees(title)
    reader.misses(HELD_BACK[code])
    for address in (f"/{code}/meetings/{slug}.ics", f"/{code}/calendar.ics"):
        assert title in _unfolded(reader.fetch(address))
    assert title in reader.fetch(f"/{code}/feeds/meetings.atom").decode()
    feed = reader.fetch(f"/{code}/feeds/documents.atom").decode()
    assert PAPERS[code] in feed
    assert HELD_BACK[code] not in feed
    meeting = json.loads(reader.fetch(f"/api/v1/meetings/{slug}/?lang={code}"))
    assert [meeting["title"], meeting["calls"], len(meeting["documents"])] == [title, [call], 1]


def _document_comes_out_at_its_time(reader: Walker, house: House, slug: str) -> None:
    """Nothing has to run for that: the release time is asked when somebody reads."""
    title = HELD_BACK[reader.language]
    ((reference,),) = house.query("SELECT reference FROM library_document WHERE %s IN (title_en, title_ar)", title)
    assert reader.go(f"documents/{reference}").status == 404
    house.query("UPDATE library_document SET released_at = now() - interval '1 minute' WHERE reference = %s", reference)
    reader.go(f"meetings/{slug}/?now")
    reader.sees(title)
    reader.go(f"documents/{reference}?now")
    reader.sees(title)


def _unfolded(calendar: bytes) -> str:
    return calendar.replace(b"\r\n ", b"").decode()
