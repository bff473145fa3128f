"""Common texts: begun, written, published, opened; what readers see of them and their versions."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from post_office.models import Email

from meetings.enums import InputState
from poa_portal.accounts.panels import panels_for
from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import SearchEntry
from stakeholders.actions import endorsements, texts
from stakeholders.enums import EndorsementOrder, TextState
from stakeholders.models import CommonText, JoinRequest, TextVersion
from tests.factories import (
    CommonTextFactory,
    DocumentFactory,
    EndorsementFactory,
    JoinRequestFactory,
    OrganisationFactory,
    TextVersionFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(representative: Any, organisation: Any) -> Any:
    text = texts.begin_text(by=representative, organisation=organisation, title="Shared views", language="en")
    texts.write_version(text, by=representative, body="We share these views.", language="en")
    return text


@pytest.fixture
def opened(draft: Any, representative: Any) -> Any:
    return texts.open_text(draft, by=representative)


@pytest.fixture
def alliance(other_representative: Any) -> Any:
    return other_representative.posts.get().party.as_organisation


def work(text: Any, name: str = "") -> str:
    return f"/en/work/texts/{text.slug}/{name}/" if name else f"/en/work/texts/{text.slug}/"


def mails(subject: str) -> list[str]:
    return sorted(mail.to[0] for mail in Email.objects.filter(subject__contains=subject))


def publish_second(text: Any, by: Any, body: str = "We share other views.") -> Any:
    texts.write_version(text, by=by, body=body, language="en", note="The first paragraph.")
    return texts.publish_version(text, by=by, number=2)


# Writing


def test_begin_by_form_leads_to_the_words(client_of: Any, representative: Any, organisation: Any) -> None:
    client, said = client_of(representative), {"title": "Shared views", "language": "en"}
    first, second = (client.post("/en/work/texts/new/", said) for _click in range(2))
    text = CommonText.objects.get()
    assert (first.url, second.url) == (work(text, "write"), work(text, "write"))
    assert (text.state, list(text.coordinators.all())) == (TextState.DRAFT, [organisation])


def test_begin_is_for_representatives(client_of: Any, stranger: Any, coordinator: Any, officer: Any) -> None:
    for user in (stranger, coordinator, officer):
        assert client_of(user).get("/en/work/texts/new/").status_code == 404


def test_begin_twice_with_titles_of_one_address_gives_two(representative: Any, organisation: Any) -> None:
    slugs = [
        texts.begin_text(by=representative, organisation=organisation, title=title, language="en").slug
        for title in ("New", "new!", "نص مشترك")
    ]
    assert slugs == ["new-2", "new-3", "text"]


def test_draft_is_seen_by_its_coordinators_alone(
    client_of: Any, draft: Any, representative: Any, other_representative: Any, publisher: Any
) -> None:
    for user, status in ((representative, 200), (other_representative, 404), (publisher, 404), (None, 404)):
        assert client_of(user).get(draft.get_absolute_url()).status_code == status
    assert client_of(other_representative).get(work(draft)).status_code == 404


def test_write_keeps_the_words_and_shows_a_conflict(client_of: Any, draft: Any, representative: Any) -> None:
    client = client_of(representative)
    base = client.get(work(draft, "write")).context["form"].initial["base"]
    said = {"body": "Mine.", "language": "en", "base": base}
    texts.write_version(draft, by=representative, body="Theirs.", language="en")
    answer = client.post(work(draft, "write"), said)
    assert (answer.status_code, draft.versions.get().body) == (409, "Theirs.")
    page = answer.content.decode()
    assert "Mine." in page
    assert "Theirs." in page
    again = answer.context["form"].data["base"]
    assert client.post(work(draft, "write"), said | {"base": again}).status_code == 302
    assert draft.versions.get().body == "Mine."


def test_version_can_be_a_document_of_the_library(client_of: Any, draft: Any, representative: Any) -> None:
    document, hidden = DocumentFactory(), DocumentFactory(state="draft")
    client = client_of(representative)
    said = {"body": "", "language": "en"}
    assert client.post(work(draft, "write"), said | {"document": hidden.reference}).status_code == 422
    client.post(work(draft, "write"), said | {"document": document.reference})
    text = texts.open_text(draft, by=representative)
    assert document.get_absolute_url() in client_of(None).get(text.get_absolute_url()).content.decode()


def test_title_stays_once_it_was_published(client_of: Any, opened: Any, representative: Any) -> None:
    client_of(representative).post(
        work(opened, "edit"), {"title": "Other", "language": "fr", "introduction": "Until May.", "order": "date"}
    )
    opened.refresh_from_db()
    assert (opened.title, opened.language, opened.introduction, opened.order) == (
        "Shared views",
        "en",
        "Until May.",
        EndorsementOrder.DATE,
    )


# Publishing


def test_open_publishes_the_first_version_for_everybody(
    client_of: Any, draft: Any, representative: Any, organisation: Any
) -> None:
    client = client_of(representative)
    assert "never change" in client.get(work(draft)).content.decode()
    assert client.post(work(draft, "open")).status_code == 302
    public = client_of(None)
    page = public.get(draft.get_absolute_url()).content.decode()
    assert "We share these views." in page
    assert organisation.name in page
    assert draft.title in public.get("/en/texts/").content.decode()
    assert public.get(f"{draft.get_absolute_url()}versions/1/").status_code == 200
    assert "shared-views" in public.get("/en/feeds/texts.atom").content.decode()
    assert SearchEntry.objects.filter(source="common-text", language="en", object_id=draft.pk).exists()


def test_open_without_words_is_refused(representative: Any, organisation: Any) -> None:
    text = texts.begin_text(by=representative, organisation=organisation, title="Empty", language="en")
    with pytest.raises(TransitionRefused):
        texts.open_text(text, by=representative)
    assert (text.state, text.versions.published().count()) == (TextState.DRAFT, 0)


def test_published_version_never_changes(opened: Any, representative: Any) -> None:
    version = opened.versions.get()
    texts.write_version(opened, by=representative, body="Other words.", language="en")
    assert [one.body for one in opened.versions.all()] == ["We share these views.", "Other words."]
    with pytest.raises(DatabaseError), transaction.atomic():
        TextVersion.objects.filter(pk=version.pk).update(body="Changed.")
    with pytest.raises(DatabaseError), transaction.atomic():
        TextVersion.objects.filter(pk=version.pk).delete()


def test_publish_twice_publishes_once_and_after_a_change_not_at_all(
    client_of: Any, opened: Any, representative: Any
) -> None:
    client = client_of(representative)
    texts.write_version(opened, by=representative, body="Second.", language="en")
    page = client.get(work(opened, "publish"))
    sent = {"number": "2", "base": page.context["base"]}
    texts.write_version(opened, by=representative, body="Second, changed.", language="en")
    assert client.post(work(opened, "publish"), sent).status_code == 409
    sent["base"] = client.get(work(opened, "publish")).context["base"]
    for _click in range(2):
        assert client.post(work(opened, "publish"), sent).url == work(opened)
    assert (opened.versions.published().count(), AuditEvent.objects.filter(verb="publish").count()) == (2, 2)


def test_new_version_shows_what_changed_and_the_older_stays(client_of: Any, opened: Any, representative: Any) -> None:
    publish_second(opened, representative)
    public = client_of(None)
    newest = public.get(f"{opened.get_absolute_url()}versions/2/").content.decode()
    assert "<ins>" in newest
    assert "<del>" in newest
    assert "There is a newer version" in public.get(f"{opened.get_absolute_url()}versions/1/").content.decode()
    assert "We share other views." in public.get(opened.get_absolute_url()).content.decode()
    assert public.get(f"{opened.get_absolute_url()}versions/3/").status_code == 404


def test_new_version_invites_the_supporters_of_the_older(
    opened: Any, representative: Any, other_representative: Any, alliance: Any
) -> None:
    endorsements.endorse(opened, by=other_representative, organisation=alliance, number=1)
    publish_second(opened, representative)
    assert mails("Version 2 of “Shared views”") == [other_representative.email]


def test_version_being_written_is_the_coordinators(
    client_of: Any, opened: Any, representative: Any, other_representative: Any
) -> None:
    texts.write_version(opened, by=representative, body="Unseen words.", language="en")
    for user in (None, other_representative):
        assert "Unseen words." not in client_of(user).get(opened.get_absolute_url()).content.decode()
        assert client_of(user).get(f"{opened.get_absolute_url()}versions/2/").status_code == 404
    assert "Unseen words." not in client_of(None).get(f"/api/v1/common-texts/{opened.slug}/").content.decode()


# Coordinating


def test_coordinators_are_named_told_and_can_leave(
    client_of: Any, opened: Any, representative: Any, other_representative: Any, alliance: Any, organisation: Any
) -> None:
    client_of(representative).post(work(opened, "coordinators"), {"do": "name", "name": "northwind"})
    assert set(opened.coordinators.all()) == {organisation, alliance}
    assert mails("Northwind CERT Alliance coordinates") == [other_representative.email]
    other = client_of(other_representative)
    assert other.get(work(opened)).status_code == 200
    other.post(work(opened, "coordinators"), {"do": "remove", "organisation": alliance.key})
    assert list(opened.coordinators.all()) == [organisation]
    assert other.get(work(opened)).status_code == 404


def test_last_coordinator_has_to_stay(opened: Any, representative: Any, organisation: Any) -> None:
    with pytest.raises(TransitionRefused):
        texts.remove_coordinator(opened, by=representative, organisation=organisation)


def test_close_keeps_the_page_and_takes_no_support(
    client_of: Any, opened: Any, representative: Any, other_representative: Any, alliance: Any
) -> None:
    texts.close_text(opened, by=representative)
    assert client_of(None).get(opened.get_absolute_url()).status_code == 200
    with pytest.raises(TransitionRefused):
        endorsements.endorse(opened, by=other_representative, organisation=alliance, number=1)
    texts.reopen_text(opened, by=representative)
    endorsements.endorse(opened, by=other_representative, organisation=alliance, number=1)


# What builds on it


def test_inputs_that_build_on_it_are_listed_for_those_who_may_read_them(client_of: Any, opened: Any) -> None:
    version = opened.versions.get()
    shown = WrittenInputFactory(builds_on=version, title="Built on it")
    WrittenInputFactory(builds_on=version, title="For States", audience="states")
    WrittenInputFactory(builds_on=version, title="Not out", state=InputState.SUBMITTED, published_at=None)
    public = client_of(None)
    page = public.get(opened.get_absolute_url()).content.decode()
    assert ("Built on it" in page, "For States" in page, "Not out" in page) == (True, False, False)
    assert "Shared views, version 1" in public.get(shown.get_absolute_url()).content.decode()
    said = public.get(f"/api/v1/inputs/{shown.reference}/").json()
    assert said["builds_on"] == {"text": opened.slug, "version": 1}
    assert public.get("/api/v1/inputs/", {"text": opened.slug}).json()["results"][0]["reference"] == shown.reference


# Reading


def test_reading_sets_no_cookie_and_costs_at_most_eight_queries(
    client_of: Any, django_assert_max_num_queries: Any
) -> None:
    version = TextVersionFactory(number=1)
    text, counted = version.text, []
    for more in (1, 3):
        for _number in range(more):
            EndorsementFactory(version=version)
            WrittenInputFactory(builds_on=version)
        client = client_of(None)
        client.get(text.get_absolute_url())
        with django_assert_max_num_queries(8) as queries:
            answer = client.get(text.get_absolute_url())
        counted.append(len(queries))
        assert not answer.cookies
    assert counted[0] == counted[1]


def test_list_filters_by_state_topic_and_words(client_of: Any) -> None:
    first = TextVersionFactory(number=1, body="Disclosure of vulnerabilities").text
    second = TextVersionFactory(number=1, text=CommonTextFactory(state=TextState.CLOSED, title="Beta")).text
    CommonTextFactory(state=TextState.DRAFT, title="Gamma")
    client = client_of(None)
    for query, found in (
        ({}, [first, second]),
        ({"state": "closed"}, [second]),
        ({"q": "vulnerab"}, [first]),
        ({"q": "beta"}, [second]),
        ({"q": "gamma"}, []),
    ):
        rows = client.get("/en/texts/", query).context["rows"]
        assert sorted(row["slug"] for row in rows) == sorted(text.slug for text in found), query


def test_arabic_words_stand_from_right_to_left(client_of: Any) -> None:
    version = TextVersionFactory(number=1, body="نتشارك هذه الآراء.", language="ar")
    assert 'lang="ar" dir="rtl"' in client_of(None).get(version.text.get_absolute_url()).content.decode()


def test_text_from_before_the_portal_says_where_its_words_are(client_of: Any) -> None:
    moment = timezone.now().replace(year=2023, month=7, day=1)
    text = CommonTextFactory(owner=None, coordinators=[], state=TextState.CLOSED, source="A paper", order="position")
    version = TextVersionFactory(text=text, number=1, body="", published_at=moment, date_is_certain=False)
    EndorsementFactory(version=version, owner=None, name="A company", endorsed_at=moment, position=1)
    page = client_of(None).get(text.get_absolute_url()).content.decode()
    assert "held elsewhere" in page
    assert "July 2023" in page
    assert "1 July 2023" not in page
    assert "A company" in page


def test_panel_shows_texts_with_wishes_that_wait(opened: Any, representative: Any) -> None:
    JoinRequestFactory(text=opened)
    post = representative.posts.select_related("party").get()
    shown = {panel.name: values for panel, values in panels_for(representative, post)}
    assert [(row["slug"], row["waiting"]) for row in shown["common-texts"]["rows"]] == [(opened.slug, 1)]


# Asking to join


def ask(client: Any, text: Any, **said: Any) -> Any:
    form = client.get(f"{text.get_absolute_url()}join/").context["form"]
    usual = {
        "name": "Ana Reader",
        "organisation_name": "Harbour Lab",
        "email": "ana@harbour.example",
        "message": "We would like to join.",
        "sending_key": form["sending_key"].value(),
    }
    return client.post(f"{text.get_absolute_url()}join/", usual | said)


def test_wish_to_join_reaches_the_coordinators_alone(
    client_of: Any, opened: Any, representative: Any, other_representative: Any, officer: Any
) -> None:
    Email.objects.all().delete()
    assert ask(client_of(None), opened).status_code == 302
    mail = Email.objects.get()
    assert (mail.to, "ana@harbour.example" in mail.message) == ([representative.email], True)
    page = client_of(representative).get(work(opened, "requests")).content.decode()
    assert "We would like to join." in page
    for user in (other_representative, officer):
        assert client_of(user).get(work(opened, "requests")).status_code == 404
    assert not AuditEvent.objects.filter(detail__icontains="ana").exists()


def test_wish_to_join_sent_twice_is_one(client_of: Any, opened: Any) -> None:
    client = client_of(None)
    ask(client, opened, sending_key="one-key")
    ask(client, opened, sending_key="one-key")
    assert JoinRequest.objects.count() == 1


def test_wish_to_join_of_a_program_is_dropped(client_of: Any, opened: Any) -> None:
    assert ask(client_of(None), opened, homepage="https://spam.example").status_code == 302
    assert JoinRequest.objects.count() == 0


def test_wishes_to_join_are_limited_by_sender_and_by_day(client_of: Any, opened: Any) -> None:
    client = client_of(None)
    answers = [ask(client, opened, email=f"reader-{number}@reader.example").status_code for number in range(6)]
    assert answers == [302] * 5 + [422]
    answers = [
        ask(client_of(None), opened, email="same@reader.example").status_code for _number in range(1)
    ]  # the hour is counted by sender, whichever address is given
    assert answers == [422]
    assert JoinRequest.objects.count() == 5


def test_wish_to_join_with_a_broken_address_keeps_what_was_typed(client_of: Any, opened: Any) -> None:
    answer = ask(client_of(None), opened, email="no address")
    assert answer.status_code == 422
    assert "We would like to join." in answer.content.decode()


def test_wish_is_marked_as_answered_and_back(client_of: Any, opened: Any, representative: Any) -> None:
    asked = JoinRequestFactory(text=opened)
    client = client_of(representative)
    client.post(work(opened, "requests"), {"request": asked.pk, "do": "answered"})
    asked.refresh_from_db()
    assert asked.answered_at is not None
    assert asked.name not in client.get(work(opened, "requests")).content.decode()
    client.post(f"{work(opened, 'requests')}?all=1", {"request": asked.pk, "do": "waiting"})
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_answered_wishes_are_forgotten_after_half_a_year(opened: Any) -> None:
    old = JoinRequestFactory(text=opened, answered_at=timezone.now() - endorsements.ANSWERED_ARE_KEPT)
    kept = JoinRequestFactory(text=opened, answered_at=timezone.now())
    waiting = JoinRequestFactory(text=opened)
    assert endorsements.forget_answered() == 1
    assert set(JoinRequest.objects.all()) == {kept, waiting}
    assert old.pk not in JoinRequest.objects.values_list("pk", flat=True)


def test_wish_to_join_a_closed_text_is_not_taken(client_of: Any, opened: Any, representative: Any) -> None:
    texts.close_text(opened, by=representative)
    assert "Nobody takes wishes" in client_of(None).get(f"{opened.get_absolute_url()}join/").content.decode()


def test_api_gives_versions_and_supporters(
    client_of: Any, opened: Any, other_representative: Any, alliance: Any
) -> None:
    endorsements.endorse(opened, by=other_representative, organisation=alliance, number=1)
    said = client_of(None).get(f"/api/v1/common-texts/{opened.slug}/").json()
    assert (said["body"], [version["number"] for version in said["versions"]]) == ("We share these views.", [1])
    assert [(one["name"], one["organisation"]) for one in said["supporters"]] == [(alliance.name, alliance.key)]
    assert OrganisationFactory().name not in str(said)
