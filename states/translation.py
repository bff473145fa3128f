from modeltranslation.translator import TranslationOptions, register

from states.models import ConfirmationRule, ContactCategory, PublicContact, RegionalGroup, State


@register(RegionalGroup)
class RegionalGroupTranslation(TranslationOptions):
    fields = ("name",)


@register(State)
class StateTranslation(TranslationOptions):
    fields = ("formal_name", "place")


@register(ConfirmationRule)
class ConfirmationRuleTranslation(TranslationOptions):
    fields = ("name",)


@register(ContactCategory)
class ContactCategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(PublicContact)
class PublicContactTranslation(TranslationOptions):
    fields = ("title", "office")
