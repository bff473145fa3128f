"""Serializers that declare their fields for the schema and write their dictionaries by hand, because lists are long.

A contract test holds the two together: what is written has exactly the declared names.
"""

from typing import Any, ClassVar

from django.conf import settings
from rest_framework import serializers

from poa_portal.api.translations import text_of, translations_of


class RecordSerializer(serializers.Serializer):
    """``write(record, language)`` gives the dictionary of one record in the asked language."""

    translated: ClassVar[tuple[str, ...]] = ()

    def to_representation(self, record: Any) -> dict[str, Any]:
        return self.write(record, self.context["language"])

    def write(self, record: Any, language: str) -> dict[str, Any]:
        return {name: text_of(record, name, language) for name in self.translated}

    def translations(self, record: Any) -> dict[str, dict[str, str]]:
        return translations_of(record, self.translated)


def page_address(language: str, path: str) -> str:
    """The address of a page in the asked language; ``path`` begins with a slash."""
    return f"{settings.BASE_URL}/{language}{path}"
