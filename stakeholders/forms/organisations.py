"""The entry of an organization."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages
from poa_portal.common.forms import PortalForm
from poa_portal.common.language_choices import language_choices
from poa_portal.common.languages import CODES, column
from poa_portal.library.models import Topic
from stakeholders.enums import NameKind
from stakeholders.models import Category, Organisation
from stakeholders.validators import NAME_LENGTH, clean_name
from states.models import State

PLAIN = (
    "name", "category", "acronym", "home_state", "website", "topics", "countries", "is_correction", "new_address",
)  # fmt: skip
TRANSLATED = ("name", "description")
MOST_NAMES = 60


class RegistrationForm(PortalForm):
    """Only name and category must be given, so that a first input is minutes away; the rest can follow."""

    name = forms.CharField(
        label=_("Name of the organization"),
        max_length=NAME_LENGTH,
        help_text=_("As the organization writes it itself, in any language and script."),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("Category"), help_text=_("Consultations count inputs by these categories.")
    )
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    home_state = forms.ModelChoiceField(State.objects.none(), label=_("Country of the seat"), required=False)
    website = forms.URLField(label=_("Web address"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.order_by("position", "key")
        self.fields["home_state"].queryset = State.objects.alphabetical()

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class DistinctRegistrationForm(RegistrationForm):
    """The same once likely duplicates were shown: the person says that it is another organization."""

    is_another = forms.BooleanField(label=_("None of these is my organization; register it as a new one"))


class OrganisationForm(RegistrationForm):
    """The whole entry, for the people of the organization."""

    is_correction = forms.BooleanField(
        label=_("A changed name only mends a mistake of typing; the name as it was is not kept"), required=False
    )
    new_address = forms.BooleanField(
        label=_("With a changed name, give the page a new address; the old one leads there for ever"), required=False
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(), label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.ModelMultipleChoiceField(
        State.objects.none(),
        label=_("Countries in which it works"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.all()
        self.fields["countries"].queryset = State.objects.alphabetical()
        self.order_fields(["name", "is_correction", "new_address"])
        for code, language in settings.LANGUAGES:
            self.fields[column("name", code)] = forms.CharField(
                label=_("Name in %(language)s") % {"language": language}, max_length=NAME_LENGTH, required=False
            )
        for code, language in settings.LANGUAGES:
            self.fields[column("description", code)] = forms.CharField(
                label=_("Description in %(language)s") % {"language": language},
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
            )

    @property
    def plain_fields(self) -> list[Any]:
        """The fields that have no language."""
        inputs = {column(field, code) for field in TRANSLATED for code in CODES}
        return [bound for bound in self.visible_fields() if bound.name not in inputs]

    @property
    def languages(self) -> list[tuple[str, list[Any], bool]]:
        """For each language its name, its fields and whether they should be open: filled, or wrong."""
        sections = []
        for code, name in settings.LANGUAGES:
            fields = [self[column(field, code)] for field in TRANSLATED]
            sections.append((name, fields, any(bound.errors or bound.value() for bound in fields)))
        return sections

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned data as ``change_organisation`` takes them."""
        data = self.cleaned_data
        plain = {field: data[field] for field in PLAIN}
        names, descriptions = ({code: data[column(field, code)] for code in CODES} for field in TRANSLATED)
        return {**plain, "names": names, "descriptions": descriptions}


def initial_of(organisation: Organisation) -> dict[str, Any]:
    """What the form shows of an entry; a name that only stands in for a missing English one is left out."""
    own = organisation.own_name or organisation.name
    initial: dict[str, Any] = {
        "name": own,
        "category": organisation.category_id,
        "acronym": organisation.acronym,
        "home_state": organisation.home_state_id,
        "website": organisation.website,
        "topics": [topic.pk for topic in organisation.topics.all()],
        "countries": [state.pk for state in organisation.countries.all()],
    }
    for code in CODES:
        for field in TRANSLATED:
            initial[column(field, code)] = getattr(organisation, column(field, code)) or ""
    if initial["name_en"] == own:
        initial["name_en"] = ""
    return initial


class OtherNameForm(PortalForm):
    """A name in a language beside the six; an empty one is no name."""

    text = forms.CharField(label=_("Name"), max_length=NAME_LENGTH, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = language_choices(languages.current())
        known = {code for _group, members in choices for code, _name in members}
        tag = self.initial.get("language", "")
        extra = [] if not tag or tag in known else [(tag, languages.name_in(tag))]
        self.fields["language"].choices = [("", _("Not known")), *extra, *choices]
        self.fields["text"].widget.attrs["dir"] = "auto"

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        return clean_name(text) if text.strip() else ""


class BaseOtherNameFormSet(forms.BaseFormSet):
    @property
    def names(self) -> list[tuple[str, str]]:
        """All names that stay, as ``change_organisation`` takes them."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [(row["language"], row["text"]) for row in rows if row["text"]]


OtherNameFormSet = forms.formset_factory(
    OtherNameForm,
    formset=BaseOtherNameFormSet,
    extra=3,
    can_delete=True,
    max_num=MOST_NAMES,
    absolute_max=MOST_NAMES,
)


def other_names_of(organisation: Organisation) -> list[dict[str, str]]:
    """The names in further languages as the initial data of their forms."""
    rows = organisation.other_names.filter(kind=NameKind.OTHER)
    return [{"language": row.language, "text": row.text} for row in rows]


class RenameForm(PortalForm):
    """A new name, with the choice of a new address."""

    name = forms.CharField(
        label=_("New name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("As the organization writes it itself, in any language and script."),
    )
    new_address = forms.BooleanField(
        label=_("Give the page a new address made of this name; the old one leads there for ever"), required=False
    )
    is_correction = forms.BooleanField(
        label=_("This only mends a mistake of typing; the name as it was is not kept"), required=False
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, help_text=_("For example a letter. It will be recorded.")
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class MergeForm(PortalForm):
    """The reason of a merger; which entries are meant stands in the address and on the page."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("It will be recorded, and stands in the mail to the people of both."),
    )
