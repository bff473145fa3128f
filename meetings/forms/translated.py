"""Forms whose texts are written in six languages: one input for each language, the others folded away."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from poa_portal.common import languages
from poa_portal.common.languages import CODES, column


@dataclass(frozen=True)
class LanguageSection:
    """The inputs of one language. ``is_open`` where the reader should see them without asking."""

    code: str
    name: str
    fields: list[Any]
    is_open: bool
    is_filled: bool


class TranslatedFormMixin:
    """Labels, ``lang`` and ``dir`` for translated columns, and the sections that the template shows.

    ``translated`` names the fields; the first of them must have a text in at least one language. A form without a
    model says in ``inputs`` how each is made: keyword arguments of a ``CharField``.
    """

    translated: ClassVar[tuple[str, ...]] = ()
    inputs: ClassVar[dict[str, dict[str, Any]]] = {}
    needs_text = True
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.translated:
            for code in CODES:
                if name in self.inputs:
                    self.fields[column(name, code)] = forms.CharField(**self.inputs[name])
                self._dress(self.fields[column(name, code)], code)

    def _dress(self, field: forms.Field, code: str) -> None:
        values = {"label": self._base_label(field), "language": languages.own_name(code)}
        field.label = _("%(label)s (%(language)s)") % values
        field.required = False
        field.widget.attrs.update({"lang": code, "dir": languages.direction(code)})

    @staticmethod
    def _base_label(field: forms.Field) -> str:
        """Model translation writes “title [fr]”; the language is told in its own name instead."""
        label = str(field.label).partition(" [")[0]
        return label[:1].upper() + label[1:]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.needs_text and self.translated:
            self._require_text(cleaned)
        return cleaned

    def _require_text(self, cleaned: dict[str, Any]) -> None:
        first = self.translated[0]
        if not any(cleaned.get(column(first, code)) for code in CODES):
            message = _("Write this in at least one language.")
            self.add_error(column(first), message)

    def texts(self, name: str) -> dict[str, str]:
        """The cleaned texts of a field by language."""
        return {code: self.cleaned_data.get(column(name, code)) or "" for code in CODES}

    @property
    def plain_fields(self) -> list[Any]:
        """The fields that have no language."""
        inputs = {column(name, code) for name in self.translated for code in CODES}
        return [bound for bound in self.visible_fields() if bound.name not in inputs]

    @property
    def language_sections(self) -> list[LanguageSection]:
        """The reader's language first and open; others open where something in them is wrong."""
        ordered = sorted(CODES, key=lambda code: code != languages.current())
        return [self._section(code) for code in ordered]

    def section_fields(self, code: str) -> list[Any]:
        return [self[column(name, code)] for name in self.translated]  # type: ignore[index]

    def _section(self, code: str) -> LanguageSection:
        bound = self.section_fields(code)
        wrong = any(field.errors for field in bound)
        return LanguageSection(
            code=code,
            name=languages.own_name(code),
            fields=bound,
            is_open=wrong or code == languages.current(),
            is_filled=any(field.value() for field in bound),
        )
