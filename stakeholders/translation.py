from modeltranslation.translator import TranslationOptions, register

from stakeholders.models import Category, Organisation, TallyGroup


@register(TallyGroup)
class TallyGroupTranslation(TranslationOptions):
    fields = ("name",)


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("description",)
