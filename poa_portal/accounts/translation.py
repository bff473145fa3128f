from modeltranslation.translator import TranslationOptions, register

from poa_portal.accounts.models import Party


@register(Party)
class PartyTranslation(TranslationOptions):
    fields = ("name",)
