"""``survey_2026.csv``: an edition of the survey with its parts, questions and the answers that some offer."""

from datetime import date
from pathlib import Path

from poa_portal.library.models import Topic
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import Row, read, six_columns
from reports.enums import QuestionKind
from reports.models import Choice, Part, Question, SurveyEdition

FILE = "survey_2026.csv"
COLUMNS = ("row", "part", "key", "kind", "topics", *six_columns("text"), *six_columns("help"))
ROWS = ("edition", "part", "question", "choice")
IN_USE_FROM = date(2026, 1, 1)


class _Survey:
    """The survey as far as it was read: each row belongs to what stands above it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.topics = {topic.key: topic for topic in Topic.objects.all()}
        self.edition: SurveyEdition | None = None
        self.parts: dict[str, Part] = {}
        self.questions: dict[str, Question] = {}

    def read_edition(self, row: Row) -> None:
        values = row.six("text", "title") | row.six("help", "introduction") | {"in_use_from": IN_USE_FROM}
        self.edition = self.ledger.put(row, SurveyEdition, {"key": row.text("key")}, values)

    def read_part(self, row: Row) -> None:
        edition = self.edition or row.refuse("row", "no edition stands above this part")
        pillar = self.topics[row.one_of("topics", self.topics)]
        key = {"edition": edition, "number": row.whole("part")}
        values = {"pillar": pillar, **row.six("text", "title"), **row.six("help", "introduction")}
        self.parts[row.text("part")] = self.ledger.put(row, Part, key, values, of=edition)

    def read_question(self, row: Row) -> None:
        part = self.parts[row.one_of("part", self.parts)]
        kind = row.one_of("kind", QuestionKind.values)
        position = sum(1 for question in self.questions.values() if question.part_id == part.pk) + 1
        values = {"kind": kind, "position": position, **row.six("text", "text")}
        values |= row.six("help", "help", required=False)
        question = self.ledger.put(row, Question, {"part": part, "key": row.text("key")}, values, of=part.edition)
        self.questions[question.key] = question
        named = [self.topics.get(key) or row.refuse("topics", f"“{key}” is no topic") for key in row.words("topics")]
        self.ledger.link(row, question, "topics", named)

    def read_choice(self, row: Row) -> None:
        of, _, key = row.text("key").partition(":")
        question = self.questions.get(of) or row.refuse("key", f"no question “{of}” stands above")
        position = question.choices.count() + 1
        choice = Choice.objects.filter(question=question, key=key).first()
        values = {"position": choice.position if choice else position, **row.six("text", "text")}
        self.ledger.put(row, Choice, {"question": question, "key": key}, values, of=question.part.edition)


def load(directory: Path, ledger: Ledger) -> None:
    survey = _Survey(ledger)
    read_row = {
        "edition": survey.read_edition,
        "part": survey.read_part,
        "question": survey.read_question,
        "choice": survey.read_choice,
    }
    for row in read(directory / FILE, COLUMNS, unique=[("row", "part", "key")]):
        read_row[row.one_of("row", ROWS)](row)
