"""The form for a new document of a meeting: titles, symbols, files in the six languages, release time."""

from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.forms.meetings import AgendaItemField
from meetings.forms.translated import TranslatedFormMixin
from meetings.models import Meeting
from meetings.rules import can_publish
from poa_portal.common import languages, times
from poa_portal.common.enums import Audience
from poa_portal.common.forms import CheckedFilesField, LocalMomentField, PortalForm
from poa_portal.common.languages import CODES, column
from poa_portal.common.moments import moment_in
from poa_portal.library.models import DocumentKind
from poa_portal.library.validators import checked_symbols


class NewDocumentForm(TranslatedFormMixin, PortalForm):
    translated = ("title",)
    inputs = {"title": {"label": pgettext_lazy("document", "Title"), "max_length": 500}}

    kind = forms.ModelChoiceField(label=gettext_lazy("Kind"), queryset=DocumentKind.objects.all())
    date = forms.DateField(
        label=gettext_lazy("Date of the document"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.now().date(),
    )
    symbols = forms.CharField(
        label=gettext_lazy("Symbols"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One on each line. Without a symbol the document gets a reference of the portal."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may read it"),
        choices=[(value, label) for value, label in Audience.choices if value != Audience.PRIVATE],
        initial=Audience.PUBLIC,
    )
    released_at = LocalMomentField(label=gettext_lazy("Release time"), required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60, initial=token_urlsafe)

    def __init__(self, *args: Any, meeting: Meeting, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["agenda_item"] = AgendaItemField(meeting)
        hint = _("Time in %(city)s. Until then only the secretariat sees the document; empty means at once.")
        self.fields["released_at"].help_text = hint % {"city": times.city_of(meeting.time_zone)}
        for code in CODES:
            label = _("Files (%(language)s)") % {"language": languages.own_name(code)}
            self.fields[f"files_{code}"] = CheckedFilesField(label=label, required=False)
        if can_publish(user):
            self.fields["publish"] = forms.BooleanField(
                label=_("Publish"),
                required=False,
                help_text=_(
                    "The document appears at its release time for those who may read it. Otherwise it stays a draft."
                ),
            )

    def section_fields(self, code: str) -> list[Any]:
        """Title and files of a language stand together."""
        return [self[column("title", code)], self[f"files_{code}"]]

    @property
    def plain_fields(self) -> list[Any]:
        return [bound for bound in super().plain_fields if not bound.name.startswith("files_")]

    def clean_symbols(self) -> list[str]:
        return checked_symbols(self.cleaned_data["symbols"].splitlines())

    def clean_released_at(self) -> Any:
        local = self.cleaned_data["released_at"]
        return moment_in(local, self.meeting.time_zone) if local else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("publish") and not any(cleaned.get(f"files_{code}") for code in CODES):
            raise ValidationError(_("Choose a file in at least one language before you publish."))
        return cleaned

    @property
    def document(self) -> dict[str, Any]:
        """The cleaned data as ``add_document`` takes them."""
        names = ("kind", "date", "symbols", "audience", "released_at", "once", "agenda_item")
        titles = {column("title", code): text for code, text in self.texts("title").items()}
        files = {code: self.cleaned_data[f"files_{code}"] for code in CODES}
        publish = bool(self.cleaned_data.get("publish"))
        return {**{name: self.cleaned_data[name] for name in names}, **titles, "files": files, "publish": publish}
