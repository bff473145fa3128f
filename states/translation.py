from modeltranslation.translator import TranslationOptions, register

from states.models import RegionalGroup, State


@register(RegionalGroup)
class RegionalGroupTranslation(TranslationOptions):
    fields = ("name",)


@register(State)
class StateTranslation(TranslationOptions):
    fields = ("formal_name", "place")
