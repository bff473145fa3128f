from modeltranslation.translator import TranslationOptions, register

from poa_portal.library.models import Document, DocumentKind, GlossaryTerm, Topic


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("title",)


@register(DocumentKind)
class DocumentKindTranslation(TranslationOptions):
    fields = ("name",)


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "summary", "withdrawal_notice")


@register(GlossaryTerm)
class GlossaryTermTranslation(TranslationOptions):
    fields = ("term",)
