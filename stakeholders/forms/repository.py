"""The entry of a contact in the repository."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poa_portal.common import languages
from poa_portal.common.forms import PortalForm
from poa_portal.common.language_choices import language_choices, tags_of
from poa_portal.library.enums import TopicKind
from poa_portal.library.models import Topic
from stakeholders.models import StakeholderContact
from stakeholders.repository_rows import in_order
from states.models import RegionalGroup

Groups = list[tuple[str, list[tuple[str, str]]]]


class ContactForm(PortalForm):
    """What everybody will see, and last the mailbox that nobody does."""

    title = forms.CharField(
        label=gettext_lazy("Function of the contact"),
        max_length=200,
        help_text=gettext_lazy("A function, not a person’s name. For example: incident response desk"),
    )
    offer = forms.CharField(
        label=gettext_lazy("Available for"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("What one can ask you, in a few sentences and in any language."),
    )
    offer_language = forms.ChoiceField(label=gettext_lazy("Language of this text"))
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics and norms"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At least one. A pillar stands for everything under it."),
    )
    regions = forms.ModelMultipleChoiceField(
        RegionalGroup.objects.none(),
        label=gettext_lazy("Regions you know"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Regional groups of the United Nations. Choose none if you answer for all of them."),
    )
    spoken = forms.MultipleChoiceField(
        label=gettext_lazy("Languages in which you answer"),
        help_text=gettext_lazy("At least one, here or in the next field."),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_languages = forms.CharField(
        label=gettext_lazy("Other languages"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Their names, with commas between. For example: Portuguese, Swahili"),
    )
    takes_questions = forms.BooleanField(
        label=gettext_lazy("Delegations and the secretariat can send questions through the portal"),
        required=False,
        initial=True,
    )
    mailbox = forms.EmailField(
        label=gettext_lazy("Mailbox for questions"),
        help_text=gettext_lazy(
            "Never shown to anybody, and not in the data. The portal tells this mailbox that a question waits; "
            "you read and answer it here after signing in."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._topics = {topic.key: topic for topic in Topic.objects.all()}
        self.fields["topics"].choices = grouped(list(self._topics.values()))
        self.fields["regions"].queryset = RegionalGroup.objects.all()
        self.fields["offer_language"].choices = language_choices(languages.current())

    def clean_topics(self) -> list[Topic]:
        return [self._topics[key] for key in self.cleaned_data["topics"]]

    def clean_other_languages(self) -> list[str]:
        tags, unknown = tags_of(self.cleaned_data["other_languages"], languages.current())
        if unknown:
            raise ValidationError(
                _("These are not languages that the portal knows: %(names)s.") % {"names": languages.listed(unknown)}
            )
        return tags

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "other_languages" in data and not [*data.get("spoken", []), *data["other_languages"]]:
            self.add_error("spoken", _("Choose at least one language, or write one below."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned data as ``list_contact`` takes them."""
        data = dict(self.cleaned_data)
        return {"languages": [*data.pop("spoken"), *data.pop("other_languages")], **data}


def initial_of(contact: StakeholderContact) -> dict[str, Any]:
    """What the form shows of an entry."""
    return {
        "title": contact.title,
        "offer": contact.offer,
        "offer_language": contact.offer_language,
        "topics": [topic.key for topic in contact.topics.all()],
        "regions": [group.pk for group in contact.regions.all()],
        "spoken": [tag for tag in contact.languages if tag in languages.CODES],
        "other_languages": ", ".join(_name(tag) for tag in contact.languages if tag not in languages.CODES),
        "takes_questions": contact.takes_questions,
        "mailbox": contact.mailbox,
    }


def grouped(topics: list[Topic]) -> Groups:
    """Topics as groups of checkboxes: the pillars, what stands under each of them, then free themes."""
    ordered = in_order(topics)
    pillars = [topic for topic in ordered if topic.kind == TopicKind.PILLAR]
    under = [(pillar.title, [topic for topic in ordered if topic.parent_id == pillar.pk]) for pillar in pillars]
    placed = {topic.pk for _title, found in (("", pillars), *under) for topic in found}
    groups = [(_("Pillars"), pillars), *under, (_("Themes"), [topic for topic in ordered if topic.pk not in placed])]
    return [(title, [(topic.key, str(topic)) for topic in found]) for title, found in groups if found]


def _name(tag: str) -> str:
    """The name by which ``tags_of`` finds the tag again; the tag itself where a name means another one."""
    name = languages.name_in(tag)
    return name if tags_of(name, languages.current())[0] == [tag] else tag
