"""The form by which the secretariat opens a delegation."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages
from poa_portal.common.forms import CheckedFileField, PortalForm


class NoteFields(PortalForm):
    """Number, date and file of a note verbale; other forms that rest on a note extend it."""

    number = forms.CharField(
        label=_("Number of the note verbale"),
        max_length=60,
        help_text=_("As it stands on the note."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    dated_on = forms.DateField(
        label=_("Date of the note verbale"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    upload = CheckedFileField(
        label=_("File of the note verbale"),
        help_text=_("The delegation and the secretariat’s officers can read it; nobody else."),
    )

    def clean_number(self) -> str:
        return " ".join(self.cleaned_data["number"].split())

    def clean_dated_on(self) -> date:
        day: date = self.cleaned_data["dated_on"]
        if day > timezone.now().date():
            raise forms.ValidationError(_("This day lies in the future. Enter the date that stands on the note."))
        return day


class DelegationForm(NoteFields):
    """The note, and whom it names as coordinator."""

    email = forms.EmailField(
        label=_("E-mail address of the coordinator"),
        max_length=254,
        help_text=_("As the note names it. The invitation goes to this address, and only its owner can accept it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = languages.current()
