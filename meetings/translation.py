from modeltranslation.translator import TranslationOptions, register

from meetings.models import AgendaItem, Body, Call, CallQuestion, Cycle, Meeting, MeetingKind, Sitting


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "short_name", "mandate")


@register(Cycle)
class CycleTranslation(TranslationOptions):
    fields = ("name",)


@register(MeetingKind)
class MeetingKindTranslation(TranslationOptions):
    fields = ("name",)


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("title", "city", "venue", "practical_information", "how_to_contribute", "cancellation_notice")


@register(Sitting)
class SittingTranslation(TranslationOptions):
    fields = ("title",)


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title",)


@register(Call)
class CallTranslation(TranslationOptions):
    fields = ("title", "introduction")


@register(CallQuestion)
class CallQuestionTranslation(TranslationOptions):
    fields = ("text", "help")
