"""The form of a functional contact that everybody reads."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages
from poa_portal.common.forms import PortalForm
from poa_portal.common.language_choices import tags_of
from poa_portal.common.languages import CODES, column
from states.models import PublicContact

TRANSLATED = ("title", "office")


class PublicContactForm(PortalForm):
    """Channels first, then what to turn to it for and the office in each language."""

    mailbox = forms.EmailField(
        label=_("Mailbox of the office"),
        required=False,
        help_text=_("Never the address of a person. Give at least one of mailbox, telephone and web address."),
    )
    telephone = forms.CharField(
        label=_("Telephone"), max_length=60, required=False, help_text=_("With the country code: +000 …")
    )
    website = forms.URLField(label=_("Web address"), required=False, assume_scheme="https")
    languages = forms.CharField(
        label=_("Languages in which it can be reached"),
        required=False,
        max_length=300,
        help_text=_("Names or language tags, separated by commas."),
    )
    position = forms.IntegerField(
        label=_("Place in your list"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("The lower number stands first; without a number it stands last."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            for name, label in (("title", _("What to turn to it for (%s)")), ("office", _("Office (%s)"))):
                dressed = {"lang": code, "dir": languages.direction(code)}
                self.fields[column(name, code)] = forms.CharField(
                    label=str(label) % language,
                    max_length=200,
                    required=False,
                    widget=forms.TextInput(attrs=dressed),
                )

    def clean_languages(self) -> list[str]:
        found, unknown = tags_of(self.cleaned_data["languages"], languages.current())
        known = [part for part in unknown if languages.is_tag(part)]
        left = [part for part in unknown if part not in known]
        if left:
            raise forms.ValidationError(
                _("This is not known as a language: %(tags)s.") % {"tags": languages.listed(left)}
            )
        return [*found, *known]

    @property
    def plain_fields(self) -> list[Any]:
        """The fields that have no language."""
        inputs = {column(name, code) for name in TRANSLATED for code in CODES}
        return [bound for bound in self.visible_fields() if bound.name not in inputs]

    @property
    def language_sections(self) -> list[tuple[str, list[Any], bool]]:
        """For each language, the reader's first, its name, its fields, and whether they are shown at once."""
        sections = []
        for code, name in sorted(settings.LANGUAGES, key=lambda pair: pair[0] != languages.current()):
            fields = [self[column(field, code)] for field in TRANSLATED]
            is_open = code == languages.current() or any(bound.errors or bound.value() for bound in fields)
            sections.append((name, fields, is_open))
        return sections

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned data as the actions take them."""
        data = self.cleaned_data
        titles, offices = ({code: data[column(name, code)] for code in CODES} for name in TRANSLATED)
        plain = {name: data[name] for name in ("mailbox", "telephone", "website", "languages", "position")}
        return {**plain, "titles": titles, "offices": offices}


def initial_of(contact: PublicContact) -> dict[str, Any]:
    texts = {column(name, code): getattr(contact, column(name, code)) or "" for name in TRANSLATED for code in CODES}
    named = ", ".join(languages.name_in(tag) if "-" not in tag else tag for tag in contact.languages)
    same = {name: getattr(contact, name) for name in ("mailbox", "telephone", "website", "position")}
    return {**same, **texts, "languages": named}
