from modeltranslation.translator import TranslationOptions, register

from stakeholders.models import AccreditationRound, Category, Holiday, Organisation, TallyGroup


@register(TallyGroup)
class TallyGroupTranslation(TranslationOptions):
    fields = ("name",)


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("description",)


@register(Holiday)
class HolidayTranslation(TranslationOptions):
    fields = ("name",)


@register(AccreditationRound)
class AccreditationRoundTranslation(TranslationOptions):
    fields = ("title", "rule")
