"""The entry of an organization."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from poa_portal.common.forms import PortalForm
from poa_portal.common.languages import CODES, column
from poa_portal.library.models import Topic
from stakeholders.models import Category, Organisation
from stakeholders.validators import NAME_LENGTH, clean_name
from states.models import State

TRANSLATED = ("name", "description")


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

    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(), label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.all()
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
        plain = {field: data[field] for field in ("name", "category", "acronym", "home_state", "website", "topics")}
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
    }
    for code in CODES:
        for field in TRANSLATED:
            initial[column(field, code)] = getattr(organisation, column(field, code)) or ""
    if initial["name_en"] == own:
        initial["name_en"] = ""
    return initial
