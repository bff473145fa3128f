from modeltranslation.translator import TranslationOptions, register

from reports.models import Choice, ParagraphText, Part, ProgressReport, Question, Section, SurveyEdition


@register(SurveyEdition)
class SurveyEditionTranslation(TranslationOptions):
    fields = ("title", "introduction")


@register(Part)
class PartTranslation(TranslationOptions):
    fields = ("title", "introduction")


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("text", "help")


@register(Choice)
class ChoiceTranslation(TranslationOptions):
    fields = ("text",)


@register(ProgressReport)
class ProgressReportTranslation(TranslationOptions):
    fields = ("title",)


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("title",)


@register(ParagraphText)
class ParagraphTextTranslation(TranslationOptions):
    fields = ("text",)
