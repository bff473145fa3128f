"""Writing an input, and recording how a meeting considered it."""

from functools import lru_cache
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from meetings.enums import MeetingState, Outcome
from meetings.models import AgendaItem, CallQuestion, Meeting, WrittenInput
from poa_portal.common import languages
from poa_portal.common.enums import Audience
from poa_portal.common.forms import CheckedFilesField, PortalForm
from poa_portal.common.text import fold
from poa_portal.library.models import Topic

ANSWER_CHARACTERS = 60_000
Choices = list[tuple[Any, Any]]


@lru_cache(maxsize=8)
def language_choices(reader_language: str) -> Choices:
    """The six official languages, then every other language and script that CLDR names."""
    names = babel_names(reader_language)
    official = [(code, name) for code, name in settings.LANGUAGES]
    others = sorted(((tag, name) for tag, name in names if tag not in languages.CODES), key=lambda pair: fold(pair[1]))
    return [(_("Official languages"), official), (_("Other languages"), others)]


def babel_names(reader_language: str) -> list[tuple[str, str]]:
    """Language tags without a country, each with its name in the reader's language; ``en`` as ``English``."""
    locale = languages.babel_locale(reader_language)
    found = []
    for identifier in locale_identifiers():
        parsed = Locale.parse(identifier)
        if identifier not in {"root", "zh"} and not parsed.territory and not parsed.variant:
            name = parsed.get_display_name(locale) or identifier
            found.append((identifier.replace("_", "-").lower(), name[:1].upper() + name[1:]))
    return found


class InputForm(PortalForm):
    """One field for each question of the call; none of them has to be answered."""

    title = forms.CharField(label=_("Title"), max_length=300)
    language = forms.ChoiceField(
        label=_("Language of the input"),
        help_text=_("Write in any language. The input is shown first as you wrote it."),
    )
    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Agenda item"), required=False, empty_label=_("The meeting as a whole")
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(), label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = CheckedFilesField(
        label=_("Attach files"),
        required=False,
        help_text=_("PDF, Word, Excel, OpenDocument, picture or plain text; several at once are possible."),
    )
    remove = forms.MultipleChoiceField(
        label=_("Take these files off"), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.ChoiceField(
        label=_("Who may read it once it is published"),
        choices=[choice for choice in Audience.choices if choice[0] != Audience.PRIVATE],
        widget=forms.RadioSelect,
        help_text=_("The secretariat reads every input that you send."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, written_input: WrittenInput, **kwargs: Any) -> None:
        self.written_input = written_input
        super().__init__(*args, **{"initial": initial_of(written_input), **kwargs})
        self._choose()
        self.questions = list(written_input.call.questions.all())
        for question in self.questions:
            self.fields[field_of(question)] = forms.CharField(
                label=question.text,
                help_text=question.help,
                required=False,
                max_length=ANSWER_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
            )
        answers = [field_of(question) for question in self.questions]
        self.order_fields(["title", "language", *answers, "attachments", "remove", "agenda_item", "topics", "audience"])

    def _choose(self) -> None:
        tag, call = self.written_input.language, self.written_input.call
        choices = language_choices(languages.current())
        known = {code for _group, members in choices for code, _name in members}
        extra = [] if tag in known else [(tag, languages.name_in(tag))]
        self.fields["language"].choices = [*extra, *choices]
        self.fields["topics"].queryset = Topic.objects.all()
        if call.meeting_id and (items := AgendaItem.objects.filter(meeting=call.meeting_id)):
            self.fields["agenda_item"].queryset = items
        else:
            del self.fields["agenda_item"]
        attached = [(stored.sha256, stored.name) for stored in self.written_input.files.all()]
        if attached:
            self.fields["remove"].choices = attached
        else:
            del self.fields["remove"]

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned data as ``save_input`` takes them."""
        data = self.cleaned_data
        answers = {question.pk: data[field_of(question)] for question in self.questions}
        fields = {name: data[name] for name in ("version", "title", "language", "topics", "audience")}
        return {**fields, "agenda_item": data.get("agenda_item"), "answers": answers}


def field_of(question: CallQuestion) -> str:
    return f"answer_{question.pk}"


def initial_of(written_input: WrittenInput) -> dict[str, Any]:
    return {
        "title": written_input.title,
        "language": written_input.language,
        "agenda_item": written_input.agenda_item_id,
        "topics": [topic.pk for topic in written_input.topics.all()],
        "audience": written_input.audience,
        "version": written_input.version,
        **{f"answer_{answer.question_id}": answer.text for answer in written_input.answers.all()},
    }


class ForumsForm(PortalForm):
    """Which meetings are to consider an input."""

    forums = forms.ModelMultipleChoiceField(
        Meeting.objects.none(),
        label=_("Meetings that are to consider it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them has to record how it considered the input before it can be closed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forums"].queryset = Meeting.objects.filter(state=MeetingState.PUBLISHED).order_by("-starts_on")


class ConsiderationForm(PortalForm):
    """How one meeting dealt with the input."""

    forum = forms.ModelChoiceField(Meeting.objects.none(), label=_("Meeting"))
    agenda_item = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("Agenda item"), required=False)
    outcome = forms.ChoiceField(label=_("How it was considered"), choices=Outcome.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Where"), max_length=300, required=False, help_text=_("For example: paragraph 34 of Rev.1")
    )
    note = forms.CharField(label=_("Note"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, written_input: WrittenInput, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = written_input.forums.values("pk")
        meetings = Meeting.objects.exclude(state=MeetingState.DRAFT).order_by("-starts_on")
        self.fields["forum"].queryset = meetings
        self.fields["agenda_item"].queryset = AgendaItem.objects.filter(meeting__in=own).select_related("meeting")
        self.fields["agenda_item"].label_from_instance = lambda item: f"{item} ({item.meeting.title})"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        item, forum = data.get("agenda_item"), data.get("forum")
        if item and forum and item.meeting_id != forum.pk:
            self.add_error("agenda_item", _("This agenda item belongs to another meeting."))
        return data
