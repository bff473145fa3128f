"""One cycle of work, made by the actions that pages use: meeting, call, inputs, national reports, progress report."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from meetings.actions import agenda, calls, documents, input_desk, inputs
from meetings.actions import meetings as meeting_actions
from meetings.enums import Modality, Outcome, Respondents
from meetings.models import Body, Call, Cycle, Meeting, MeetingKind, WrittenInput
from poa_portal.common.enums import Audience
from poa_portal.library.models import DocumentKind, Topic
from poa_portal.ops.demonstration.accreditation import make_accreditation
from poa_portal.ops.demonstration.delegations import make_delegations
from poa_portal.ops.demonstration.directory import make_directory
from poa_portal.ops.demonstration.messages import make_messages
from poa_portal.ops.demonstration.organisations import make_organisations
from poa_portal.ops.demonstration.papers import paper
from poa_portal.ops.demonstration.people import People
from poa_portal.ops.demonstration.pings import make_pings
from poa_portal.ops.demonstration.repository import make_repository
from poa_portal.ops.demonstration.texts import make_texts
from poa_portal.ops.demonstration.words import columns, words
from reports.actions import national, progress
from reports.actions.answers import save_answer
from reports.enums import Block
from reports.models import NationalReport, ProgressReport, Question, Section, SurveyEdition

SLUG = "demonstration-critical-infrastructure"
NEW_YORK, GENEVA = ZoneInfo("America/New_York"), ZoneInfo("Europe/Zurich")
TOPIC = "protect-critical-infrastructure"


def make_cycle(people: People) -> bool:
    """Make the cycle once; False where it stands already."""
    if Meeting.objects.filter(slug=SLUG).exists():
        return False
    with translation.override("en"):
        meeting = _meeting(people)
        call = _call(people, meeting)
        _inputs(people, meeting, call)
        _national_reports(people)
        _progress_report(people)
        make_delegations(people)
        make_directory(people)
        make_messages(people)
        make_pings(people)
        make_repository(people)
        make_texts(people)
        make_accreditation(people)
        make_organisations(people)
    return True


def _meeting(people: People) -> Meeting:
    by, topic = people.publisher, Topic.objects.get(key=TOPIC)
    first_day = timezone.now().date() + timedelta(days=63 - timezone.now().weekday())
    meeting = meeting_actions.create_meeting(
        by=by,
        slug=SLUG,
        body=Body.objects.get(key="global-mechanism"),
        cycle=Cycle.objects.filter(
            body__key="global-mechanism", starts_on__lte=first_day, ends_on__gte=first_day
        ).first(),
        kind=MeetingKind.objects.get(key="consultation"),
        starts_on=first_day,
        ends_on=first_day + timedelta(days=1),
        time_zone=GENEVA.key,
        modality=Modality.HYBRID,
        topics=[topic],
        **columns("title", "meeting.title"),
        **columns("city", "meeting.city"),
        **columns("venue", "meeting.venue"),
        **columns("practical_information", "meeting.practical"),
        **columns("how_to_contribute", "meeting.contribute"),
    )
    for day, hour in [(0, 10), (0, 15), (1, 10)]:
        begins = datetime.combine(first_day + timedelta(days=day), time(hour), GENEVA)
        agenda.add_sitting(meeting, by=by, starts_at=begins, ends_at=begins + timedelta(hours=3))
    items = [
        agenda.add_agenda_item(
            meeting, by=by, number=str(n), titles=words(f"item.{n}"), topics=[topic] if n == 2 else []
        )
        for n in (1, 2, 3)
    ]
    _documents(people, meeting, items)
    return meeting_actions.publish_meeting(meeting, by=by)


def _documents(people: People, meeting: Meeting, items: list[Any]) -> None:
    """Two papers that are out, in two languages and in six, and one that is released on the evening of the first day."""
    evening = datetime.combine(meeting.starts_on, time(18), GENEVA)
    for key, kind, item, codes, released_at in [
        ("agenda.title", "agenda", items[0], ("en", "fr", "es", "ar", "ru", "zh-hans"), None),
        ("paper.title", "discussion_paper", items[1], ("en", "fr"), None),
        ("later.title", "chairs_summary", items[1], ("en", "fr"), evening),
    ]:
        documents.add_document(
            meeting,
            by=people.publisher,
            files={code: [paper(words(key)[code], words("paper.text")[code], code)] for code in codes},
            agenda_item=item,
            publish=True,
            released_at=released_at,
            kind=DocumentKind.objects.get(key=kind),
            date=timezone.now().date(),
            topics=list(Topic.objects.filter(key=TOPIC)),
            **columns("title", key),
        )


def _call(people: People, meeting: Meeting) -> Call:
    last_day = timezone.now().astimezone(NEW_YORK).date() + timedelta(days=28)
    call = calls.create_call(
        by=people.publisher,
        slug="demonstration-inputs",
        meeting=meeting,
        opens_at=timezone.now() - timedelta(minutes=1),
        deadline=datetime.combine(last_day, time(18), NEW_YORK),
        time_zone=NEW_YORK.key,
        respondents=Respondents.EVERYBODY,
        word_limit=2000,
        topics=list(Topic.objects.filter(key=TOPIC)),
        questions=[{"text": words(f"question.{n}")} for n in (1, 2, 3)],
        **columns("title", "call.title"),
        **columns("introduction", "call.introduction"),
    )
    return calls.open_call(call, by=people.publisher)


def _inputs(people: People, meeting: Meeting, call: Call) -> None:
    """One input in Spanish, published and considered; one in English that waits at the desk."""
    forum = _input(
        call,
        (people.forum_representative, people.forum),
        "es",
        "Proteger lo que todos compartimos",
        [
            "Los simulacros conjuntos entre operadores y equipos de respuesta han acortado los tiempos de reacción.",
            "En los cables submarinos y en los puntos de intercambio de tráfico de Internet.",
            "Nuestra organización ofrece formación en español para operadores pequeños.",
        ],
    )
    published = input_desk.publish_input(forum, by=people.publisher)
    input_desk.record_consideration(
        published,
        by=people.publisher,
        forum=meeting,
        outcome=Outcome.REFLECTED,
        place="Discussion paper, second question",
    )
    _input(
        call,
        (people.alliance_representative, people.alliance),
        "en",
        "What response teams need from each other",
        ["Agreed contact templates, tested twice a year.", "", "We can host exercises across time zones."],
    )


def _input(call: Call, author: tuple[Any, Any], language: str, title: str, texts: list[str]) -> WrittenInput:
    by, party = author
    written = inputs.start_input(call, by=by, party=party)
    questions = list(call.questions.all())
    answers = {question.pk: text for question, text in zip(questions, texts, strict=True)}
    inputs.save_input(written, by=by, version=written.version, title=title, language=language, answers=answers)
    upload = paper(title, texts[0], language)
    inputs.attach_file(written, by=by, upload=upload)
    return inputs.submit_input(written, by=by)


def _national_reports(people: People) -> None:
    """One report for everybody, one for all delegations, one that is still being drafted."""
    by = people.coordinator
    published = _report(people.drafter, people.arvandia, 2025, ARVANDIA_ANSWERS)
    national.send_to_review(published, by=people.drafter)
    national.clear_report(published, by=by)
    national.publish_report(published, by=by, audience=Audience.PUBLIC)
    shared = _report(people.neighbour, people.belmoria, 2025, BELMORIA_ANSWERS)
    national.send_to_review(shared, by=people.neighbour)
    national.clear_report(shared, by=people.neighbour)
    national.publish_report(shared, by=people.neighbour, audience=Audience.STATES)
    _report(people.drafter, people.arvandia, 2026, {"norm-g": "A new register of operators is being set up."})


def _report(by: Any, state: Any, year: int, answers: dict[str, str]) -> NationalReport:
    edition = SurveyEdition.objects.latest("in_use_from")
    report = national.start_report(
        by=by,
        state=state,
        edition=edition,
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        language="en",
    )
    questions = {question.key: question for question in Question.objects.filter(part__edition=edition)}
    for key, text in answers.items():
        save_answer(report, questions[key], by=by, version=0, text=text, choices=[], audience="")
    return report


def _progress_report(people: People) -> None:
    """The zero draft of this year's report, with computed figures where they belong."""
    by, year = people.publisher, timezone.now().year
    report = progress.create_report(
        by=by,
        slug=f"progress-report-{year}",
        body=Body.objects.get(key="global-mechanism"),
        titles=words("apr.title"),
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
    )
    for key, pillar, block in PROGRESS_PARAGRAPHS:
        _paragraph(report, by, key, pillar, block)


def _paragraph(report: ProgressReport, by: Any, key: str, pillar: str | None, block: str) -> None:
    section = Section.objects.get(report=report, pillar__key=pillar) if pillar else report.sections.get(pillar=None)
    texts = words(key) if key else {}
    progress.add_paragraph(report.revisions.get(), by=by, section=section, block=block, texts=texts)


PROGRESS_PARAGRAPHS: list[tuple[str, str | None, str]] = [
    ("apr.overview.1", None, Block.TEXT),
    ("apr.overview.2", None, Block.TEXT),
    ("", None, Block.MEETINGS),
    ("apr.threats.1", "threats", Block.TEXT),
    ("apr.norms.1", "norms", Block.TEXT),
    ("", "norms", Block.REPORTS),
    ("apr.norms.step", "norms", Block.NEXT_STEP),
    ("apr.law.1", "international_law", Block.TEXT),
    ("apr.cbms.1", "cbms", Block.TEXT),
    ("apr.capacity.1", "capacity_building", Block.TEXT),
    ("apr.dialogue.1", "regular_institutional_dialogue", Block.TEXT),
    ("", "regular_institutional_dialogue", Block.INPUT_TALLY),
]
ARVANDIA_ANSWERS = {
    "norm-g": "The law on essential services of 2024 names six sectors. Operators report incidents to the national team within a day.",
    "norm-h": "Requests for assistance reach the national team at any hour; an agreed template is used.",
    "norm-j": "A coordinated disclosure policy has been in force since March 2025.",
    "difficulties": "Small operators lack staff for exercises.",
}
BELMORIA_ANSWERS = {
    "norm-g": "A cross-sector council meets four times a year.",
    "communication": "Two regional networks are used for notices of incidents.",
}
