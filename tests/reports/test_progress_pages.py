"""The secretariat's desk: who gets in, what a form does, how the files are asked for and published."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from poa_portal.audit.models import Receipt
from poa_portal.common.languages import CODES
from poa_portal.library.models import Document
from reports import documents
from reports.actions import progress as actions
from reports.actions import publishing
from reports.actions.rendering import request_rendering
from reports.enums import JobState, ProgressState
from reports.models import ProgressReport, RenderJob, Revision
from tests import factories
from tests.reports.factories_progress import TITLES, make_report, something_to_count

pytestmark = pytest.mark.django_db
WORK = "/en/work/progress/progress-2026/"


@pytest.fixture
def revision() -> Revision:
    return make_report(paragraphs_per_section=2, sections=1)


@pytest.fixture
def adopted(revision: Revision, publisher: Any) -> ProgressReport:
    actions.circulate(revision.report, by=publisher)
    return actions.adopt(revision.report, by=publisher)


def finish(report: ProgressReport, by: Any) -> None:
    """Finished files of the present text, without the printing."""
    source = documents.Source.load(actions.latest_revision(report))
    for code, job in request_rendering(source.revision, by=by).items():
        job.upload.save(f"{code}.pdf", ContentFile(b"%PDF-1.7\n" + code.encode()), save=False)
        job.state, job.sha256, job.size, job.pages = JobState.DONE, "0" * 64, 12, 1
        job.source_sha256, job.finished_at = documents.fingerprint(documents.html(source, code)), timezone.now()
        job.save()


def paragraph_data(text: Any, **changed: Any) -> dict[str, Any]:
    return {
        "section": text.section_id,
        "block": text.block,
        "version": text.version,
        "text_en": text.text_en,
        **changed,
    }


@pytest.mark.parametrize("page", ["", "edit/", "head/", "preview/", "jobs/", "paragraphs/new/"])
@pytest.mark.parametrize("who", ["coordinator", "representative", "stranger"])
def test_desk_is_not_there_for_others(page: str, who: str, revision: Revision, client_of: Any, request: Any) -> None:
    address = f"{WORK}{page}" if page else "/en/work/progress/"

    assert client_of(request.getfixturevalue(who)).get(address).status_code == 404
    assert client_of(None).get(address).status_code == 302


@pytest.mark.parametrize("page", ["edit/", "head/", "preview/", "jobs/", "paragraphs/new/?section=A"])
def test_desk_is_there_for_the_officer(page: str, revision: Revision, client_of: Any, officer: Any) -> None:
    something_to_count(revision.report)
    answer = client_of(officer).get(f"{WORK}{page}")

    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_report_is_begun_with_the_form(client_of: Any, officer: Any) -> None:
    body = factories.BodyFactory()
    data = {"body": body.pk, "slug": "progress-2027", "period_from": "2027-01-01", "period_to": "2027-12-31"}
    titles = {f"title_{code.replace('-', '_')}": TITLES[code] for code in CODES}

    answer = client_of(officer).post("/en/work/progress/new/", {**data, **titles})

    assert (answer.status_code, answer.url) == (302, "/en/work/progress/progress-2027/edit/")
    assert ProgressReport.objects.get(slug="progress-2027").title_zh_hans == TITLES["zh-hans"]


def test_faulty_form_comes_back_with_what_was_typed(client_of: Any, officer: Any, revision: Revision) -> None:
    data = {"slug": "progress-2026", "period_from": "2027-12-31", "period_to": "2027-01-01", "title_fr": "Rapport"}

    answer = client_of(officer).post("/en/work/progress/new/", data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Another report has this address." in page
    assert "The period ends before it begins." in page
    assert 'value="Rapport"' in page
    assert ProgressReport.objects.count() == 1


def test_paragraph_fields_know_their_language_and_direction(client_of: Any, officer: Any, revision: Revision) -> None:
    anchor = revision.texts.order_by("number")[0].paragraph.anchor
    page = client_of(officer).get(f"{WORK}paragraphs/{anchor}/edit/").content.decode()

    fields = list(page.split("<textarea")[1:])
    assert len(fields) == len(CODES)
    assert 'lang="en" dir="ltr"' in fields[0]
    assert 'lang="ar" dir="rtl"' in fields[1]


def test_paragraph_is_saved_and_shown(client_of: Any, officer: Any, revision: Revision) -> None:
    text = revision.texts.filter(block="text").order_by("number")[0]
    address = f"{WORK}paragraphs/{text.paragraph.anchor}/edit/"

    answer = client_of(officer).post(address, paragraph_data(text, text_en="New words."))

    assert (answer.status_code, answer.url) == (302, f"{WORK}edit/#{text.paragraph.anchor}")
    text.refresh_from_db()
    assert (text.text_en, text.version) == ("New words.", 1)


def test_two_editors_meet_and_nothing_is_lost(client_of: Any, officer: Any, publisher: Any, revision: Revision) -> None:
    text = revision.texts.filter(block="next_step").order_by("number")[0]
    address = f"{WORK}paragraphs/{text.paragraph.anchor}/edit/"
    client_of(publisher).post(address, paragraph_data(text, text_en="Words of the publisher."))

    answer = client_of(officer).post(address, paragraph_data(text, text_en="Words of the officer."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this paragraph while you wrote" in page
    assert "Words of the officer.</textarea>" in page
    assert "publisher" in page
    text.refresh_from_db()
    assert text.text_en == "Words of the publisher."
    again = client_of(officer).post(address, paragraph_data(text, text_en="Words of both."))
    assert again.status_code == 302


def test_paragraph_without_words_is_refused(client_of: Any, officer: Any, revision: Revision) -> None:
    section = revision.report.sections.get()
    data = {"section": section.pk, "block": "text", "version": 0, "text_en": "  "}

    answer = client_of(officer).post(f"{WORK}paragraphs/new/", data)

    assert answer.status_code == 422
    assert "Write the paragraph in at least one language." in answer.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999"])
def test_paragraph_is_taken_out_only_as_it_was_read(
    version: str, client_of: Any, officer: Any, revision: Revision
) -> None:
    text = revision.texts.order_by("number")[0]
    address = f"{WORK}paragraphs/{text.paragraph.anchor}/delete/"

    assert client_of(officer).post(address, {"version": version}).status_code == 404
    assert client_of(officer).post(address, {"version": text.version + 1}).status_code == 302
    assert revision.texts.filter(pk=text.pk).exists()
    assert client_of(officer).post(address, {"version": text.version}).status_code == 302
    assert not revision.texts.filter(pk=text.pk).exists()


def test_circulated_text_cannot_be_edited(client_of: Any, publisher: Any, revision: Revision) -> None:
    actions.circulate(revision.report, by=publisher)
    text = revision.texts.order_by("number")[0]
    client = client_of(publisher)

    answer = client.post(f"{WORK}paragraphs/{text.paragraph.anchor}/edit/", paragraph_data(text, text_en="Late."))

    assert (answer.status_code, answer.url) == (302, f"{WORK}edit/")
    text.refresh_from_db()
    assert text.text_en != "Late."
    assert "Begin the next revision" in client.get(f"{WORK}edit/").content.decode()


def test_steps_are_done_with_their_buttons(client_of: Any, publisher: Any, revision: Revision) -> None:
    client = client_of(publisher)
    for step in ("circulate", "revise", "circulate", "adopt"):
        assert client.get(f"{WORK}{step}/").status_code == 200
        assert client.post(f"{WORK}{step}/").status_code == 302

    revision.report.refresh_from_db()
    assert (revision.report.state, revision.report.revisions.count()) == (ProgressState.ADOPTED, 2)


def test_officer_sees_no_button_to_circulate(client_of: Any, officer: Any, revision: Revision) -> None:
    assert client_of(officer).get(f"{WORK}circulate/").status_code == 404
    client_of(officer).post(f"{WORK}circulate/")

    revision.refresh_from_db()
    assert revision.circulated_at is None


def test_jobs_page_asks_for_itself_until_all_have_ended(client_of: Any, officer: Any, revision: Revision) -> None:
    client = client_of(officer)
    assert client.post(f"{WORK}render/", {"language": ["ar", "xx"]}).url == f"{WORK}jobs/"
    assert list(RenderJob.objects.values_list("language", flat=True)) == ["ar"]

    busy = client.get(f"{WORK}jobs/", headers={"HX-Request": "true"})
    assert (busy.status_code, 'hx-trigger="every 1s"' in busy.content.decode()) == (200, True)
    RenderJob.objects.update(state=JobState.FAILED, reason="No font.")
    ended = client.get(f"{WORK}jobs/", headers={"HX-Request": "true"})
    assert (ended.status_code, "hx-trigger" in ended.content.decode()) == (286, False)
    assert "No font." in ended.content.decode()
    assert "<html" not in ended.content.decode()


def test_changed_text_marks_the_file(client_of: Any, officer: Any, revision: Revision) -> None:
    finish(revision.report, officer)
    client = client_of(officer)
    assert "the text changed since" not in client.get(f"{WORK}jobs/").content.decode()
    text = revision.texts.order_by("number")[0]
    actions.edit_paragraph(
        text, by=officer, version=text.version, section=text.section, block=text.block, texts={"ar": "كلمات أخرى"}
    )

    stale = [line.code for line in client.get(f"{WORK}jobs/").context["lines"] if line.stale]

    assert stale == ["ar"]


def test_file_is_downloaded_by_the_secretariat_alone(
    client_of: Any, officer: Any, coordinator: Any, revision: Revision
) -> None:
    finish(revision.report, officer)
    address = f"{WORK}files/0/zh-hans.pdf"
    answer = client_of(officer).get(address)

    assert b"".join(answer.streaming_content) == b"%PDF-1.7\nzh-hans"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert client_of(coordinator).get(address).status_code == 404
    for other in ("files/1/en.pdf", "files/99999999999999999999/en.pdf", "files/0/xx.pdf"):
        assert client_of(officer).get(f"{WORK}{other}").status_code == 404


def test_publishing_makes_a_document_in_six_languages(client_of: Any, publisher: Any, adopted: ProgressReport) -> None:
    client = client_of(publisher)
    assert client.post(f"{WORK}publish/", {"symbol": "a/81/100"}).status_code == 302
    adopted.refresh_from_db()
    finish(adopted, publisher)

    answer = client.post(f"{WORK}publish/now/")

    document = Document.objects.get()
    assert (answer.status_code, answer.url) == (302, document.get_absolute_url())
    assert (document.public_name, document.kind.key, document.title_ar) == (
        "A/81/100",
        publishing.KIND,
        TITLES["ar"],
    )
    assert sorted(document.versions.values_list("language", flat=True)) == sorted(CODES)
    adopted.refresh_from_db()
    assert (adopted.state, adopted.document) == (ProgressState.PUBLISHED, document)
    receipt = Receipt.objects.get(subject_type="reports.progressreport")
    assert (receipt.act, receipt.subject_reference) == ("published", "A/81/100")
    assert client.post(f"{WORK}publish/now/").status_code == 302
    assert Document.objects.count() == 1


def test_publishing_is_refused_while_a_language_is_missing(
    client_of: Any, publisher: Any, adopted: ProgressReport
) -> None:
    finish(adopted, publisher)
    RenderJob.objects.filter(language__in=["fr", "ru"]).delete()
    client = client_of(publisher)

    page = client.get(f"{WORK}publish/").content.decode()
    client.post(f"{WORK}publish/now/")

    assert "There is no PDF of the adopted text in: French, Russian. Render the report first." in page
    assert not Document.objects.exists()
    adopted.refresh_from_db()
    assert adopted.state == ProgressState.ADOPTED


def test_files_from_before_the_adoption_do_not_count(client_of: Any, publisher: Any, revision: Revision) -> None:
    actions.circulate(revision.report, by=publisher)
    finish(revision.report, publisher)
    actions.adopt(revision.report, by=publisher)

    client_of(publisher).post(f"{WORK}publish/now/")

    assert not Document.objects.exists()


def test_list_costs_the_same_with_one_and_three(client_of: Any, officer: Any) -> None:
    client, counts = client_of(officer), []
    client.get("/en/work/progress/")  # the session notes its first use
    for added in (1, 2):
        factories.ProgressReportFactory.create_batch(added)
        with CaptureQueriesContext(connection) as counted:
            client.get("/en/work/progress/")
        counts.append(len(counted))

    assert counts[0] == counts[1]
