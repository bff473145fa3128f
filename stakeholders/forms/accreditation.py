"""Forms of accreditation: rounds, requests, steps on them, objections, holidays."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from poa_portal.common import languages, times
from poa_portal.common.forms import CheckedFilesField, LocalMomentField, PortalForm, ZoneField
from poa_portal.common.language_choices import language_choices
from poa_portal.common.languages import CODES, column
from poa_portal.common.moments import local_of, moment_in
from poa_portal.library import symbols
from poa_portal.library.models import Document
from stakeholders.models import AccreditationRequest, AccreditationRound, Category, Holiday
from states.models import NoteVerbale, State

TEXTS = ("title", "rule")
PLAIN = (
    "opens_at", "closes_at", "time_zone", "categories", "ecosoc_categories", "silence_days", "counts_working_days",
    "silence_ends_at", "duty_station", "rule_source", "valid_until",
)  # fmt: skip
LOCAL = ("opens_at", "closes_at")
WINDOW = LOCAL  # what stays open to change once the rule is fixed, beside the titles


def _text_fields(form: forms.Form, name: str, label: Any, **kwargs: Any) -> None:
    """One field for each of the six languages, none of them needed alone."""
    for code in CODES:
        field = forms.CharField(
            label=_("%(label)s (%(language)s)") % {"label": label, "language": languages.own_name(code)},
            required=False,
            **kwargs,
        )
        field.widget.attrs.update({"lang": code, "dir": languages.direction(code)})
        form.fields[column(name, code)] = field


class RoundForm(PortalForm):
    """A round with its rule as data; its times are local times of the zone chosen beside them."""

    opens_at = LocalMomentField(label=gettext_lazy("Requests from"))
    closes_at = LocalMomentField(label=gettext_lazy("Requests until"))
    time_zone = ZoneField(label=gettext_lazy("Time zone of these times and of the end of silence"))
    categories = forms.ModelMultipleChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Who may apply"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Where none is chosen, organizations of every category may apply."),
    )
    ecosoc_categories = forms.ModelMultipleChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Accredited without circulation"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Usually organizations in consultative status with the Economic and Social Council."),
    )
    silence_days = forms.IntegerField(label=gettext_lazy("Days of the silence period"), min_value=1, max_value=365)
    counts_working_days = forms.BooleanField(label=gettext_lazy("Count working days only"), required=False)
    silence_ends_at = forms.TimeField(
        label=gettext_lazy("Hour at which silence ends"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial="18:00",
    )
    duty_station = forms.CharField(
        label=gettext_lazy("Holidays of the United Nations in"),
        max_length=60,
        initial="New York",
        help_text=gettext_lazy("The silence never ends on a weekend or on a holiday of this duty station."),
    )
    rule_source = forms.CharField(
        label=gettext_lazy("Where the rule was agreed"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example the symbol of the document and its paragraph."),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Last day of the accreditation"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Accreditations lapse when this day is over. Empty means that none lapses by itself."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, is_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_fixed = is_fixed
        everything = Category.objects.order_by("position", "key")
        for name in ("categories", "ecosoc_categories"):
            self.fields[name].queryset = everything
        _text_fields(self, "title", _("Title"), max_length=300)
        _text_fields(self, "rule", _("The rule applied"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000)
        if is_fixed:
            kept = {*WINDOW, "seen", *(column("title", code) for code in CODES)}
            for name in [name for name in self.fields if name not in kept]:
                del self.fields[name]

    @property
    def zone(self) -> str:
        return str(self.cleaned_data.get("time_zone") or self.initial.get("time_zone") or times.DEFAULT_ZONE)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(data.get(column("title", code)) for code in CODES):
            self.add_error(column("title"), _("Write this in at least one language."))
        for name in LOCAL:
            if local := data.get(name):
                try:
                    data[name] = moment_in(local, self.zone)
                except ValidationError as error:
                    self.add_error(name, error)
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("The last moment for requests must be later than the first."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned data as ``create_round`` and ``change_round`` take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    @property
    def plain_fields(self) -> list[Any]:
        return [self[name] for name in PLAIN if name in self.fields]

    @property
    def language_sections(self) -> list[tuple[str, str, list[Any], bool]]:
        """Code, name, fields and whether it is open; the reader's language first."""
        sections = []
        for code in sorted(CODES, key=lambda code: code != languages.current()):
            bound = [self[column(name, code)] for name in TEXTS if column(name, code) in self.fields]
            is_open = code == languages.current() or any(field.errors for field in bound)
            sections.append((code, languages.own_name(code), bound, is_open))
        return sections


def initial_of_round(the_round: AccreditationRound) -> dict[str, Any]:
    """What the form shows of a round, its times as local times of its zone."""
    plain = {name: getattr(the_round, name) for name in PLAIN if not name.endswith("categories")}
    local = {name: local_of(getattr(the_round, name), the_round.time_zone) for name in LOCAL}
    texts = {column(name, code): getattr(the_round, column(name, code)) or "" for name in TEXTS for code in CODES}
    chosen = {
        name: list(getattr(the_round, name).values_list("pk", flat=True))
        for name in ("categories", "ecosoc_categories")
    }
    return {**plain, **local, **texts, **chosen}


class RequestForm(PortalForm):
    """What an organization says of itself; nothing is needed to save, sending asks for more."""

    purpose = forms.CharField(
        label=gettext_lazy("Purpose of the organization"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    programmes = forms.CharField(
        label=gettext_lazy("Programmes"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    activities = forms.CharField(
        label=gettext_lazy("Activities relevant to the mechanism"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the request"))
    attachments = CheckedFilesField(
        label=gettext_lazy("Attach files"),
        required=False,
        help_text=gettext_lazy("For example the statutes. PDF, Word, OpenDocument or plain text; several at once."),
    )
    remove = forms.MultipleChoiceField(
        label=gettext_lazy("Take these files off"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, request: AccreditationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": initial_of_request(request), **kwargs})
        choices = language_choices(languages.current())
        known = {code for _group, members in choices for code, _name in members}
        extra = [] if request.language in known else [(request.language, languages.name_in(request.language))]
        self.fields["language"].choices = [*extra, *choices]
        attached = [(stored.sha256, stored.name) for stored in request.files.all()]
        if attached:
            self.fields["remove"].choices = attached
        else:
            del self.fields["remove"]

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned data as ``save_request`` takes them."""
        names = ("version", "purpose", "programmes", "activities", "language")
        return {name: self.cleaned_data[name] for name in names}


def initial_of_request(request: AccreditationRequest) -> dict[str, Any]:
    return {name: getattr(request, name) for name in ("purpose", "programmes", "activities", "language", "version")}


class StepForm(PortalForm):
    """A step of the secretariat or the Chair's office, with the letter or note verbale on which it rests."""

    document = forms.CharField(
        label=gettext_lazy("Document"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Symbol or reference of a document of the library, where the step rests on one."),
    )
    document_note = forms.CharField(
        label=gettext_lazy("Letter or note verbale"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: letter of the Chair of 4 May 2026. Everybody reads it beside the step."),
    )

    def __init__(self, *args: Any, needs_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            reason = forms.CharField(
                label=_("Reason"),
                widget=forms.Textarea(attrs={"rows": 4}),
                max_length=2000,
                help_text=_("The organization reads it. It is recorded, and not shown in public."),
            )
            self.fields = {"reason": reason, **self.fields}

    def clean_document(self) -> Document | None:
        text = self.cleaned_data["document"].strip()
        return found_document(text) if text else None

    @property
    def ground(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("document", "document_note")}


def found_document(text: str) -> Document:
    """The published document with this symbol or reference. Raises ``ValidationError``."""
    published = Document.objects.published()
    found = published.filter(symbols__normal_form=symbols.normalise(text)).first()
    found = found or published.filter(reference__iexact=text).first()
    if found is None:
        raise ValidationError(_("The library has no published document “%(symbol)s”.") % {"symbol": text})
    return found


class CirculationForm(StepForm):
    """Which eligible requests are circulated together."""

    requests = forms.ModelMultipleChoiceField(
        AccreditationRequest.objects.none(),
        label=gettext_lazy("Requests to circulate"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one request.")},
    )

    def __init__(self, *args: Any, eligible: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requests"].queryset = eligible
        self.fields["requests"].label_from_instance = lambda one: f"{one.applied_as} ({one.reference})"
        self.order_fields(["requests", "document", "document_note"])


class ObjectionForm(PortalForm):
    """An objection; the basis is voluntary."""

    state = forms.ModelChoiceField(State.objects.none(), label=pgettext_lazy("party", "State"), empty_label=None)
    basis = forms.CharField(
        label=gettext_lazy("Basis of the objection"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=gettext_lazy("Given voluntarily. The Chair’s office alone reads it, unless your State publishes it."),
    )
    note = forms.ModelChoiceField(
        NoteVerbale.objects.none(),
        label=gettext_lazy("Note verbale"),
        required=False,
        help_text=gettext_lazy("One of your own notes verbales that the portal has, where the objection rests on it."),
    )

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = State.objects.filter(pk__in=parties).alphabetical()
        self.fields["note"].queryset = NoteVerbale.objects.filter(owner__in=parties)
        self.fields["note"].label_from_instance = lambda note: f"{note.number}, {times.format_date(note.dated_on)}"
        if len(parties) == 1:
            self.fields["state"].widget = forms.HiddenInput()
            self.initial.setdefault("state", parties[0])
        if not self.fields["note"].queryset.exists():
            del self.fields["note"]


class HolidayForm(PortalForm):
    """A day on which the offices at a duty station are closed."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    duty_station = forms.CharField(label=gettext_lazy("Duty station"), max_length=60, initial="New York")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            label = _("Name in %(language)s") % {"language": name}
            self.fields[column("name", code)] = forms.CharField(label=label, max_length=120, required=code == "en")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        same = Holiday.objects.filter(day=data.get("day"), duty_station=data.get("duty_station"))
        if data.get("day") and same.exists():
            self.add_error("day", _("This day is entered already."))
        return data
