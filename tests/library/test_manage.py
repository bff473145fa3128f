"""The desk of the secretariat."""

from datetime import UTC, datetime, timedelta
from datetime import date as day

import pytest
from django.utils import timezone

from poa_portal.audit.models import AuditEvent
from poa_portal.library import actions
from poa_portal.library.models import Document, Version
from tests.factories import DocumentKindFactory, TopicFactory
from tests.library.making import paper, txt

pytestmark = pytest.mark.django_db
FIELDS = {"date": "2026-07-20", "date_is_certain": "on", "audience": "public", "zone": "America/New_York"}


def typed(**changes):
    """A filled-in form of a document."""
    return {"title_en": "A new paper", "kind": DocumentKindFactory().pk, **FIELDS, **changes}


@pytest.fixture
def desk(client_of, publisher):
    return client_of(publisher)


@pytest.mark.parametrize("role", ["coordinator", "drafter", "representative", "stranger"])
def test_the_desk_is_not_there_for_others(client_of, request, role):
    document = paper("A/99/1", state="draft")
    other = client_of(request.getfixturevalue(role))
    steps = ["edit", "versions/new", "publish", "withdraw"]
    addresses = ["/en/work/documents/", "/en/work/documents/new/"]
    addresses += [f"/en/work/documents/{document.reference}/{step}/" for step in steps]
    assert {address: other.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)
    assert other.post(f"/en/work/documents/{document.reference}/publish/", FIELDS).status_code == 404


def test_the_desk_asks_a_stranger_to_sign_in(client):
    response = client.get("/en/work/documents/")
    assert (response.status_code, response["Location"].startswith("/en/accounts/login/")) == (302, True)


def test_an_officer_prepares_and_does_not_publish(client_of, officer):
    draft, published = paper(state="draft"), paper()
    client = client_of(officer)
    base = "/en/work/documents"
    assert client.get(f"{base}/{draft.reference}/edit/").status_code == 200
    assert client.get(f"{base}/{published.reference}/edit/").status_code == 404
    assert client.get(f"{base}/{published.reference}/versions/new/").status_code == 404
    assert client.get(f"{base}/{draft.reference}/publish/").status_code == 404


def test_the_list_finds_filters_and_orders(desk):
    paper("A/99/1", title="First paper", state="draft", date=day(2026, 1, 1))
    paper("A/99/2", title="Second paper", kind=DocumentKindFactory(key="letter", name="Letter"), date=day(2025, 1, 1))

    def found(query):
        return [row.title for _document, row, _may in desk.get(f"/en/work/documents/?{query}").context["rows"]]

    assert found("") == ["First paper", "Second paper"]
    assert found("state=draft") == ["First paper"]
    assert found("kind=letter") == ["Second paper"]
    assert found("q=a/99/2") == ["Second paper"]
    assert found("q=FIRST") == ["First paper"]
    assert found("order=date") == ["Second paper", "First paper"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("page=1000000000", 404), ("state=gone", 400), ("kind=x", 400), ("order=rank", 400), ("q=%25_'", 200)],
)
def test_broken_values_of_the_list_are_answered_in_words(desk, query, status):
    assert desk.get(f"/en/work/documents/?{query}").status_code == status


def test_the_list_costs_the_same_with_one_and_three(desk, queries_of):
    paper("A/99/1")
    queries_of("/en/work/documents/", desk)  # the first request of a session writes the session down
    one = queries_of("/en/work/documents/", desk)
    paper("A/99/2", languages=("en", "fr"))
    paper("A/99/3", languages=("en", "fr", "es"), state="draft")
    assert queries_of("/en/work/documents/", desk) == one


def test_creating_leads_to_its_first_version(desk):
    topic = TopicFactory()
    sent = typed(symbols="a/res/99/1\n\nA/99/L1", topics=[topic.pk], released_at="2026-12-01T10:00", title_ar="ورقة")
    response = desk.post("/en/work/documents/new/", sent)
    document = Document.objects.get()
    assert (response.status_code, response["Location"]) == (
        302,
        f"/en/work/documents/{document.reference}/versions/new/",
    )
    assert [symbol.text for symbol in document.symbols.all()] == ["A/RES/99/1", "A/99/L.1"]
    assert document.released_at == datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
    assert (document.title_ar, document.state, list(document.topics.all())) == ("ورقة", "draft", [topic])


def test_a_double_click_makes_one_document(desk):
    sent = typed(once="6a9d3c1e")
    desk.post("/en/work/documents/new/", sent)
    desk.post("/en/work/documents/new/", sent)
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title_en": ""}, "title_en"),
        ({"kind": ""}, "kind"),
        ({"date": "2026-02-30"}, "date"),
        ({"audience": "private"}, "audience"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"released_at": "tomorrow"}, "released_at"),
        ({"symbols": "A/" + "9" * 100}, "symbols"),
        ({"symbols": "resolution 77/37"}, "symbols"),
        ({"elsewhere": "javascript:alert(1)"}, "elsewhere"),
        ({"topics": ["999999"]}, "topics"),
    ],
)
def test_a_wrong_field_comes_back_with_what_was_typed(desk, change, field):
    paper("A/RES/77/37")
    response = desk.post("/en/work/documents/new/", typed(summary_en="Typed already") | change)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Typed already" in response.content.decode()
    assert Document.objects.count() == 1


def test_changing_saves_and_shows_the_release_on_the_clock_of_the_editor(desk):
    document = paper("A/99/1", state="draft", released_at=datetime(2030, 7, 1, 14, 0, tzinfo=UTC))
    address = f"/en/work/documents/{document.reference}/edit/"
    form = desk.get(address).context["form"]
    assert (form["symbols"].value(), form["zone"].value()) == ("A/99/1", "America/New_York")
    assert form["released_at"].value().isoformat() == "2030-07-01T10:00:00"
    response = desk.post(address, typed(title_en="Changed", symbols="A/99/2", seen=form["seen"].value()))
    assert response["Location"] == "/en/documents/A/99/2"
    document.refresh_from_db()
    assert (document.title_en, document.released_at) == ("Changed", None)


def test_two_who_edit_at_once_are_told_and_nothing_is_overwritten(desk, officer):
    document = paper("A/99/1", state="draft")
    address = f"/en/work/documents/{document.reference}/edit/"
    seen = desk.get(address).context["form"]["seen"].value()
    actions.change_document(document, by=officer, title_en="By the officer")
    response = desk.post(address, typed(title_en="By the publisher", seen=seen))
    text = response.content.decode()
    assert (response.status_code, officer.name in text, "By the publisher" in text) == (409, True, True)
    document.refresh_from_db()
    assert document.title_en == "By the officer"
    again = response.context["form"]["seen"].value()
    desk.post(address, typed(title_en="By the publisher", seen=again))
    document.refresh_from_db()
    assert document.title_en == "By the publisher"


def test_what_is_out_cannot_be_hidden_by_changing_it(desk):
    document = paper("A/99/1", released_at=timezone.now() - timedelta(days=1))
    response = desk.post(f"/en/work/documents/{document.reference}/edit/", typed(released_at="2031-01-01T10:00"))
    assert (response.status_code, "Withdraw it instead" in response.content.decode()) == (422, True)


def test_adding_a_version_with_several_files(desk):
    document = paper("A/99/1", languages=(), state="draft")
    address = f"/en/work/documents/{document.reference}/versions/new/"
    sent = {"language": "fr", "revision": "0", "status": "courtesy", "files": [txt(), txt(b"Two", "two.txt")]}
    response = desk.post(address, sent)
    version = Version.objects.get()
    assert response["Location"] == "/en/documents/A/99/1"
    assert (version.language, version.status) == ("fr", "courtesy")
    assert sorted(version.files.values_list("name", flat=True)) == ["paper.txt", "two.txt"]
    translated = {"language": "es", "revision": "0", "status": "official", "files": [txt()], "translates": version.pk}
    assert desk.post(address, translated | {"another": "1"})["Location"] == address
    assert Version.objects.get(language="es").translates == version


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"language": "not a tag"}, "language"),
        ({"revision": "-1"}, "revision"),
        ({"revision": "99999999999999999999"}, "revision"),
        ({"language": "en"}, "revision"),
        ({"status": "sworn"}, "status"),
        ({"translates": "999999"}, "translates"),
        ({"files": []}, "files"),
        ({"files": [txt(b"MZ", "program.exe")]}, "files"),
        ({"files": [txt(b"", "empty.txt")]}, "files"),
        ({"files": [txt(b"%PDF-", "a/b\u202efdp.exe")]}, "files"),
    ],
)
def test_a_wrong_version_is_refused_whole(desk, change, field):
    document = paper("A/99/1")
    sent = {"language": "fr", "revision": "0", "status": "official", "files": [txt()]} | change
    response = desk.post(f"/en/work/documents/{document.reference}/versions/new/", sent)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert document.versions.count() == 1


def test_publishing_says_what_becomes_visible_and_to_whom(desk):
    document = paper("A/99/1", state="draft", audience="states", languages=("en", "fr"))
    text = desk.get(f"/en/work/documents/{document.reference}/publish/").content.decode()
    for words in ("All delegations", "Français", "paper.pdf", "There is no title in"):
        assert words in text


def test_publishing_now_and_at_a_time(desk):
    now, later = paper("A/99/1", state="draft"), paper("A/99/2", state="draft")
    zone = {"zone": "Europe/Paris"}
    desk.post(f"/en/work/documents/{now.reference}/publish/", zone | {"released_at": ""})
    desk.post(f"/en/work/documents/{later.reference}/publish/", zone | {"released_at": "2031-07-01T18:00"})
    now.refresh_from_db()
    later.refresh_from_db()
    assert (now.state, now.released_at <= timezone.now()) == ("published", True)
    assert (later.state, later.released_at) == ("published", datetime(2031, 7, 1, 16, 0, tzinfo=UTC))


def test_publishing_twice_makes_one_publication(desk):
    document = paper("A/99/1", state="draft")
    address = f"/en/work/documents/{document.reference}/publish/"
    first, second = desk.post(address, {"zone": "Europe/Paris"}), desk.post(address, {"zone": "Europe/Paris"})
    assert (first.status_code, second.status_code) == (302, 404)
    assert AuditEvent.objects.about(document).filter(verb="publish").count() == 1


def test_withdrawing_asks_for_a_reason(desk):
    document = paper("A/99/1")
    address = f"/en/work/documents/{document.reference}/withdraw/"
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"reason": " "}).status_code == 422
    assert desk.post(address, {"reason": "A mistake."})["Location"] == "/en/documents/A/99/1"
    document.refresh_from_db()
    assert (document.state, document.withdrawal_notice) == ("withdrawn", "A mistake.")


@pytest.mark.parametrize("step", ["delete", "unpublish", "x" * 200])
def test_a_step_that_does_not_exist_is_not_found(desk, step):
    document = paper("A/99/1")
    assert desk.get(f"/en/work/documents/{document.reference}/{step}/").status_code == 404


def test_the_page_of_a_document_offers_what_is_open_to_the_reader(desk, client_of, officer):
    document = paper("A/99/1")
    address = f"/en/work/documents/{document.reference}"
    assert f"{address}/withdraw/" in desk.get("/en/documents/A/99/1").content.decode()
    assert f"{address}/" not in client_of(officer).get("/en/documents/A/99/1").content.decode()


def test_a_version_leaves_a_draft_and_stays_in_what_is_published(desk, client_of, drafter):
    draft, published = paper("A/99/1", state="draft"), paper("A/99/2")

    def remove(document, client=desk):
        version = document.versions.first()
        number = version.pk if version else 0
        return client.post(f"/en/work/documents/{document.reference}/versions/{number}/remove/").status_code

    assert (remove(draft, client_of(drafter)), draft.versions.count()) == (404, 1)
    address = f"/en/work/documents/{draft.reference}/versions/{draft.versions.get().pk}/remove/"
    assert "leave the draft" in desk.get(address).content.decode()
    assert (remove(draft), draft.versions.count()) == (302, 0)
    assert remove(draft) == 404
    assert (remove(published), published.versions.count()) == (302, 1)
