"""Inputs that a busy list can afford."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


def written_options(choices: Iterable[tuple[Any, Any]]) -> SafeString:
    """Options of a select, written at once: two hundred of them, a template each, would cost more than the page."""
    return SafeString(
        "".join(f'<option value="{escape(str(key))}">{escape(str(label))}</option>' for key, label in choices)
    )


class PlainSelect(forms.Select):
    """A select of one list of choices, without a template for each option.

    ``written`` are its options but the empty one, where somebody keeps them written already.
    """

    written = SafeString("")

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        choices = iter(self.choices)
        inner = written_options([next(choices)]) + self.written if self.written else written_options(choices)
        for chosen in self.format_value(value):
            mark = f'<option value="{escape(chosen)}"'
            inner = SafeString(inner.replace(mark, f"{mark} selected"))
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attributes, inner)
