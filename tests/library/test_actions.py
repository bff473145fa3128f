"""Writes of the library."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from poa_portal.audit.models import AuditEvent, Receipt
from poa_portal.common.enums import Audience
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import actions
from poa_portal.library.enums import PublicationState
from poa_portal.library.models import Document, File, SearchEntry, Version
from tests.factories import TopicFactory
from tests.library.making import paper, txt, values

pytestmark = pytest.mark.django_db


def events(document):
    return list(AuditEvent.objects.about(document).order_by("pk").values_list("verb", flat=True))


def test_create_document_gives_a_draft_with_reference_symbols_and_topics(publisher):
    topic = TopicFactory()
    document = actions.create_document(
        by=publisher, symbols=["a/res/99/1", " A/99/L1 ", "A/99/L.1"], topics=[topic], **values()
    )
    assert document.reference == f"DOC-{timezone.now().year}-0001"
    assert [symbol.text for symbol in document.symbols.all()] == ["A/RES/99/1", "A/99/L.1"]
    assert (document.state, list(document.topics.all()), document.public_name) == ("draft", [topic], "A/RES/99/1")
    assert events(document) == ["create"]


def test_create_document_sent_twice_makes_one(publisher):
    first = actions.create_document(by=publisher, once="one-sending", **values())
    second = actions.create_document(by=publisher, once="one-sending", **values())
    other = actions.create_document(by=publisher, once="another", **values())
    assert (second, other == first, Document.objects.count()) == (first, False, 2)


def test_create_document_with_a_symbol_of_another_says_whose_it_is(publisher):
    paper("A/RES/77/37", title="The resolution")
    with pytest.raises(ValidationError) as refusal:
        actions.create_document(by=publisher, symbols=["resolution 77/37"], **values())
    assert "The resolution" in refusal.value.message
    assert Document.objects.count() == 1


def test_release_times_are_rounded_up_to_whole_minutes(publisher):
    moment = datetime(2026, 12, 1, 15, 0, 1, tzinfo=UTC)
    document = actions.create_document(by=publisher, released_at=moment, **values())
    assert document.released_at == datetime(2026, 12, 1, 15, 1, tzinfo=UTC)


def test_change_document_sets_what_is_given_and_records_what_changed(publisher):
    document = paper("A/99/1", state="draft")
    changed = actions.change_document(
        document, by=publisher, symbols=["A/99/2"], title_en="Another title", date=document.date
    )
    assert (changed.title_en, changed.public_name) == ("Another title", "A/99/2")
    assert AuditEvent.objects.about(document).get(verb="change").detail == {"fields": ["title_en"]}


def test_change_document_after_somebody_else_did_changes_nothing(publisher, officer):
    document = paper(state="draft")
    seen = actions.latest_change(document)
    actions.change_document(document, by=officer, title_en="Faster")
    with pytest.raises(actions.ChangedMeanwhile) as conflict:
        actions.change_document(document, by=publisher, seen=seen, title_en="Slower")
    document.refresh_from_db()
    assert (conflict.value.event.actor, document.title_en) == (officer, "Faster")


def test_what_is_out_keeps_its_release_time_and_its_readers(publisher):
    document = paper(released_at=timezone.now() - timedelta(days=1), audience=Audience.STATES)
    for change in ({"released_at": timezone.now() + timedelta(days=1)}, {"audience": Audience.OWNER}):
        with pytest.raises(TransitionRefused):
            actions.change_document(document, by=publisher, **change)
    widened = actions.change_document(document, by=publisher, audience=Audience.PUBLIC)
    assert widened.audience == Audience.PUBLIC


def test_what_is_not_out_yet_may_be_moved_and_restricted(publisher):
    document = paper(released_at=timezone.now() + timedelta(days=1))
    later = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    moved = actions.change_document(document, by=publisher, released_at=later, audience=Audience.STATES)
    assert (moved.released_at, moved.audience) == (later, Audience.STATES)


def test_add_version_keeps_files_under_random_keys_with_their_digest(publisher):
    document = paper(languages=(), state="draft")
    version = actions.add_version(document, by=publisher, language="ZH-Hans", files=[txt(), txt(b"Two", "two.txt")])
    assert (version.language, version.revision) == ("zh-hans", 0)
    first = version.files.first()
    assert (first.name, first.size, first.media_type) == ("paper.txt", 7, "text/plain")
    assert first.upload.read() == b"A text."
    assert "paper" not in first.upload.name
    assert events(document) == ["add_version"]


@pytest.mark.parametrize(
    ("tag", "kept"), [("zh", "zh-hans"), ("zh-CN", "zh-hans"), ("pt_BR", "pt-br"), (" SW ", "sw"), ("fr", "fr")]
)
def test_add_version_takes_any_language(publisher, tag, kept):
    document = paper(languages=(), state="draft")
    assert actions.add_version(document, by=publisher, language=tag, files=[txt()]).language == kept


@pytest.mark.parametrize("tag", ["", "klingon language", "e", "??", "xx-yy-zz-11-22"])
def test_add_version_refuses_what_is_no_language(publisher, tag):
    document = paper(languages=(), state="draft")
    with pytest.raises(ValidationError):
        actions.add_version(document, by=publisher, language=tag, files=[txt()])
    assert Version.objects.count() == 0


def test_a_version_that_exists_is_never_changed_the_next_revision_is_offered(publisher):
    document = paper(languages=("en", "fr"))
    with pytest.raises(ValidationError) as refusal:
        actions.add_version(document, by=publisher, language="en", revision=0, files=[txt()])
    assert "revision 1" in refusal.value.message.lower()
    assert actions.add_version(document, by=publisher, language="en", files=[txt()]).revision == 1
    assert actions.add_version(document, by=publisher, language="fr", files=[txt()]).revision == 1
    assert actions.add_version(document, by=publisher, language="es", files=[txt()]).revision == 1


def test_add_version_with_one_bad_file_keeps_nothing(publisher):
    document = paper(languages=(), state="draft")
    with pytest.raises(ValidationError):
        actions.add_version(document, by=publisher, language="en", files=[txt(), txt(b"MZ", "program.exe")])
    assert (Version.objects.count(), File.objects.count(), events(document)) == (0, 0, [])


def test_the_bytes_of_a_file_cannot_be_exchanged():
    stored = paper().versions.get().files.get()
    stored.sha256 = "0" * 64
    with pytest.raises(Exception, match="Cannot update rows"):
        stored.save()


def test_remove_version_is_for_drafts_only(publisher):
    draft, published = paper(state="draft"), paper()
    actions.remove_version(draft.versions.get(), by=publisher)
    with pytest.raises(TransitionRefused):
        actions.remove_version(published.versions.get(), by=publisher)
    assert (draft.versions.count(), published.versions.count()) == (0, 1)


def test_publish_document_gives_a_receipt_of_its_files(publisher):
    document = paper("A/99/1", state="draft")
    published = actions.publish_document(document, by=publisher)
    receipt = Receipt.objects.get()
    digest = document.versions.get().files.get().sha256
    assert (published.state, published.released_at <= timezone.now()) == (PublicationState.PUBLISHED, True)
    assert (receipt.subject_reference, receipt.audience) == ("A/99/1", "public")
    assert digest in receipt.content
    assert events(document) == ["publish"]


def test_publish_document_at_a_time_lets_it_wait(publisher):
    document = paper("A/99/1", state="draft")
    moment = (timezone.now() + timedelta(hours=2)).replace(second=0, microsecond=0)
    published = actions.publish_document(document, by=publisher, released_at=moment)
    assert (published.state, published.released_at) == ("published", moment)
    assert list(Document.objects.visible_to(None)) == []
    assert set(SearchEntry.objects.values_list("released_at", flat=True)) == {moment}


def test_publish_document_without_a_text_is_refused(publisher):
    document = paper(languages=(), state="draft")
    with pytest.raises(TransitionRefused):
        actions.publish_document(document, by=publisher)
    elsewhere = paper(languages=(), state="draft", elsewhere="https://docs.un.org/en/A/99/1")
    assert actions.publish_document(elsewhere, by=publisher).state == "published"


def test_publish_document_by_an_officer_changes_nothing(officer):
    document = paper(state="draft")
    with pytest.raises(TransitionRefused):
        actions.publish_document(document, by=officer)
    document.refresh_from_db()
    assert (document.state, events(document), Receipt.objects.count()) == ("draft", [], 0)


def test_withdraw_document_leaves_a_dated_notice(publisher):
    document = paper("A/99/1")
    withdrawn = actions.withdraw_document(document, by=publisher, reason=" Issued by mistake. ")
    assert (withdrawn.state, withdrawn.withdrawal_notice) == ("withdrawn", "Issued by mistake.")
    assert withdrawn.withdrawn_at is not None
    with pytest.raises(TransitionRefused):
        actions.add_version(withdrawn, by=publisher, language="fr", files=[txt()])
    with pytest.raises(TransitionRefused):
        actions.change_document(withdrawn, by=publisher, title_en="x")


def test_withdraw_document_without_a_reason_is_refused(publisher):
    document = paper()
    with pytest.raises(TransitionRefused):
        actions.withdraw_document(document, by=publisher, reason="  ")
    document.refresh_from_db()
    assert document.state == "published"
