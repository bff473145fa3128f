"""Writing an input, and recording how a meeting considered it."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.enums import MeetingState, Outcome
from meetings.models import AgendaItem, CallQuestion, Meeting, WrittenInput
from poa_portal.common import languages
from poa_portal.common.enums import Audience
from poa_portal.common.forms import CheckedFilesField, PortalForm
from poa_portal.common.language_choices import language_choices
from poa_portal.library.models import Topic
from stakeholders.models import TextVersion

ANSWER_CHARACTERS = 60_000


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
    builds_on = forms.ModelChoiceField(
        TextVersion.objects.none(),
        label=_("Builds on a common text"),
        required=False,
        empty_label=_("On none"),
        help_text=_("The page of the text then shows your input, once it is published."),
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
        self.order_fields(
            ["title", "language", *answers, "attachments", "remove", "builds_on", "agenda_item", "topics", "audience"]
        )

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
        versions = TextVersion.objects.visible_to(AnonymousUser()).published().select_related("text")
        if versions := versions.order_by("text__title", "-number"):
            self.fields["builds_on"].queryset = versions
            self.fields["builds_on"].label_from_instance = version_label
        else:
            del self.fields["builds_on"]
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
        optional = {name: data.get(name) for name in ("agenda_item", "builds_on")}
        return {**fields, **optional, "answers": answers}


def version_label(version: TextVersion) -> str:
    """A version of a common text in a list of choices."""
    return gettext("%(title)s, version %(number)d") % {"title": version.text.title, "number": version.number}


def field_of(question: CallQuestion) -> str:
    return f"answer_{question.pk}"


def initial_of(written_input: WrittenInput) -> dict[str, Any]:
    return {
        "title": written_input.title,
        "language": written_input.language,
        "agenda_item": written_input.agenda_item_id,
        "builds_on": written_input.builds_on_id,
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
