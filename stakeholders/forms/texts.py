"""Writing a common text, supporting it, and asking to join."""

from secrets import token_urlsafe
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poa_portal.common import languages
from poa_portal.common.forms import PortalForm
from poa_portal.common.language_choices import language_choices
from poa_portal.library import symbols
from poa_portal.library.models import Topic
from stakeholders.enums import EndorsementOrder
from stakeholders.models import CommonText, Organisation, TextVersion
from stakeholders.text_words import digest

OFFERED = 20


def _language_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=lambda: language_choices(languages.current()))


class TextForm(PortalForm):
    """What stands around the words; the words themselves have a page of their own."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    introduction = forms.CharField(
        label=gettext_lazy("Introduction"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy(
            "What the text is for, and until when support is sought. It can be changed at any time."
        ),
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(), label=gettext_lazy("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = _language_field(gettext_lazy("Language of the title"))
        self.fields["topics"].queryset = Topic.objects.all()
        self.order_fields(["organisation", "title", "language", "introduction", "order", "topics"])


class TextStartForm(TextForm):
    """The same, with the organization that begins the text where a person represents several."""

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        self.own = {organisation.key: organisation for organisation in organisations}
        super().__init__(*args, **kwargs)
        if len(organisations) > 1:
            choices = [(organisation.key, organisation.name) for organisation in organisations]
            self.fields["organisation"] = forms.ChoiceField(label=gettext_lazy("For"), choices=choices)
            self.order_fields(["organisation", *self.fields])

    @property
    def organisation(self) -> Organisation:
        key = self.cleaned_data.get("organisation")
        return self.own[key] if key else next(iter(self.own.values()))


class TextChangeForm(TextForm):
    """The same later: the order of the supporters can be chosen; a title that was published stays."""

    order = forms.ChoiceField(
        label=gettext_lazy("Order of the supporters"), choices=EndorsementOrder.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, text: CommonText, **kwargs: Any) -> None:
        initial = {name: getattr(text, name) for name in ("title", "language", "introduction", "order")}
        initial["topics"] = [topic.pk for topic in text.topics.all()]
        super().__init__(*args, **{"initial": initial, **kwargs})
        if text.versions.published().exists():
            for name in ("title", "language"):
                self.fields[name].disabled = True
            self.fields["title"].help_text = _("The title stays, because it was published with the words.")


class VersionForm(PortalForm):
    """The words of the version that is being written."""

    body = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 24, "dir": "auto"}),
        help_text=gettext_lazy("Plain paragraphs with an empty line between them."),
    )
    document = forms.CharField(
        label=gettext_lazy("Or a document of the library"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Its symbol or reference, where the words stand in a published document."),
    )
    note = forms.CharField(
        label=gettext_lazy("What changed"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("One sentence for those who support an earlier version."),
    )
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, version: TextVersion, **kwargs: Any) -> None:
        initial = {
            "body": version.body,
            "note": version.note,
            "language": version.language,
            "document": version.document.reference if version.document else "",
            "base": digest(version.body),
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["language"] = _language_field(gettext_lazy("Language of the text"))
        self.order_fields(["language", "body", "document", "note"])

    def clean_base(self) -> str | None:
        return self.cleaned_data["base"] or None

    def clean_document(self) -> Any:
        """A document that everybody may read, or none."""
        asked = self.cleaned_data["document"].strip()
        if not asked:
            return None
        found = symbols.resolve(asked, AnonymousUser()).document
        if found is None:
            raise forms.ValidationError(_("There is no public document with this symbol or reference."))
        return found


class CoordinatorForm(PortalForm):
    """Another organization that is to keep the text as well; where several fit, the form asks which one is meant."""

    name = forms.CharField(
        label=gettext_lazy("Organization"),
        max_length=300,
        help_text=gettext_lazy("Its name, a part of it, or its acronym."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = str(self.data.get("name", "")).strip() if self.is_bound else ""
        registered = Organisation.objects.registered()
        self.found = list(registered.matching(asked).alphabetical()[:OFFERED]) if asked else []
        if len(self.found) > 1:
            choices = [(organisation.key, organisation.name) for organisation in self.found]
            self.fields["chosen"] = forms.ChoiceField(
                label=gettext_lazy("Which one is meant?"), choices=choices, widget=forms.RadioSelect, required=False
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("name"):
            chosen = data.get("chosen", "")
            meant = self.found if len(self.found) == 1 else [one for one in self.found if one.key == chosen]
            if meant:
                data["organisation"] = meant[0]
            elif self.found:
                self.add_error("chosen", _("Several fit. Choose one of them, or write more of the name."))
            else:
                self.add_error("name", _("No registered organization fits this."))
        return data


class EndorseForm(PortalForm):
    """Support in the name of one organization; its representative confirms to be authorized."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        self.own = {organisation.key: organisation for organisation in organisations}
        super().__init__(*args, **kwargs)
        if len(organisations) > 1:
            choices = [(organisation.key, _name(organisation)) for organisation in organisations]
            self.fields["organisation"] = forms.ChoiceField(
                label=gettext_lazy("In the name of"), choices=choices, widget=forms.RadioSelect
            )
            label = _("I am authorized to give this support.")
        else:
            values = {"name": _name(organisations[0]) if organisations else ""}
            label = _("I am authorized to give this support in the name of %(name)s.") % values
        self.fields["is_authorized"] = forms.BooleanField(label=label)

    @property
    def organisation(self) -> Organisation:
        key = self.cleaned_data.get("organisation")
        return self.own[key] if key else next(iter(self.own.values()))


class JoinForm(PortalForm):
    """A wish to join; ``homepage`` is a trap for programs, which fill in every field."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    organisation_name = forms.CharField(label=gettext_lazy("Organization"), max_length=300)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("The coordinators answer to it. It is not published."),
    )
    message = forms.CharField(
        label=gettext_lazy("Message"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    homepage = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    sending_key = forms.CharField(widget=forms.HiddenInput, max_length=60, initial=lambda: token_urlsafe(24))

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data["homepage"])


def _name(organisation: Organisation) -> str:
    return organisation.own_name or organisation.name
