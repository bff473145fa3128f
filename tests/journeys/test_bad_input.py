"""What goes wrong on purpose or by accident, against the running portal: words, the right status, nothing written."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest
import requests
from django.utils import translation
from django.utils.translation import gettext

from tests.conftest import PDF
from tests.journeys.house import House

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

KEN, MARA = "ken.haddad@northwind.example", "mara.lindqvist@arvandia.example"
CALL = "demonstration-inputs"
SCRIPTED = PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
TRACES = ("Traceback", "urlpatterns", "Exception Value", "django/core")
WRITTEN = (
    "audit_auditevent",
    "audit_receipt",
    "library_file",
    "meetings_writteninput",
    "meetings_inputanswer",
    "meetings_inputfile",
    "accounts_post",
    "post_office_email",
)


class Visitor:
    """A program that sends what browsers send, and worse."""

    def __init__(self, house: House, language: str) -> None:
        self.house, self.language = house, language
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = language

    def get(self, path: str) -> requests.Response:
        return self.session.get(f"{self.house.base}/{self.language}/{path}", timeout=60)

    def post(self, path: str, data: dict[str, Any], files: Any = None) -> requests.Response:
        """With the token of the form, as if the page had been opened; a redirect is not followed."""
        address = f"{self.house.base}/{self.language}/{path}"
        sent = {"csrfmiddlewaretoken": self.session.cookies.get("csrftoken", ""), **data}
        return self.session.post(address, sent, files=files, allow_redirects=False, timeout=120)

    def sign_in(self, email: str) -> "Visitor":
        self.get("accounts/login/")
        assert self.post("demonstration/sign-in/", {"email": email}).status_code == 302
        return self

    def words(self, text: str) -> str:
        with translation.override(self.language):
            return gettext(text)

    def is_told(self, answer: requests.Response, status: int, text: str = "") -> None:
        """The answer has this status, speaks the language of the address and shows no trace of the inside."""
        page = unescape(answer.text)
        root = re.search(r'<html lang="([\w-]+)" dir="(\w+)"', page)
        direction = "rtl" if self.language == "ar" else "ltr"
        assert (answer.status_code, root.groups() if root else None) == (status, (self.language, direction))
        assert [trace for trace in TRACES if trace in page] == []
        if text:
            assert text in page


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visit(house: House, language: str) -> Iterator[Callable[..., Visitor]]:
    def make(email: str = "") -> Visitor:
        visitor = Visitor(house, language)
        return visitor.sign_in(email) if email else visitor

    yield make
    complaints = house.complaints()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def draft(visit: Callable[..., Visitor], house: House) -> Iterator[tuple[Visitor, str]]:
    """The draft of an input, and its author; it is withdrawn in the end, so that the next test begins its own."""
    author = visit(KEN)
    author.get(f"calls/{CALL}/answer/")
    begun = author.post(f"calls/{CALL}/answer/", {"party": "northwind-cert-alliance"})
    reference = begun.headers["Location"].split("/")[-3]
    author.get(f"work/inputs/{reference}/edit/")
    yield author, reference
    house.query("UPDATE meetings_call SET deadline = now() + interval '28 days' WHERE slug = %s", CALL)
    author.post(f"work/inputs/{reference}/withdraw/", {})


def _written(house: House) -> list[int]:
    return [house.query(f"SELECT count(*) FROM {table}")[0][0] for table in WRITTEN]  # noqa: S608  our own names


def _fields(author: Visitor, reference: str, **changed: str) -> dict[str, str]:
    page = author.get(f"work/inputs/{reference}/edit/").text
    version = re.search(r'name="version" value="(\d+)"', page)
    return {
        "title": "Title",
        "language": "en",
        "audience": "public",
        "version": version[1] if version else "0",
        **changed,
    }


@pytest.mark.parametrize(
    "name,content,message",
    [
        ("large.pdf", PDF + b"0" * (60 * 1024 * 1024), "“%(name)s” has %(size)s; at most %(limit)s can be received."),
        ("empty.pdf", b"", "“%(name)s” is empty. Choose the file again."),
        ("program.pdf", b"MZ\x90\x00" * 100, "“%(name)s” cannot be accepted"),
        (
            "scripted.pdf",
            SCRIPTED,
            "“%(name)s” contains scripts or macros. Save it without them, best as a plain PDF, and send it again.",
        ),
    ],
    ids=["60-megabytes", "empty", "wrong-type", "active"],
)
def test_refused_file_is_named_and_the_words_are_kept(
    draft: tuple[Visitor, str], house: House, name: str, content: bytes, message: str
) -> None:
    author, reference = draft
    fields = _fields(author, reference, title="Words that stay")
    before = _written(house)
    upload = {"attachments": (name, content, "application/pdf")}
    answer = author.post(f"work/inputs/{reference}/edit/", {**fields, "do": "save"}, upload)
    author.is_told(answer, 422, "Words that stay")
    said = author.words(MESSAGES.get(message, message)).split("%(size)s")[0] % {"name": name, "types": ""}
    assert said.split(":")[0].rstrip() in unescape(answer.text)
    assert _written(house) == before


MESSAGES = {
    "“%(name)s” has %(size)s; at most %(limit)s can be received.": (
        "“%(name)s” has %(size)s; at most %(limit)s can be received. Send a smaller file."
    ),
    "“%(name)s” cannot be accepted": (
        "“%(name)s” cannot be accepted: its content must be one of %(types)s, and its ending must say so."
    ),
}


def test_name_with_direction_marks_and_slashes_becomes_a_plain_one(draft: tuple[Visitor, str]) -> None:
    author, reference = draft
    name = "../../re\u202efdp.exe\u200f.pdf"
    upload = {"attachments": (name, PDF, "application/pdf")}
    answer = author.post(f"work/inputs/{reference}/edit/", {**_fields(author, reference), "do": "save"}, upload)
    assert answer.status_code == 302
    page = unescape(author.get(f"work/inputs/{reference}/edit/").text)
    assert "refdp.exe.pdf" in page
    assert [mark for mark in ("\u202e", "\u200f", "../..") if mark in page] == []


def test_input_sent_a_second_after_the_deadline_is_kept_as_a_draft(draft: tuple[Visitor, str], house: House) -> None:
    author, reference = draft
    fields = _fields(author, reference, title="Nearly in time")
    assert author.post(f"work/inputs/{reference}/edit/", {**fields, "do": "check"}).status_code == 302
    version = re.search(r'name="version" value="(\d+)"', author.get(f"work/inputs/{reference}/submit/").text)
    house.query("UPDATE meetings_call SET deadline = now() - interval '1 second' WHERE slug = %s", CALL)
    before = _written(house)
    answer = author.post(f"work/inputs/{reference}/submit/", {"version": version[1] if version else ""})
    author.is_told(answer, 422)
    assert _written(house) == before
    assert house.query("SELECT state, title FROM meetings_writteninput WHERE reference = %s", reference) == [
        ("draft", "Nearly in time")
    ]


def test_double_click_sends_once_and_shows_one_receipt(draft: tuple[Visitor, str], house: House) -> None:
    author, reference = draft
    fields = {**_fields(author, reference, title="Clicked twice"), "do": "check"}
    page = author.get(f"work/inputs/{reference}/edit/").text
    answers: list[str] = re.findall(r'<textarea name="([^"]+)"', page)
    fields |= dict.fromkeys(answers, "An answer.")
    assert author.post(f"work/inputs/{reference}/edit/", fields).status_code == 302
    version = re.search(r'name="version" value="(\d+)"', author.get(f"work/inputs/{reference}/submit/").text)
    sent = {"version": version[1] if version else ""}
    receipts = house.query("SELECT count(*) FROM audit_receipt")[0][0]
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: author.post(f"work/inputs/{reference}/submit/", sent), range(2)))
    assert [answer.status_code for answer in both] == [302, 302]
    assert len({answer.headers["Location"] for answer in both}) == 1
    assert house.query("SELECT count(*) FROM audit_receipt")[0][0] == receipts + 1


def test_double_click_on_registration_makes_one_organization(visit: Callable[..., Visitor], house: House) -> None:
    author = visit(KEN)
    author.get("work/organizations/register/")
    name = f"Twice Clicked Institute {author.language}"
    category = house.query("SELECT id FROM stakeholders_category ORDER BY id LIMIT 1")[0][0]
    with ThreadPoolExecutor(2) as pool:
        both = list(
            pool.map(
                lambda _: author.post(
                    "work/organizations/register/", {"name": name, "category": category, "website": ""}
                ),
                range(2),
            )
        )
    assert {answer.status_code for answer in both} <= {302, 422}
    assert house.query("SELECT count(*) FROM accounts_party WHERE name = %s", name) == [(1,)]


def test_expired_invitation_is_told_and_gives_no_post(visit: Callable[..., Visitor], house: House) -> None:
    inviter, guest = visit(MARA), visit()
    inviter.get("work/team/xa/")
    email = f"late.{inviter.language}@arvandia.example"
    invited = inviter.post("work/team/xa/", {"email": email, "role": "drafter", "language": inviter.language})
    assert invited.status_code == 302
    ((token,),) = house.query("SELECT token FROM accounts_invitation WHERE email = %s", email)
    guest.is_told(guest.get(f"invitations/{token}/"), 200)
    house.query("UPDATE accounts_invitation SET expires_at = now() - interval '1 minute' WHERE email = %s", email)
    before = _written(house)
    guest.is_told(guest.get(f"invitations/{token}/"), 410, guest.words("This invitation is closed"))
    guest.is_told(guest.post(f"invitations/{token}/", {}), 410, guest.words("This invitation is closed"))
    guest.is_told(guest.get("invitations/there-is-none/"), 404)
    assert _written(house) == before


def test_receipt_of_another_content_does_not_verify(visit: Callable[..., Visitor], house: House) -> None:
    reader = visit()
    (first, one), (_second, other) = house.query("SELECT number, sha256 FROM audit_receipt ORDER BY id LIMIT 2")
    genuine, no_match = reader.words("The receipt is genuine"), reader.words("Number and SHA-256 do not match")
    reader.is_told(reader.get(f"receipts/?number={first}&sha256={one}"), 200, genuine)
    reader.is_told(reader.get(f"receipts/?number={first}&sha256={other}"), 200, no_match)
    reader.is_told(reader.get(f"receipts/?number={first}&sha256=zz"), 422)


def test_unknown_language_answers_in_what_the_browser_asks_for(visit: Callable[..., Visitor], house: House) -> None:
    reader = visit()
    answer = reader.session.get(f"{house.base}/de/meetings/", timeout=60)
    reader.is_told(answer, 404, reader.words("Page not found"))


@pytest.mark.parametrize(
    "said", ["a / res/77/37", "A/RES/77/37 ", "a/res/77/37", "%20A%20/%20RES%20/%2077/37", "A／RES／77／37"]
)
def test_symbol_with_odd_spaces_finds_its_document(visit: Callable[..., Visitor], said: str) -> None:
    reader = visit()
    answer = reader.get(f"documents/{said}")
    assert answer.url.endswith(f"/{reader.language}/documents/A/RES/77/37")
    reader.is_told(answer, 200)


def test_short_form_of_a_resolution_is_understood_or_asked_about(visit: Callable[..., Visitor]) -> None:
    reader = visit()
    answer = reader.get("documents/L73")
    assert answer.status_code in {200, 404}
    reader.is_told(answer, answer.status_code)


@pytest.mark.parametrize(
    "path,status",
    [
        ("library/?page=1000000000", 404),
        ("library/?page=zero", 404),
        ("library/?page=-1", 404),
        ("meetings/?page=1000000000", 404),
        ("stakeholders/?page=1000000000", 404),
        ("inputs/?page=1000000000", 404),
        ("library/?q=%FF%FE", 400),
        ("library/?q=%00", 400),
        ("%FF/", 404),
        ("library/?year=99999999999999999999", 400),
        ("library/?source=%27;DROP", 400),
        ("documents/" + "A" * 3000, 404),
        ("files/zz/x.pdf", 404),
        ("calls/nothing/", 404),
        ("surveys/nothing/", 404),
    ],
)
def test_address_that_means_nothing_is_answered_in_words(visit: Callable[..., Visitor], path: str, status: int) -> None:
    reader = visit()
    reader.is_told(reader.get(path), status)


@pytest.mark.parametrize(
    "path,status",
    [
        ("meetings/?page_size=1000000000", 200),
        ("meetings/?cursor=nonsense", 404),
        ("meetings/nothing/", 404),
        ("nothing/", 404),
        ("meetings/?q=%FF", 400),
        ("states/?lang=de", 400),
    ],
)
def test_api_answers_bad_requests_with_problem_documents(
    visit: Callable[..., Visitor], house: House, path: str, status: int
) -> None:
    answer = visit().session.get(f"{house.base}/api/v1/{path}", timeout=60)
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert answer.json()["status"] == status
    assert [trace for trace in TRACES if trace in answer.text] == []


def test_forged_form_is_refused_in_words(visit: Callable[..., Visitor]) -> None:
    author = visit(KEN)
    answer = author.post(f"calls/{CALL}/answer/", {"csrfmiddlewaretoken": "forged"})
    author.is_told(answer, 403, author.words("The form has expired"))
