"""Forms of the desk: a document's facts, a version with its files, the moment of publication."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.common import languages, times
from poa_portal.common.enums import Audience
from poa_portal.common.forms import CheckedFilesField, LocalMomentField, PortalForm, ZoneField, in_zone
from poa_portal.library.enums import TranslationStatus
from poa_portal.library.models import Document, DocumentKind, Topic, Version
from poa_portal.library.presenters import revision_name
from poa_portal.library.validators import checked_language, checked_revision, checked_symbols

# A document of the desk is nobody's private paper.
AUDIENCES = [choice for choice in Audience.choices if choice[0] != Audience.PRIVATE]


class DocumentForm(PortalForm):
    """The facts of a document; titles and summaries in six languages, of which one title is needed."""

    kind = forms.ModelChoiceField(label=_("Kind"), queryset=DocumentKind.objects.all(), empty_label=_("Choose"))
    date = forms.DateField(
        label=_("Date of the document"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    date_is_certain = forms.BooleanField(label=_("The day is certain"), required=False, initial=True)
    symbols = forms.CharField(
        label=_("Symbols"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
        help_text=_("One on each line; the first is the one by which it is cited. Without one, it gets a reference."),
    )
    audience = forms.ChoiceField(label=_("Who may read it"), choices=AUDIENCES, initial=Audience.PUBLIC)
    released_at = LocalMomentField(
        label=_("Release time"),
        required=False,
        help_text=_("Nobody outside the secretariat sees it before. Empty: as soon as it is published."),
    )
    zone = ZoneField(label=_("Time zone of the release"))
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    elsewhere = forms.URLField(
        label=_("Address on the site of the United Nations"), required=False, max_length=300, assume_scheme="https"
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, document: Document | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        self.fields["once"].initial = lambda: str(uuid4())
        for code, name in settings.LANGUAGES:
            attrs = {"lang": code, "dir": languages.direction(code)}
            self.fields[languages.column("title", code)] = forms.CharField(
                label=f"{_now('Title')} ({name})",
                help_text=_("In at least one language.") if code == languages.current() else "",
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs=attrs),
            )
            self.fields[languages.column("summary", code)] = forms.CharField(
                label=f"{_now('Summary')} ({name})",
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 3, **attrs}),
            )

    @property
    def plain_fields(self) -> list[Any]:
        """The fields that have no language."""
        translated = {languages.column(name, code) for name in ("title", "summary") for code in languages.CODES}
        return [bound for bound in self.visible_fields() if bound.name not in translated]

    @property
    def language_sections(self) -> list[tuple[str, list[Any], bool]]:
        """Name, title and summary of each language, that of the page first; and whether something in it is wrong."""
        codes = sorted(languages.CODES, key=lambda code: code != languages.current())
        sections = []
        for code in codes:
            fields = [self[languages.column(name, code)] for name in ("title", "summary")]
            sections.append((languages.own_name(code), fields, any(field.errors for field in fields)))
        return sections

    def clean_symbols(self) -> list[str]:
        return checked_symbols(self.cleaned_data["symbols"].splitlines(), self.document)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not any(values.get(languages.column("title", code)) for code in languages.CODES):
            self.add_error(languages.column("title"), _("Give the title in at least one language."))
        if "zone" in values and "released_at" in values:
            values["released_at"] = in_zone(values["released_at"], values.pop("zone"))
        return values

    @staticmethod
    def initial_of(document: Document, zone: str) -> dict[str, Any]:
        """The values of a document as the form shows them, its release time on the clocks of ``zone``."""
        names = [languages.column(field, code) for field in ("title", "summary") for code in languages.CODES]
        plain = ["kind", "date", "date_is_certain", "audience", "elsewhere", *names]
        return {name: getattr(document, name) for name in plain} | {
            "symbols": "\n".join(symbol.text for symbol in document.symbols.all()),
            "topics": list(document.topics.all()),
            "released_at": _local(document.released_at, zone),
            "zone": zone,
        }


class VersionForm(PortalForm):
    """One language and revision with its files; nothing of it can be changed afterwards."""

    language = forms.CharField(
        label=pgettext_lazy("version of a document", "Language"),
        max_length=20,
        widget=forms.TextInput(attrs={"list": "languages", "dir": "ltr"}),
        help_text=_("Its tag: ar, zh-hans, en, fr, ru, es, or any other, such as pt-br or sw."),
    )
    revision = forms.IntegerField(
        label=pgettext_lazy("version of a document", "Revision"),
        min_value=0,
        max_value=999,
        help_text=_("0 is the original text. A correction of what was published is a new revision."),
    )
    status = forms.ChoiceField(label=_("Status of the text"), choices=TranslationStatus.choices)
    translates = forms.ModelChoiceField(
        label=_("Translated from"),
        queryset=Version.objects.none(),
        required=False,
        empty_label=_("Nothing: an original"),
    )
    files = CheckedFilesField(  # type: ignore[assignment]  # a field of the form, not the files that were sent
        label=_("Files"), help_text=_("PDF, DOCX, XLSX, ODT, PNG, JPG or TXT; the PDF is shown first.")
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        self.fields["translates"].queryset = document.versions.all()  # type: ignore[attr-defined]
        self.fields["translates"].label_from_instance = _version_name  # type: ignore[attr-defined]

    def clean_language(self) -> str:
        return checked_language(self.cleaned_data["language"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "language" in values and "revision" in values:
            try:
                checked_revision(self.document, values["language"], values["revision"])
            except ValidationError as error:
                self.add_error("revision", error)
        return values


class PublishForm(PortalForm):
    """When a document comes out."""

    released_at = LocalMomentField(label=_("Release time"), required=False, help_text=_("Empty: now."))
    zone = ZoneField(label=_("Time zone of the release"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "zone" in values and "released_at" in values:
            this_minute = timezone.now().replace(second=0, microsecond=0)
            values["released_at"] = in_zone(values["released_at"], values.pop("zone")) or this_minute
        return values

    @staticmethod
    def initial_of(document: Document, zone: str) -> dict[str, Any]:
        return {"released_at": _local(document.released_at, zone), "zone": zone}


def zone_of(user: Any) -> str:
    return user.time_zone or times.DEFAULT_ZONE


def _local(moment: datetime | None, zone: str) -> datetime | None:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment else None


def _version_name(version: Version) -> str:
    return f"{languages.own_name(version.language)} · {revision_name(version.revision)}"
