"""What becomes visible to whom when a report is published: said before it happens."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from poa_portal.common.enums import Audience
from reports.audiences import effective
from reports.models import Answer, NationalReport
from reports.national_content import filled_answers


@dataclass(frozen=True)
class Reader:
    """A group of readers and how many answers it reads."""

    label: str
    answers: int
    reads: bool


@dataclass(frozen=True)
class StricterAnswer:
    question: str
    audience: str


@dataclass(frozen=True)
class Summary:
    """``stricter`` lists the answers that fewer people may read than the report."""

    audience: str
    label: str
    total: int
    readers: list[Reader]
    stricter: list[StricterAnswer]


def summary(report: NationalReport, audience: str) -> Summary:
    """Who would read what if the report were published for ``audience``."""
    answers = filled_answers(report)
    readers = [_reader(name, group, audience, answers) for group, name in _groups()]
    stricter = [
        StricterAnswer(answer.question.text, str(Audience(effective(audience, answer.audience)).label))
        for answer in answers
        if effective(audience, answer.audience) != audience
    ]
    return Summary(audience, str(Audience(audience).label), len(answers), readers, stricter)


def _groups() -> list[tuple[str, str]]:
    return [
        (Audience.PUBLIC, _("Everybody, without signing in")),
        (Audience.STAKEHOLDERS, _("Registered organizations")),
        (Audience.STATES, _("Delegations of other States")),
        (Audience.OWNER, _("The secretariat")),
        (Audience.PRIVATE, _("Your own delegation")),
    ]


def _reader(label: str, group: str, audience: str, answers: list[Answer]) -> Reader:
    readable = [answer for answer in answers if _reaches(effective(audience, answer.audience), group)]
    return Reader(label, len(readable), _reaches(audience, group))


def _reaches(audience: str, group: str) -> bool:
    """Each audience holds the stricter groups: what everybody may read, the secretariat may read too."""
    return Audience.strictest(audience, group) == group
