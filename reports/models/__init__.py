"""Survey editions, voluntary national reports, and the mechanism's progress reports."""

from reports.models.national import Answer, NationalReport
from reports.models.progress import Paragraph, ParagraphText, ProgressReport, RenderJob, Revision, Section
from reports.models.survey import Choice, Part, Question, SurveyEdition

__all__ = [
    "Answer",
    "Choice",
    "NationalReport",
    "Paragraph",
    "ParagraphText",
    "Part",
    "ProgressReport",
    "Question",
    "RenderJob",
    "Revision",
    "Section",
    "SurveyEdition",
]
