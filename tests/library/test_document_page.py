"""The page of a document and its files, for everybody who may and may not read them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from poa_portal.common.enums import Audience
from poa_portal.library import actions, context
from poa_portal.library.models import Document
from poa_portal.library.presenters import missing_language
from tests.factories import FileFactory, TopicFactory, VersionFactory
from tests.library.making import paper, txt

pytestmark = pytest.mark.django_db


def page(client, address):
    response = client.get(address)
    return response.status_code, response.content.decode()


def test_a_document_is_found_under_its_symbol(client):
    document = paper("A/RES/77/37", languages=("en", "fr"), summary="What it is about.")
    status, text = page(client, "/en/documents/A/RES/77/37")
    assert status == 200
    for shown in (document.title, "What it is about.", "A/RES/77/37", "20 July 2026", "Français", document.reference):
        assert shown in text
    for version in document.versions.all():
        assert version.files.get().sha256 in text


@pytest.mark.parametrize(
    "written",
    ["a/res/77/37", "RES/77/37", "resolution%2077/37", "a%20/%20res/77/37", "A_RES_77_37-EN.pdf", "A/RES/77/37/"],
)
def test_another_spelling_is_sent_to_the_one_address_for_ever(client, written):
    paper("A/RES/77/37")
    response = client.get(f"/fr/documents/{written}")
    assert (response.status_code, response["Location"]) == (301, "/fr/documents/A/RES/77/37")


def test_a_reference_is_sent_to_the_symbol(client):
    document = paper("A/RES/77/37")
    assert client.get(f"/en/documents/{document.reference}")["Location"] == "/en/documents/A/RES/77/37"


def test_a_document_without_symbol_lives_under_its_reference(client):
    document = paper()
    assert client.get(f"/en/documents/{document.reference}").status_code == 200


def test_a_bare_number_is_sent_on_only_for_now(client):
    paper("A/C.1/77/L.73")
    response = client.get("/en/documents/L73")
    assert (response.status_code, response["Location"]) == (302, "/en/documents/A/C.1/77/L.73")


def test_an_ambiguous_number_asks_the_reader(client):
    paper("A/C.1/77/L.73", title="Draft on the programme")
    paper("A/79/L.73", title="Draft on the ocean")
    status, text = page(client, "/en/documents/L.73")
    assert status == 200
    assert ("Draft on the programme" in text, "Draft on the ocean" in text) == (True, True)


def test_an_asterisk_and_signs_survive_the_address(client):
    paper("A/99/999*")
    assert client.get("/en/documents/A/99/999")["Location"] == "/en/documents/A/99/999*"
    assert client.get("/en/documents/A/99/999*").status_code == 200


@pytest.mark.parametrize(
    "name", ["A/99/12345", "%F0%9F%92%A3", "x" * 900, "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "<script>"]
)
def test_an_unknown_name_is_not_found_in_words(client, name):
    status, text = page(client, f"/en/documents/{name}")
    assert (status, "There is no document" in text, "“<script>" in text) == (404, True, False)


def test_a_missing_language_is_named_with_those_that_exist(client):
    document = paper("A/99/1", languages=("es", "sw"))
    with translation.override("en"):
        sentence = missing_language(Document.objects.with_rows().get(pk=document.pk))
    assert sentence == "This document is not available in English. It exists in: Spanish and Swahili."
    assert sentence in page(client, "/en/documents/A/99/1")[1]
    assert 'class="notice info"' not in page(client, "/es/documents/A/99/1")[1]


def test_earlier_revisions_stay_with_their_files(client, publisher):
    document = paper("A/99/1")
    first = document.versions.get().files.get()
    actions.add_version(document, by=publisher, language="en", files=[txt(b"Corrected.")])
    status, text = page(client, "/en/documents/A/99/1")
    assert (status, "Earlier revisions" in text, first.sha256 in text, "Revision 1" in text) == (200, True, True, True)
    assert client.get(f"/en/files/{first.sha256}/{first.name}").status_code == 200


def test_a_translation_says_of_which_text_and_what_it_is_worth(client):
    document = paper("A/99/1")
    version = VersionFactory(document=document, language="pt", status="volunteer", translates=document.versions.get())
    FileFactory(version=version, content=b"%PDF pt")
    text = page(client, "/en/documents/A/99/1")[1]
    assert "Volunteer translation" in text
    assert "translated from English (Original text)" in text


def test_a_withdrawn_document_leaves_its_notice_and_no_file(client, publisher):
    document = paper("A/99/1")
    stored = document.versions.get().files.get()
    actions.withdraw_document(document, by=publisher, reason="Issued by mistake.")
    status, text = page(client, "/en/documents/A/99/1")
    assert (status, "Issued by mistake." in text, stored.sha256 in text) == (200, True, False)
    assert client.get(f"/en/files/{stored.sha256}/{stored.name}").status_code == 404


def test_related_places_come_from_other_rooms(client, monkeypatch):
    monkeypatch.setattr(
        context, "_related", [lambda document, user: [("Meeting", "First plenary", "/en/meetings/one/")]]
    )
    paper("A/99/1")
    assert 'href="/en/meetings/one/"' in page(client, "/en/documents/A/99/1")[1]


def test_topics_lead_to_their_pages(client):
    document = paper("A/99/1")
    document.topics.add(TopicFactory(key="threats", title="Threats"))
    assert 'href="/en/topics/threats/"' in page(client, "/en/documents/A/99/1")[1]


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.PUBLIC, {None, "stranger", "representative", "drafter", "officer"}),
        (Audience.STAKEHOLDERS, {"representative", "drafter", "officer"}),
        (Audience.STATES, {"drafter", "officer"}),
        (Audience.OWNER, {"officer"}),
    ],
)
def test_page_file_list_and_feed_agree_on_the_readers(audience, readers, client_of, request):
    document = paper("A/99/1", audience=audience, title="Paper of an audience")
    stored = document.versions.get().files.get()
    addresses = ["/en/documents/A/99/1", f"/en/files/{stored.sha256}/{stored.name}"]
    for role in (None, "stranger", "representative", "drafter", "officer"):
        client = client_of(request.getfixturevalue(role) if role else None)
        seen = role in readers
        assert [client.get(address).status_code for address in addresses] == [200 if seen else 404] * 2, role
        assert (document.title in client.get("/en/library/?q=audience").content.decode()) is seen, role
        in_feed = document.title in client.get("/en/feeds/documents.atom").content.decode()
        assert in_feed is (audience == Audience.PUBLIC), role


@pytest.mark.parametrize(("seconds", "seen"), [(-1, False), (0, True), (1, True)])
def test_a_document_appears_at_its_release_time_and_not_a_second_before(client, monkeypatch, seconds, seen):
    released_at = datetime(2030, 7, 20, 14, 0, tzinfo=UTC)
    document = paper("A/99/1", released_at=released_at, title="Paper with a time")
    stored = document.versions.get().files.get()
    monkeypatch.setattr(timezone, "now", lambda: released_at + timedelta(seconds=seconds))
    status = 200 if seen else 404
    assert client.get("/en/documents/A/99/1").status_code == status
    assert client.get(f"/en/files/{stored.sha256}/{stored.name}").status_code == status
    for address in ("/en/library/?q=time", "/en/feeds/documents.atom", "/sitemap.xml"):
        text = client.get(address).content.decode()
        assert ("/documents/A/99/1" in text) is seen, address


def test_the_secretariat_sees_what_is_not_out_yet_and_when_it_will_be(client_of, officer):
    paper("A/99/1", released_at=datetime(2030, 7, 20, 14, 0, tzinfo=UTC))
    text = page(client_of(officer), "/en/documents/A/99/1")[1]
    assert "Not out yet: appears on 20 July 2030, 14:00" in text


def test_queries_are_few_and_do_not_grow(client, queries_of):
    paper("A/99/1", languages=("en",))
    paper("A/99/2", languages=("en", "fr", "es", "ar"))
    one, four = queries_of("/en/documents/A/99/1"), queries_of("/en/documents/A/99/2")
    assert (one == four, one <= 8) == (True, True)


def test_a_file_is_served_safely_and_once(client):
    stored = paper("A/99/1").versions.get().files.get()
    response = client.get(f"/en/files/{stored.sha256}/{stored.name}")
    assert b"".join(response.streaming_content) == b"%PDF-1.7 xen"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="paper.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{stored.sha256}"'
    assert "default-src 'none'" in response["Content-Security-Policy"]
    again = client.get(f"/en/files/{stored.sha256}/{stored.name}", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_what_is_no_pdf_is_only_a_download(client, publisher):
    document = paper("A/99/1", languages=(), state="draft")
    actions.add_version(document, by=publisher, language="ar", files=[txt(name="ورقة عمل.txt")])
    actions.publish_document(document, by=publisher)
    stored = document.versions.get().files.get()
    response = client.get(f"/ar/files/{stored.sha256}/{stored.name}")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D9%88")
    assert response["Content-Security-Policy"].endswith("sandbox")


def test_a_wrong_file_name_is_sent_to_the_right_one(client):
    stored = paper("A/99/1").versions.get().files.get()
    response = client.get(f"/en/files/{stored.sha256}/other.exe")
    assert response["Location"] == f"/en/files/{stored.sha256}/paper.pdf"


@pytest.mark.parametrize("digest", ["0" * 64, "x", "%00", "A" * 5000])
def test_an_unknown_digest_is_not_found(client, digest):
    assert client.get(f"/en/files/{digest}/paper.pdf").status_code in {400, 404}


def test_a_file_whose_bytes_are_lost_is_not_found_in_words(client):
    stored = paper("A/99/1").versions.get().files.get()
    stored.upload.storage.delete(stored.upload.name)
    status, text = page(client, f"/en/files/{stored.sha256}/{stored.name}")
    assert (status, "cannot be read at the moment" in text) == (404, True)


def test_a_file_is_never_kept_in_the_cache_of_pages(client, settings):
    settings.PUBLIC_PAGE_CACHE = True
    stored = paper("A/99/1").versions.get().files.get()
    for _time in range(2):
        response = client.get(f"/en/files/{stored.sha256}/{stored.name}")
        assert b"".join(response.streaming_content) == b"%PDF-1.7 xen"
        assert response["Cache-Control"] == "private, no-cache"


def test_a_text_in_another_language_says_which(client, publisher):
    document = paper("A/99/1", summary_en="In English only.")
    assert '<div class="prose" lang="en" dir="ltr">' in page(client, "/ar/documents/A/99/1")[1]
    assert '<div class="prose">' in page(client, "/en/documents/A/99/1")[1]
    with translation.override("ar"):
        actions.withdraw_document(document, by=publisher, reason="سُحبت خطأ")
    assert '<p class="prose" lang="ar" dir="rtl">سُحبت خطأ</p>' in page(client, "/en/documents/A/99/1")[1]
