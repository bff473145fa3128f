"""Writing to another State's point of contact, and answering in the thread."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages
from poa_portal.common.forms import PortalForm
from poa_portal.common.language_choices import language_choices
from poa_portal.common.text import unix_lines
from states.enums import Confidentiality, MessageKind, Urgency
from states.models import Contact, ContactCategory, State

_LONG = {"rows": 8, "dir": "auto"}


class WordsField(forms.CharField):
    """A long text. A browser counts a new line as one sign and sends it as two; the limit counts it as one."""

    def __init__(self, *, rows: int = 8, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={**_LONG, "rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str | None:
        return super().to_python(unix_lines(str(value)) if value else value)


class ContactField(forms.ModelChoiceField):
    """The valid points of contact of one State, each as its category, rank and office."""

    def label_from_instance(self, contact: Any) -> str:
        parts = (contact.category, contact.get_rank_display(), contact.office)
        return " · ".join(str(part) for part in parts)


class MessageForm(PortalForm):
    """What happened and what is asked. ``sending_key`` makes pressing twice send once."""

    contact = ContactField(
        Contact.objects.none(),
        label=_("To the point of contact"),
        to_field_name="reference",
        empty_label=None,
        error_messages={"invalid_choice": _("This point of contact is not valid any more. Choose another.")},
    )
    sender_category = forms.ModelChoiceField(
        ContactCategory.objects.none(),
        label=_("Sent by your point of contact"),
        to_field_name="key",
        empty_label=None,
        help_text=_("The receiving State sees the category, not your name."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=MessageKind.choices, widget=forms.RadioSelect)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=Urgency.choices, initial=Urgency.ROUTINE, widget=forms.RadioSelect
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    what_happened = WordsField(
        label=_("What happened"),
        max_length=20000,
        help_text=_("What was seen, when it began, and how sure you are."),
    )
    affected = WordsField(label=_("Systems or services affected"), max_length=5000, required=False, rows=4)
    what_is_asked = WordsField(
        label=_("What is asked"),
        max_length=10000,
        required=False,
        rows=4,
        help_text=_("Needed for a request for assistance."),
    )
    confidentiality = forms.ChoiceField(
        label=_("How far the message may be passed on"),
        choices=Confidentiality.choices,
        initial=Confidentiality.CONTACT,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the message"))
    recipient = forms.ModelChoiceField(
        State.objects.none(), label=_("To the State"), to_field_name="key", widget=forms.HiddenInput
    )
    sender = forms.ModelChoiceField(
        State.objects.none(),
        label=_("Your delegation"),
        to_field_name="key",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("You hold no post in this delegation any more, so nothing can be sent.")},
    )
    sending_key = forms.UUIDField(
        label=_("Form"),
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages={
            "required": _("The form was not whole and has been mended. Check what you wrote, and send it again."),
            "invalid": _("The form was not whole and has been mended. Check what you wrote, and send it again."),
        },
    )

    def __init__(
        self, *args: Any, contacts: Any, categories: Any, recipients: Any, senders: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("contact", contacts),
            ("sender_category", categories),
            ("recipient", recipients),
            ("sender", senders),
        ):
            self.fields[name].queryset = choices
        self.fields["language"].choices = language_choices(languages.current())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") == MessageKind.REQUEST and not data.get("what_is_asked", "").strip():
            self.add_error("what_is_asked", _("Say what is asked of the other State, or choose “Information”."))
        return data

    def renew_key(self) -> None:
        """Let what is written here be sent as a message of its own."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["sending_key"] = str(uuid4())
        self.data = data


class EntryForm(PortalForm):
    """A further word in the thread."""

    text = WordsField(label=_("Answer"), max_length=20000, rows=6)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
