"""Forms for meetings: facts, agenda items, sittings, places of documents."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.forms.translated import TranslatedFormMixin
from meetings.models import AgendaItem, Meeting, Sitting
from poa_portal.common import languages, times
from poa_portal.common.forms import PortalForm, PortalModelForm, ZoneField
from poa_portal.common.languages import CODES, column
from poa_portal.common.moments import local_of, moment_in
from poa_portal.library import symbols
from poa_portal.library.models import Document, Topic

MEETING_TEXTS = ("title", "city", "venue", "practical_information", "how_to_contribute")


def topics_field() -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=gettext_lazy("Topics"),
        queryset=Topic.objects.all(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )


class MeetingForm(TranslatedFormMixin, PortalModelForm):
    """The facts of a meeting; the address is made of the title and never changes."""

    translated = MEETING_TEXTS
    time_zone = ZoneField(help_text=gettext_lazy("Sittings are entered and shown in this zone first."))
    source = forms.URLField(
        label=pgettext_lazy("meeting", "Source"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("The page on which the meeting was announced, if there is one."),
    )
    topics = topics_field()

    class Meta:
        model = Meeting
        fields = [
            "body",
            "cycle",
            "kind",
            "starts_on",
            "ends_on",
            "is_planned",
            "time_zone",
            "modality",
            "symbol_prefix",
            "source",
            "topics",
            *(column(name, code) for name in MEETING_TEXTS for code in CODES),
        ]
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "is_planned": gettext_lazy("Readers see that the dates may still change."),
            "symbol_prefix": gettext_lazy("For example A/AC.292/2025."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day must not be before the first day."))
        body, cycle = cleaned.get("body"), cleaned.get("cycle")
        if body and cycle and cycle.body_id != body.pk:
            self.add_error("cycle", _("This cycle belongs to another body. Choose one of the same body."))
        return cleaned


class AgendaItemForm(TranslatedFormMixin, PortalForm):
    translated = ("title",)
    inputs = {"title": {"label": pgettext_lazy("agenda item", "Title"), "max_length": 300}}

    number = forms.CharField(
        label=pgettext_lazy("agenda item", "Number"),
        max_length=10,
        help_text=gettext_lazy("For example 3 or 3 (a). Items stand in the order of their numbers."),
    )
    topics = topics_field()

    def __init__(self, *args: Any, item: AgendaItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            titles = {column("title", code): getattr(item, column("title", code)) for code in CODES}
            kwargs["initial"] = {"number": item.number, "topics": item.topics.all(), **titles}
        super().__init__(*args, **kwargs)


class SittingForm(TranslatedFormMixin, PortalForm):
    """A half-day by its local hours; the cleaned data hold moments."""

    translated = ("title",)
    inputs = {"title": {"label": pgettext_lazy("sitting", "Title"), "max_length": 200}}
    needs_text = False

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(
        label=gettext_lazy("Begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(label=gettext_lazy("Ends"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, meeting: Meeting, sitting: Sitting | None = None, **kwargs: Any) -> None:
        self.meeting = meeting
        kwargs["initial"] = self._initial(sitting) if sitting else {"day": meeting.starts_on}
        super().__init__(*args, **kwargs)
        zone = times.city_of(meeting.time_zone)
        self.fields["begins"].help_text = _("Time in %(city)s.") % {"city": zone}
        self.fields["ends"].help_text = self.fields["begins"].help_text

    def _initial(self, sitting: Sitting) -> dict[str, Any]:
        starts = local_of(sitting.starts_at, self.meeting.time_zone)
        ends = local_of(sitting.ends_at, self.meeting.time_zone)
        titles = {column("title", code): getattr(sitting, column("title", code)) for code in CODES}
        return {"day": starts.date(), "begins": starts.time(), "ends": ends.time(), **titles}

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if not self.meeting.starts_on <= day <= self.meeting.ends_on:
            period = times.format_period(self.meeting.starts_on, self.meeting.ends_on)
            raise ValidationError(
                _("The meeting is held on %(period)s. Choose one of these days.") % {"period": period}
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not {"day", "begins", "ends"} <= cleaned.keys():
            return cleaned
        for name, target in (("begins", "starts_at"), ("ends", "ends_at")):
            local = datetime.combine(cleaned["day"], cleaned[name])
            try:
                cleaned[target] = moment_in(local, self.meeting.time_zone)
            except ValidationError as error:
                self.add_error(name, error)
        if {"starts_at", "ends_at"} <= cleaned.keys() and cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends", _("The sitting must end after it begins."))
        return cleaned


class AgendaItemField(forms.ModelChoiceField):
    """An item of one meeting, or none for the general documents."""

    def __init__(self, meeting: Meeting, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Agenda item"))
        super().__init__(
            queryset=meeting.agenda_items.all(),
            required=False,
            empty_label=gettext_lazy("General documents of the meeting"),
            **kwargs,
        )


class ExistingDocumentForm(PortalForm):
    """A document of the library, by its symbol or reference as people write it."""

    name = forms.CharField(
        label=gettext_lazy("Symbol or reference"),
        max_length=200,
        help_text=gettext_lazy("For example A/80/257 or DOC-2026-0001."),
    )

    def __init__(self, *args: Any, meeting: Meeting, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["agenda_item"] = AgendaItemField(meeting)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        found = symbols.resolve(name, self.user)
        if found.document is None and found.choices:
            listed = languages.listed(document.public_name for document in found.choices)
            raise ValidationError(
                _("Several documents end like that: %(names)s. Write one in full.") % {"names": listed}
            )
        if found.document is None:
            raise ValidationError(
                _("The library has no document “%(name)s”. Check it, or add a new document.") % {"name": name}
            )
        self.document: Document = found.document
        return name
