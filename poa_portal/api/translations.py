"""Translated content in the API: the asked language at the top, all that exist in ``translations``."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from modeltranslation.manager import get_translatable_fields_for_model
from rest_framework import serializers

from poa_portal.common.languages import CODES, column

_FALLBACK = tuple(settings.MODELTRANSLATION_FALLBACK_LANGUAGES)


@extend_schema_field(
    {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}}}
)
class TranslationsField(serializers.ReadOnlyField):
    """``{"fr": {"title": …}, …}``: each language with the fields that exist in it."""


def text_of(record: Any, field: str, language: str) -> str:
    """The field in ``language``, else in the first language that has it. Reads the columns, not the descriptors."""
    values = record.__dict__
    found = values.get(column(field, language))
    if found:
        return str(found)
    return next((str(values[name]) for code in _FALLBACK if values.get(name := column(field, code))), "")


def translations_of(record: Any, fields: tuple[str, ...] | None = None) -> dict[str, dict[str, str]]:
    """The block for one record."""
    names = fields or tuple(get_translatable_fields_for_model(type(record)) or ())
    values = record.__dict__
    block = {}
    for code in CODES:
        found = {name: values[own] for name in names if values.get(own := column(name, code))}
        if found:
            block[code] = found
    return block
