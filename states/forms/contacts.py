"""Entering and correcting a point of contact, ending it, taking a copy, and the rule of confirmation."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages, times
from poa_portal.common.forms import PortalForm, ZoneField
from poa_portal.common.language_choices import tags_of
from states.contact_hours import WEEK, day_name
from states.enums import Rank, Reachability
from states.models import Contact, ContactCategory, NoteVerbale, State

FINGERPRINT_LENGTHS = (32, 40, 64)  # hexadecimal digits: MD5 and SHA-1 of old keys, SHA-256 of new ones and of S/MIME
_JOINTS = re.compile(r"[\s:.\-]+")


def _date(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _time(**kwargs: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(widget=widget, required=False, **kwargs)


class ContactForm(PortalForm):
    """One entry: what a caller needs first, a person last and only if the State wishes."""

    category = forms.ModelChoiceField(ContactCategory.objects.none(), label=_("Category"))
    rank = forms.ChoiceField(
        label=_("Order of calling"),
        choices=Rank.choices,
        initial=Rank.PRIMARY,
        widget=forms.RadioSelect,
        help_text=_("Several entries of a category can stand side by side; the primary ones are shown first."),
    )
    office = forms.CharField(label=_("Office or agency"), max_length=200)
    mailbox = forms.EmailField(
        label=_("Mailbox of the office"),
        required=False,
        help_text=_("A mailbox that several people read stays right when people change. Give at least one channel."),
    )
    telephone = forms.CharField(
        label=_("Telephone"), max_length=60, required=False, help_text=_("With the country code: +000 …")
    )
    other_channel = forms.CharField(label=_("Other channel"), max_length=200, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which it can be reached"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_languages = forms.CharField(
        label=_("Other languages"),
        required=False,
        max_length=300,
        help_text=_("Names or language tags, separated by commas."),
    )
    reachability = forms.ChoiceField(
        label=_("When it can be reached"),
        choices=Reachability.choices,
        initial=Reachability.HOURS,
        widget=forms.RadioSelect,
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Days"),
        coerce=int,
        required=False,
        initial=[1, 2, 3, 4, 5],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The days on which the hours begin. No day chosen means every day."),
    )
    opens = _time(label=_("From"))
    closes = _time(label=_("To"), help_text=_("An earlier time than the first one is on the next day."))
    time_zone = ZoneField(help_text=_("The hours are local; they follow the clock when it changes."))
    key_fingerprint = forms.CharField(
        label=_("Fingerprint of the key for encrypted mail"),
        required=False,
        max_length=100,
        help_text=_("Readers compare it with the key that they have."),
    )
    key_expires_on = _date(label=_("The key expires on"), required=False)
    role_title = forms.CharField(label=_("Function"), max_length=200, required=False)
    person = forms.CharField(
        label=_("Name of a person"),
        max_length=200,
        required=False,
        help_text=_("Not needed. Name a person only if your State wishes to; the mailbox of an office comes first."),
    )
    notes = forms.CharField(
        label=_("Notes for those who call"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    valid_from = _date(label=_("Valid from"), initial=lambda: timezone.now().date())
    nominated_by = forms.ModelChoiceField(
        NoteVerbale.objects.none(),
        label=_("Nominated by note verbale"),
        required=False,
        empty_label=_("None"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, state: State, needs_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = languages.current()
        self.fields["category"].queryset = ContactCategory.objects.all()
        self.fields["days"].choices = [(number, day_name(number, code)) for number in WEEK]
        self.fields["nominated_by"].queryset = NoteVerbale.objects.filter(owner=state)
        self.fields["nominated_by"].label_from_instance = note_in_words
        if needs_note:
            self.fields["nominated_by"].required = True
            self.fields["nominated_by"].help_text = _(
                "The note verbale of the State on which you enter or correct this."
            )

    def clean_key_fingerprint(self) -> str:
        written: str = self.cleaned_data["key_fingerprint"]
        plain = _JOINTS.sub("", written).removeprefix("0x").upper()
        if plain and not (len(plain) in FINGERPRINT_LENGTHS and re.fullmatch("[0-9A-F]+", plain)):
            message = _("A fingerprint has 40 or 64 signs, each from 0 to 9 or from A to F.")
            raise forms.ValidationError(message)
        return plain

    def clean_other_languages(self) -> list[str]:
        found, unknown = tags_of(self.cleaned_data["other_languages"], languages.current())
        known = [part for part in unknown if languages.is_tag(part)]
        left = [part for part in unknown if part not in known]
        if left:
            raise forms.ValidationError(
                _("This is not known as a language: %(tags)s.") % {"tags": languages.listed(left)}
            )
        return [*found, *known]

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned data as the actions take them, with ``version``."""
        data = dict(self.cleaned_data)
        data["languages"] = [*data["languages"], *data.pop("other_languages")]
        return data


def initial_of(contact: Contact) -> dict[str, Any]:
    """What the form shows of an entry."""
    official = [tag for tag in contact.languages if tag in languages.CODES]
    others = [languages.name_in(tag) if "-" not in tag else tag for tag in contact.languages if tag not in official]
    same = (
        "rank", "office", "mailbox", "telephone", "other_channel", "reachability", "days", "time_zone",
        "key_fingerprint", "role_title", "person", "notes", "version",
    )  # fmt: skip
    return {
        **{name: getattr(contact, name) for name in same},
        "category": contact.category_id,
        "languages": official,
        "other_languages": ", ".join(others),
        "opens": f"{contact.opens:%H:%M}" if contact.opens else "",
        "closes": f"{contact.closes:%H:%M}" if contact.closes else "",
        "key_expires_on": contact.key_expires_on.isoformat() if contact.key_expires_on else "",
        "valid_from": contact.valid_from.isoformat(),
        "nominated_by": contact.nominated_by_id,
    }


def note_in_words(note: NoteVerbale) -> str:
    return f"{note.number} · {times.format_date(note.dated_on)}"


class StateChoiceForm(PortalForm):
    """For which State the directory manager enters something."""

    state = forms.ModelChoiceField(State.objects.none(), to_field_name="key", label=_("State"))

    def __init__(self, *args: Any, states: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = states


class ContactEndForm(PortalForm):
    valid_to = _date(
        label=_("First day without this entry"),
        required=False,
        help_text=_("Leave it empty to let the entry stand without an end."),
    )


class ContactExportForm(PortalForm):
    reason = forms.CharField(
        label=_("Why you need a copy"), max_length=500, help_text=_("It will be recorded, with your name and the time.")
    )


class RuleForm(PortalForm):
    """All three in days."""

    due_after_days = forms.IntegerField(
        label=_("First reminder"),
        min_value=1,
        max_value=3650,
        help_text=_("Days after the last confirmation."),
    )
    second_reminder_days = forms.IntegerField(
        label=_("Second reminder"), min_value=1, max_value=365, help_text=_("Days after the first reminder.")
    )
    expires_after_days = forms.IntegerField(
        label=_("Marked as unconfirmed"),
        min_value=2,
        max_value=365,
        help_text=_("Days after the first reminder, later than the second one."),
    )
