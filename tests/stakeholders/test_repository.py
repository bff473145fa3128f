"""The repository of contacts: what everybody finds, how organizations keep it, and what moderators do."""

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from poa_portal.accounts import duties
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import SearchEntry
from poa_portal.library.search import reindex
from stakeholders.actions import repository as actions
from stakeholders.enums import OrganisationState
from stakeholders.models import StakeholderContact
from tests import factories
from tests.factories import RegionalGroupFactory, StakeholderContactFactory, TopicFactory

pytestmark = pytest.mark.django_db
LIST = "/en/repository/"
WORK = "/en/work/repository/"


def shown(response: Any) -> list[str]:
    return [row.reference for row in response.context["rows"]]


def entry(**values: Any) -> dict[str, Any]:
    """A filled form."""
    topic = values.pop("topic", None) or TopicFactory()
    return {
        "title": "Incident desk",
        "offer": "Questions on incident response.",
        "offer_language": "en",
        "topics": [topic.key],
        "spoken": ["en", "fr"],
        "other_languages": "Portuguese",
        "takes_questions": "on",
        "mailbox": "desk@organization.example",
        **values,
    }


def days_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def yearly(db: None) -> Any:
    """Entries run a year: first reminder after 335 days, second 14 days later, out of view 30 days after the first."""
    return factories.ConfirmationRuleFactory(
        key="stakeholder-repository", due_after_days=335, second_reminder_days=14, expires_after_days=30
    )


@pytest.fixture
def moderator(organisation: Any) -> Any:
    user = factories.UserFactory()
    factories.PostFactory(user=user, party=organisation, role=Role.MODERATOR)
    return user


def test_list_shows_what_is_listed_and_no_mailbox(client: Any) -> None:
    listed = StakeholderContactFactory()
    StakeholderContactFactory(is_listed=False)
    StakeholderContactFactory(hidden_at=timezone.now())
    StakeholderContactFactory(last_confirmed_at=days_ago(800))
    StakeholderContactFactory(owner__state=OrganisationState.CLOSED)
    page = client.get(LIST)
    assert shown(page) == [listed.reference]
    assert listed.mailbox not in page.content.decode()
    assert listed.mailbox not in client.get(listed.get_absolute_url()).content.decode()


def test_list_without_entries_says_what_will_be_here(client: Any) -> None:
    assert "No contacts yet" in client.get(LIST).content.decode()


def test_contact_is_found_in_three_clicks(client: Any) -> None:
    topic, other = TopicFactory(title="Disclosure"), TopicFactory(title="Elections")
    group = RegionalGroupFactory(name="African States")
    wanted = StakeholderContactFactory(topics=[topic], languages=["ar"])
    wanted.regions.add(group)
    for languages in (["en"], ["ru"]):
        StakeholderContactFactory(topics=[topic], languages=languages).regions.add(group)
    StakeholderContactFactory(topics=[other], languages=["ar"])
    address = LIST
    for words in ("Disclosure", "African States", "Arabic"):
        (choice,) = [choice for choice in client.get(address).context["choices"] if choice.is_next]
        address = f"{LIST}?{dict(choice.links)[words]}"
    assert shown(client.get(address)) == [wanted.reference]


def test_links_lead_only_where_a_contact_is(client: Any) -> None:
    topic = TopicFactory()
    StakeholderContactFactory(topics=[topic], languages=["es"]).regions.add(RegionalGroupFactory(name="Here"))
    StakeholderContactFactory(languages=["fr"]).regions.add(RegionalGroupFactory(name="There"))
    choices = {
        choice.name: [words for words, _query in choice.links] for choice in _choices(client, f"?topic={topic.key}")
    }
    assert choices == {"region": ["Here"], "language": ["Spanish"]}


def _choices(client: Any, query: str) -> list[Any]:
    return client.get(f"{LIST}{query}").context["choices"]


def test_contact_without_a_region_answers_for_all(client: Any) -> None:
    group, other = RegionalGroupFactory(), RegionalGroupFactory()
    everywhere = StakeholderContactFactory()
    StakeholderContactFactory().regions.add(other)
    assert shown(client.get(f"{LIST}?region={group.key}")) == [everywhere.reference]


def test_pillar_finds_what_is_under_it(client: Any) -> None:
    pillar = TopicFactory(kind="pillar")
    contact = StakeholderContactFactory(topics=[TopicFactory(kind="norm", parent=pillar)])
    StakeholderContactFactory()
    assert shown(client.get(f"{LIST}?topic={pillar.key}")) == [contact.reference]


@pytest.mark.parametrize("word", ["submarine", "Cable desk", "Harbour"])
def test_contact_is_found_by_word(client: Any, word: str) -> None:
    contact = StakeholderContactFactory(title="Cable desk", offer="Submarine cables.", owner__own_name="Harbour Union")
    reindex(contact)
    StakeholderContactFactory()
    assert shown(client.get(LIST, {"q": word})) == [contact.reference]


@pytest.mark.parametrize("query", ["?topic=nothing", "?region=x", "?language=", "?q=%27%22", "?language=zz&topic="])
def test_broken_filter_finds_nothing_or_everything_but_does_not_fail(client: Any, query: str) -> None:
    StakeholderContactFactory()
    assert client.get(LIST + query).status_code == 200


def test_list_of_many_is_paged(client: Any) -> None:
    topic, owner = TopicFactory(), factories.OrganisationFactory()
    for _number in range(31):
        StakeholderContactFactory(owner=owner, topics=[topic])
    assert (len(shown(client.get(LIST))), len(shown(client.get(f"{LIST}?page=2")))) == (30, 1)


def test_list_costs_at_most_eight_queries_with_every_filter(client: Any, django_assert_max_num_queries: Any) -> None:
    topic = TopicFactory()
    for _number in range(3):
        StakeholderContactFactory(topics=[topic])
    client.get(LIST)
    with django_assert_max_num_queries(8):
        assert len(shown(client.get(f"{LIST}?topic={topic.key}&language=en"))) == 3


def test_representative_lists_a_contact(client_of: Any, representative: Any, organisation: Any) -> None:
    client = client_of(representative)
    assert "Nobody will see the mailbox" in client.get(f"{WORK}add/").content.decode()
    answer = client.post(f"{WORK}add/", entry())
    contact = StakeholderContact.objects.get()
    assert answer.url == contact.get_absolute_url()
    assert (contact.owner, contact.languages, contact.takes_questions) == (organisation, ["en", "fr", "pt"], True)
    assert shown(client.get(LIST)) == [contact.reference]
    assert AuditEvent.objects.about(contact).get().verb == "list"


def test_same_entry_sent_twice_is_listed_once(client_of: Any, representative: Any) -> None:
    client, filled = client_of(representative), entry()
    for _click in range(2):
        client.post(f"{WORK}add/", filled)
    assert StakeholderContact.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"topics": []}, "topics"),
        ({"spoken": [], "other_languages": ""}, "spoken"),
        ({"other_languages": "Klingonish"}, "other_languages"),
        ({"mailbox": "nobody"}, "mailbox"),
        ({"offer": " "}, "offer"),
    ],
)
def test_incomplete_entry_is_kept_in_the_form(client_of: Any, representative: Any, wrong: Any, field: str) -> None:
    answer = client_of(representative).post(f"{WORK}add/", entry(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "Incident desk" in answer.content.decode()
    assert not StakeholderContact.objects.exists()


def test_action_refuses_what_the_form_refuses(representative: Any, organisation: Any) -> None:
    values = {"title": "Desk", "mailbox": "a@b.example", "offer": "x", "offer_language": "en"}
    with pytest.raises(ValidationError):
        actions.list_contact(by=representative, organisation=organisation, topics=[], languages=["en"], **values)
    with pytest.raises(ValidationError):
        actions.list_contact(
            by=representative,
            organisation=organisation,
            topics=[TopicFactory()],
            languages=["nothing-at-all"],
            **values,
        )


def test_people_of_others_cannot_list_or_keep(other_representative: Any, organisation: Any, officer: Any) -> None:
    contact = StakeholderContactFactory(owner=organisation)
    for by in (other_representative, officer):
        for step in (actions.confirm_contact, actions.unlist_contact, actions.relist_contact, actions.stop_questions):
            with pytest.raises(TransitionRefused):
                step(contact, by=by)


def test_people_of_a_closed_organization_cannot_list(representative: Any, organisation: Any) -> None:
    contact = StakeholderContactFactory(owner=organisation)
    organisation.state = OrganisationState.CLOSED
    organisation.save()
    with pytest.raises(TransitionRefused):
        actions.confirm_contact(contact, by=representative)


def test_saving_an_entry_confirms_it(client_of: Any, representative: Any, organisation: Any, yearly: Any) -> None:
    contact = StakeholderContactFactory(
        owner=organisation, last_confirmed_at=days_ago(350), first_reminder_at=days_ago(10)
    )
    client = client_of(representative)
    page = client.get(f"{WORK}{contact.reference}/edit/")
    assert page.context["form"].initial["mailbox"] == contact.mailbox
    assert client.post(f"{WORK}{contact.reference}/edit/", entry(title="New desk")).status_code == 302
    contact.refresh_from_db()
    assert (contact.title, contact.first_reminder_at, contact.last_confirmed_at > days_ago(1)) == (
        "New desk",
        None,
        True,
    )
    assert AuditEvent.objects.about(contact).get().detail == {"changed": ["title", "mailbox", "languages"]}


def test_other_languages_come_back_as_they_were(client_of: Any, representative: Any, organisation: Any) -> None:
    contact = StakeholderContactFactory(owner=organisation, languages=["ar", "pt", "ku-latn"])
    page = client_of(representative).get(f"{WORK}{contact.reference}/edit/")
    initial = page.context["form"].initial
    assert (initial["spoken"], initial["other_languages"]) == (["ar"], "Portuguese, ku-latn")


def test_entry_is_taken_off_and_put_back(client_of: Any, representative: Any, organisation: Any) -> None:
    contact = StakeholderContactFactory(owner=organisation)
    client = client_of(representative)
    assert client.get(f"{WORK}{contact.reference}/take-off/").status_code == 200
    client.post(f"{WORK}{contact.reference}/take-off/")
    assert shown(client_of(None).get(LIST)) == []
    assert client_of(None).get(contact.get_absolute_url()).status_code == 404
    assert client.get(contact.get_absolute_url()).status_code == 200
    client.post(f"{WORK}{contact.reference}/put-back/")
    assert shown(client_of(None).get(LIST)) == [contact.reference]


def test_step_taken_twice_is_recorded_once(representative: Any, organisation: Any) -> None:
    contact = StakeholderContactFactory(owner=organisation)
    for _click in range(2):
        actions.unlist_contact(contact, by=representative)
    assert AuditEvent.objects.about(contact).count() == 1


def test_search_finds_the_contact_while_it_is_listed(representative: Any, organisation: Any) -> None:
    contact = StakeholderContactFactory(owner=organisation)
    actions.confirm_contact(contact, by=representative)
    assert SearchEntry.objects.filter(source="contact").count() == 6
    actions.unlist_contact(contact, by=representative)
    assert not SearchEntry.objects.filter(source="contact").exists()


def test_entry_is_reminded_of_twice_and_then_drops(
    representative: Any, organisation: Any, client: Any, yearly: Any
) -> None:
    contact = StakeholderContactFactory(owner=organisation, last_confirmed_at=days_ago(336))
    reindex(contact)
    assert actions.remind_due_contacts()["repository reminders"] == 1
    assert actions.remind_due_contacts()["repository reminders"] == 0
    assert actions.remind_due_contacts(timezone.now() + timedelta(days=15))["repository reminders"] == 1
    assert actions.remind_due_contacts(timezone.now() + timedelta(days=16))["repository reminders"] == 0
    assert [mail.to for mail in Email.objects.all()] == [[representative.email]] * 2
    assert contact.mailbox not in Email.objects.first().message
    StakeholderContact.objects.update(last_confirmed_at=days_ago(366))
    assert actions.remind_due_contacts() == {"repository reminders": 0, "repository entries dropped": 6 // 6}
    assert (shown(client.get(LIST)), SearchEntry.objects.filter(source="contact").count()) == ([], 0)


@pytest.mark.parametrize("values", [{"is_listed": False}, {"hidden_at": timezone.now()}, {"owner__state": "closed"}])
def test_nobody_is_reminded_of_what_is_not_shown(yearly: Any, values: Any) -> None:
    StakeholderContactFactory(last_confirmed_at=days_ago(336), **values)
    assert actions.remind_due_contacts()["repository reminders"] == 0


def test_dropped_entry_says_so_and_comes_back_with_one_click(
    client_of: Any, representative: Any, organisation: Any, yearly: Any
) -> None:
    contact = StakeholderContactFactory(owner=organisation, last_confirmed_at=days_ago(400))
    client = client_of(representative)
    assert "Not shown any more" in client.get(WORK).content.decode()
    client.post(f"{WORK}{contact.reference}/confirm/")
    assert shown(client_of(None).get(LIST)) == [contact.reference]


def test_page_of_the_organization_shows_contacts_and_tells_its_people_what_dropped(
    client_of: Any, representative: Any, organisation: Any, yearly: Any
) -> None:
    contact = StakeholderContactFactory(owner=organisation, title="Cable desk")
    StakeholderContactFactory(owner=organisation, last_confirmed_at=days_ago(400))
    notice = "An entry waits for your confirmation"
    for user, told in ((None, False), (representative, True)):
        page = client_of(user).get(organisation.get_absolute_url()).content.decode()
        assert ("Cable desk" in page, notice in page) == (True, told)
        assert contact.mailbox not in page


def test_confirmation_is_due_until_the_entry_drops(representative: Any, organisation: Any, yearly: Any) -> None:
    contact = StakeholderContactFactory(owner=organisation, last_confirmed_at=days_ago(340))
    StakeholderContactFactory(owner=organisation)
    (duty,) = duties.duties_of(representative, organisation.party_ptr)
    assert duty.until == contact.last_confirmed_at + timedelta(days=365)
    assert duty.url == WORK


def test_moderator_hides_and_shows_with_a_reason(
    client_of: Any, moderator: Any, other_representative: Any, organisation: Any
) -> None:
    owner = other_representative.posts.get().party.as_organisation
    contact = StakeholderContactFactory(owner=owner)
    client = client_of(moderator)
    assert client.post(f"{WORK}{contact.reference}/hide/", {"reason": ""}).status_code == 422
    client.post(f"{WORK}{contact.reference}/hide/", {"reason": "Advertising."})
    assert shown(client_of(None).get(LIST)) == []
    assert [(mail.to, "Advertising." in mail.message) for mail in Email.objects.all()] == [
        ([other_representative.email], True)
    ]
    assert "Advertising." in client_of(other_representative).get(WORK).content.decode()
    client.post(f"{WORK}{contact.reference}/show/", {"reason": "It was corrected."})
    assert shown(client_of(None).get(LIST)) == [contact.reference]
    verbs = [(event.verb, event.reason) for event in AuditEvent.objects.about(contact).order_by("pk")]
    assert verbs == [("hide", "Advertising."), ("show", "It was corrected.")]


def test_moderators_list_has_hidden_entries_first(client_of: Any, moderator: Any) -> None:
    listed = StakeholderContactFactory(owner__own_name="Aaa")
    hidden = StakeholderContactFactory(owner__own_name="Zzz", hidden_at=timezone.now(), hidden_reason="Advertising.")
    page = client_of(moderator).get(f"{WORK}moderation/")
    assert [row.reference for row, _standing, _steps in page.context["entries"]] == [hidden.reference, listed.reference]
    assert listed.mailbox not in page.content.decode()


def test_moderator_cannot_keep_entries_of_others(client_of: Any, moderator: Any) -> None:
    contact = StakeholderContactFactory()
    for step in ("confirm", "take-off", "stop-questions"):
        assert client_of(moderator).post(f"{WORK}{contact.reference}/{step}/").status_code == 404


def test_officer_can_invite_moderators_to_an_organization(client_of: Any, officer: Any, organisation: Any) -> None:
    page = client_of(officer).get(reverse("accounts:team", args=[organisation.key]))
    assert f'value="{Role.MODERATOR}"' in page.content.decode()


def test_export_is_open_data_without_mailboxes_and_formulas(client: Any) -> None:
    contact = StakeholderContactFactory(title="=SUM(A1)", languages=["en", "pt"])
    StakeholderContactFactory(is_listed=False)
    answer = client.get(f"{LIST}export.csv")
    text = answer.content.decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text))
    assert (row["reference"], row["function"], row["languages"]) == (contact.reference, "'=SUM(A1)", "en; pt")
    assert row["licence"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert contact.mailbox not in text
    assert 'rel="license"' in answer.headers["Link"]


def test_export_as_json_names_its_licence_and_follows_the_filters(client: Any) -> None:
    contact = StakeholderContactFactory(languages=["sw"])
    StakeholderContactFactory(languages=["en"])
    whole = json.loads(client.get(f"{LIST}export.json?language=sw").content)
    assert (whole["licence"], [one["reference"] for one in whole["contacts"]]) == ("CC0-1.0", [contact.reference])
    assert "mailbox" not in whole["contacts"][0]


def test_api_filters_by_topic_region_language_and_organization(client: Any) -> None:
    group, topic = RegionalGroupFactory(), TopicFactory()
    contact = StakeholderContactFactory(topics=[topic], languages=["ru"])
    contact.regions.add(group)
    other = StakeholderContactFactory()
    other.regions.add(RegionalGroupFactory())
    for query in (f"topic={topic.key}", f"region={group.key}", "language=ru", f"organisation={contact.owner.key}"):
        found = client.get(f"/api/v1/stakeholder-contacts/?{query}").json()["results"]
        assert (query, [one["reference"] for one in found]) == (query, [contact.reference])


def test_topic_page_links_to_its_contacts(client: Any) -> None:
    topic = TopicFactory()
    link = f"{LIST}?topic={topic.key}"
    assert link not in client.get(topic.get_absolute_url()).content.decode()
    reindex(StakeholderContactFactory(topics=[topic]))
    assert link in client.get(topic.get_absolute_url()).content.decode()


def test_stakeholders_page_links_to_the_repository(client: Any) -> None:
    assert f'href="{LIST}"' in client.get("/en/stakeholders/").content.decode()
