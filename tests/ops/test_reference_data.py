"""What the reference data says once it is loaded."""

from collections import Counter
from typing import Any

import pytest
from django.db.models import Q
from django.utils import translation

from meetings.enums import CallState, MeetingState
from meetings.models import Body, Call, Cycle, Meeting, MeetingKind
from poa_portal.accounts.models import Party
from poa_portal.audit.models import AuditEvent
from poa_portal.common.languages import CODES
from poa_portal.library.models import Document, DocumentKind, GlossaryTerm, SearchEntry, Symbol, Topic
from poa_portal.ops.reference_data import DIRECTORY
from poa_portal.ops.reference_data.states import COLUMNS
from poa_portal.ops.reference_data.tables import read
from reports.models import Choice, Part, Question, SurveyEdition
from stakeholders.models import Category, TallyGroup
from states.models import ConfirmationRule, ContactCategory, GroupMembership, RegionalGroup, State, StateAlias

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

COLUMN = {"ar": "ar", "zh-hans": "zh", "en": "en", "fr": "fr", "ru": "ru", "es": "es"}


def memberships(iso2: str) -> list[tuple[str, str]]:
    return sorted(GroupMembership.objects.filter(state__iso2=iso2).values_list("group__key", "role"))


@pytest.mark.parametrize(
    "model, count",
    [
        (State, 195),
        (RegionalGroup, 5),
        (StateAlias, 126),
        (Topic, 17),
        (DocumentKind, 23),
        (MeetingKind, 10),
        (TallyGroup, 4),
        (Category, 19),
        (Body, 6),
        (Cycle, 5),
        (Meeting, 20),
        (Document, 28),
        (Symbol, 28),
        (GlossaryTerm, 83),
        (SurveyEdition, 1),
        (Part, 4),
        (Question, 27),
        (Choice, 13),
    ],
)
def test_every_row_of_a_file_is_there(model: Any, count: int) -> None:
    assert model._base_manager.count() == count


def test_the_codes_of_states_stay_text() -> None:
    namibia = State.objects.get(iso2="NA")
    assert (namibia.key, namibia.iso3, namibia.m49, namibia.name_en) == ("na", "NAM", "516", "Namibia")
    assert State.objects.get(iso2="AF").m49 == "004"


def test_members_and_observers_are_told_apart() -> None:
    found = Counter(State.objects.values_list("status", flat=True))
    assert found == {"member": 193, "observer": 2}
    assert set(State.objects.filter(admitted_on=None).values_list("iso2", flat=True)) == {"VA", "PS"}


@pytest.mark.parametrize("language", CODES)
def test_states_stand_in_the_alphabet_of_the_language(language: str) -> None:
    rows = read(DIRECTORY / "states.csv", COLUMNS)
    expected = [row.text("iso2") for row in sorted(rows, key=lambda row: row.whole(f"order_{COLUMN[language]}"))]
    with translation.override(language):
        assert list(State.objects.real().alphabetical().values_list("iso2", flat=True)) == expected


@pytest.mark.parametrize("language", CODES)
def test_names_are_there_in_every_language(language: str) -> None:
    column = language.replace("-", "_")
    for model, field in [
        (State, "name"),
        (RegionalGroup, "name"),
        (Topic, "title"),
        (DocumentKind, "name"),
        (MeetingKind, "name"),
        (Body, "mandate"),
        (Cycle, "name"),
        (Meeting, "title"),
        (Document, "title"),
        (GlossaryTerm, "term"),
        (Question, "text"),
        (Choice, "text"),
    ]:
        name = f"{field}_{column}"
        assert not model._base_manager.filter(Q(**{name: ""}) | Q(**{name: None})).exists(), (model, language)


def test_regional_groups_have_the_members_that_they_publish() -> None:
    roles = GroupMembership.objects.filter(role="member").exclude(state__iso2="TR")
    assert Counter(roles.values_list("group__key", flat=True)) == {
        "african": 54,
        "asia_pacific": 54,
        "eastern_european": 23,
        "grulac": 33,
        "weog": 27,  # 29 on the list: Türkiye apart, and the United States, which is no member
    }


def test_a_state_may_belong_to_two_groups_or_none() -> None:
    assert memberships("TR") == [("asia_pacific", "member"), ("weog", "member")]
    assert memberships("US") == [("weog", "electoral"), ("weog", "observer")]
    assert memberships("VA") == memberships("PS") == []
    assert memberships("KI") == [("asia_pacific", "member")]


@pytest.mark.parametrize(
    "alias, iso2",
    [("turkey", "TR"), ("swaziland", "SZ"), ("vietnam", "VN"), ("dprk", "KP"), ("nauru", "NR"), ("холланд", None)],
)
def test_former_and_customary_names_lead_to_the_state(alias: str, iso2: str | None) -> None:
    found = StateAlias.objects.filter(folded=alias).values_list("state__iso2", flat=True)
    assert list(found) == ([iso2] if iso2 else [])


def test_norms_stand_under_their_pillar_by_letter() -> None:
    norms = Topic.objects.filter(kind="norm")
    assert "".join(norms.values_list("letter", flat=True)) == "abcdefghijk"
    assert set(norms.values_list("parent__key", flat=True)) == {"norms"}


def test_only_meetings_whose_days_are_announced_as_a_plan_are_planned() -> None:
    planned = Meeting.objects.filter(is_planned=True).values_list("slug", flat=True)
    assert set(planned) == {"gm-2026-plenary", "gm-2026-dtg"}
    assert set(Meeting.objects.values_list("state", flat=True)) == {MeetingState.PUBLISHED}
    assert (
        Meeting.objects.filter(practical_information_en__startswith="The days of this meeting").count() == 4
    )  # days not confirmed


def test_documents_lead_to_the_site_of_the_united_nations() -> None:
    report = Document.objects.get(symbols__normal_form="A/79/214")
    assert report.elsewhere == "https://docs.un.org/en/A/79/214"
    assert report.title_fr.startswith("Rapport du groupe de travail à composition non limitée")
    assert [meeting.slug for meeting in report.meetings.all()] == ["oewg-s08"]
    assert not Document.objects.get(symbols__normal_form="A/80/257").date_is_certain


def test_the_consultation_of_2023_counts_33_inputs() -> None:
    call = Call.objects.get(slug="stakeholder-consultation-2023")
    counts = dict(call.counts.values_list("group__key", "inputs"))
    assert counts == {
        "private_sector": 15,
        "technical_community": 3,
        "civil_society_academia": 10,
        "public_international": 5,
    }
    assert call.state == CallState.CLOSED
    assert call.meeting is None


def test_the_survey_ties_each_norm_to_a_question() -> None:
    norms = Topic.objects.filter(kind="norm")
    asked = Question.objects.filter(part__number=2)
    assert [list(question.topics.all()) for question in asked] == [[norm] for norm in norms]
    assert [part.questions.count() for part in Part.objects.all()] == [5, 11, 5, 6]


def test_the_secretariat_is_a_party() -> None:
    secretariat = Party.objects.get(key="secretariat")
    assert (secretariat.kind, secretariat.name_fr) == ("secretariat", "Secrétariat")


def test_what_was_loaded_is_recorded_and_found() -> None:
    events = AuditEvent.objects.filter(verb="loaded", actor=None)
    assert events.filter(subject_type="states.state").count() == 195
    assert SearchEntry.objects.filter(source="document").count() == 28 * 6


def test_the_registers_of_contacts_have_their_categories_and_rules() -> None:
    assert dict(ContactCategory.objects.values_list("key", "is_expected")) == {
        "diplomatic": True,
        "technical": False,
        "national-cert": True,
        "legal": False,
        "policy": False,
        "law-enforcement": False,
    }
    days = ("key", "due_after_days", "second_reminder_days", "expires_after_days")
    assert list(ConfirmationRule.objects.values_list(*days)) == [
        ("stakeholder-repository", 335, 14, 30),
        ("state-directory", 180, 14, 30),
    ]
