"""A question to contacts of the repository, and a word in one of its threads."""

from secrets import token_urlsafe
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.models import Party
from poa_portal.common import languages
from poa_portal.common.forms import PortalForm
from poa_portal.common.language_choices import language_choices
from stakeholders.models import StakeholderContact

TEXT_LENGTH = 10_000


class EnquiryForm(PortalForm):
    """The contacts stand as boxes that are ticked already; untick whom the question does not concern."""

    contact = forms.MultipleChoiceField(label=_("Who receives the question"), widget=forms.CheckboxSelectMultiple)
    party = forms.ChoiceField(label=_("You ask for"))
    subject = forms.CharField(
        label=_("Subject"), max_length=200, help_text=_("It stands in the mail that tells of the question.")
    )
    text = forms.CharField(
        label=_("Question"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"})
    )
    language = forms.ChoiceField(label=_("Language of the question"))
    sending_key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(
        self, *args: Any, contacts: list[StakeholderContact], parties: list[Party], party: Party, **kwargs: Any
    ) -> None:
        initial = {
            "contact": [contact.reference for contact in contacts],
            "party": party.key,
            "language": languages.current(),
            "sending_key": token_urlsafe(24),
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self._parties = {own.key: own for own in parties}
        self._contacts = {contact.reference: contact for contact in contacts}
        self.fields["contact"].choices = [
            (contact.reference, f"{contact.owner.name} · {contact.title}") for contact in contacts
        ]
        self.fields["language"].choices = language_choices(languages.current())
        self.fields["party"].choices = [(own.key, own.name) for own in parties]
        if len(parties) == 1:
            self.fields["party"].widget = forms.HiddenInput()

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned data as ``ask_contacts`` takes them."""
        data = {name: self.cleaned_data[name] for name in ("subject", "text", "language", "sending_key")}
        contacts = [self._contacts[reference] for reference in self.cleaned_data["contact"]]
        return {**data, "contacts": contacts, "party": self._parties[self.cleaned_data["party"]]}


class EntryForm(PortalForm):
    """A word of one side to the other."""

    text = forms.CharField(
        label=_("Your words"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )
