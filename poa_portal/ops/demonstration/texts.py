"""A common text that two organizations coordinate and support, and a joint paper that waits for a State's word."""

from meetings.actions import inputs, joint
from meetings.models import Call
from poa_portal.library.models import Topic
from poa_portal.ops.demonstration.people import People
from stakeholders.actions import endorsements, texts
from stakeholders.models import CommonText, TextVersion

TITLE = "Shared views on protecting what everybody relies on"
FIRST = """Undersea cables, exchange points and power grids serve everybody. Whoever operates them needs to know whom to \
call, in every country and at any hour.

We ask States to keep the addresses of their response teams up to date, and to test them with operators.

We offer to take part in such tests, and to publish what was learned from them."""
SECOND = """Undersea cables, exchange points and power grids serve everybody. Whoever operates them needs to know whom to \
call, in every country and at any hour.

We ask States to keep the addresses of their response teams up to date, and to test them with operators twice a year.

We offer to take part in such tests, to train small operators, and to publish what was learned from them."""


def make_texts(people: People) -> None:
    version = _common_text(people)
    _joint_paper(people, version)


def _common_text(people: People) -> TextVersion:
    """Two versions: the alliance supports the first and was invited to support the second, which the forum supports."""
    by, alliance_person = people.forum_representative, people.alliance_representative
    text: CommonText = texts.begin_text(
        by=by,
        organisation=people.forum,
        title=TITLE,
        language="en",
        introduction="Written by response teams and operators for the consultation on critical infrastructure.",
        topics=list(Topic.objects.filter(key="protect-critical-infrastructure")),
    )
    texts.write_version(text, by=by, body=FIRST, language="en")
    texts.add_coordinator(text, by=by, organisation=people.alliance)
    text = texts.open_text(text, by=by)
    endorsements.endorse(text, by=by, organisation=people.forum, number=1)
    endorsements.endorse(text, by=alliance_person, organisation=people.alliance, number=1)
    texts.write_version(text, by=by, body=SECOND, language="en", note="How often, and training for small operators.")
    version = texts.publish_version(text, by=by, number=2)
    endorsements.endorse(text, by=by, organisation=people.forum, number=2)
    return version


def _joint_paper(people: People, version: TextVersion) -> None:
    """Of the forum with Arvandia, whose coordinator is asked to confirm."""
    by = people.forum_representative
    call = Call.objects.get(slug="demonstration-inputs")
    paper = inputs.start_input(call, by=by, party=people.forum)
    said = ["Exercises that operators and response teams prepare together.", "", "Arvandia hosts; the forum trains."]
    answers = {question.pk: text for question, text in zip(call.questions.all(), said, strict=True)}
    paper = inputs.save_input(
        paper,
        by=by,
        version=paper.version,
        title="Exercises that a State and operators hold together",
        language="en",
        answers=answers,
        builds_on=version,
    )
    joint.name_party(paper, by=by, party=people.arvandia)
    joint.ask_parties(paper, by=by)
