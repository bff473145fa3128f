"""Forms for calls as the secretariat makes them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.enums import CallState
from meetings.forms.meetings import topics_field
from meetings.forms.translated import TranslatedFormMixin
from meetings.models import Call
from poa_portal.common import times
from poa_portal.common.forms import LocalMomentField, PortalForm, PortalModelForm, ZoneField
from poa_portal.common.languages import CODES, column
from poa_portal.common.moments import local_of, moment_in
from states.models import RegionalGroup

CALL_TEXTS = ("title", "introduction")
TIMES = ("opens_at", "deadline", "time_zone")
MOST_QUESTIONS = 60


class CallForm(TranslatedFormMixin, PortalModelForm):
    """A call; its times are local times of the zone chosen beside them, fixed once the call is announced."""

    translated = CALL_TEXTS
    opens_at = LocalMomentField(label=gettext_lazy("Opens"))
    deadline = LocalMomentField(label=gettext_lazy("Deadline"))
    time_zone = ZoneField(
        label=gettext_lazy("Time zone of both"),
        help_text=gettext_lazy("Deadlines are usual in New York time, also for meetings held elsewhere."),
    )
    open_to = forms.ModelMultipleChoiceField(
        RegionalGroup.objects.all(),
        label=gettext_lazy("Open to the States of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("To all States where you choose none; States outside every group find such calls."),
    )
    topics = topics_field()

    class Meta:
        model = Call
        fields = [
            "kind",
            "respondents",
            "open_to",
            *TIMES,
            "accepts_late",
            "word_limit",
            "topics",
            *(column(name, code) for name in CALL_TEXTS for code in CODES),
        ]
        help_texts = {"word_limit": gettext_lazy("For a whole input. Empty means no limit.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_announced = bool(self.instance.pk) and self.instance.state != CallState.DRAFT
        if self.is_announced:
            for name in TIMES:
                del self.fields[name]
        elif self.instance.pk:
            for name in ("opens_at", "deadline"):
                self.initial[name] = local_of(getattr(self.instance, name), self.instance.time_zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_announced or "time_zone" not in cleaned:
            return cleaned
        for name in ("opens_at", "deadline"):
            if name in cleaned:
                try:
                    cleaned[name] = moment_in(cleaned[name], cleaned["time_zone"])
                except ValidationError as error:
                    self.add_error(name, error)
        opens_at, deadline = cleaned.get("opens_at"), cleaned.get("deadline")
        if opens_at and deadline and deadline <= opens_at:
            self.add_error("deadline", _("The deadline must be later than the opening."))
        return cleaned


class QuestionForm(TranslatedFormMixin, PortalForm):
    """A question; an empty one is no question. None has to be answered."""

    translated = ("text", "help")
    inputs = {
        "text": {
            "label": pgettext_lazy("call", "Question"),
            "max_length": 500,
            "widget": forms.Textarea(attrs={"rows": 2}),
        },
        "help": {
            "label": gettext_lazy("Explanation"),
            "max_length": 500,
            "widget": forms.Textarea(attrs={"rows": 2}),
        },
    }
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BaseQuestionFormSet(forms.BaseFormSet):
    @property
    def questions(self) -> list[dict[str, Any]]:
        """All questions that stay, in their order, as ``create_call`` and ``change_call`` take them."""
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        kept.sort(key=lambda form: form.cleaned_data.get("ORDER") or MOST_QUESTIONS)
        return [
            {"pk": form.cleaned_data.get("pk"), "text": form.texts("text"), "help": form.texts("help")} for form in kept
        ]


QuestionFormSet = forms.formset_factory(
    QuestionForm,
    formset=BaseQuestionFormSet,
    extra=3,
    can_delete=True,
    can_order=True,
    max_num=MOST_QUESTIONS,
    absolute_max=MOST_QUESTIONS,
)


def questions_of(call: Call) -> list[dict[str, Any]]:
    """The questions of a call as the initial data of its forms."""
    names = [column(name, code) for name in ("text", "help") for code in CODES]
    return [
        {"pk": question.pk, **{name: getattr(question, name) for name in names}} for question in call.questions.all()
    ]


class ExtensionForm(PortalForm):
    """A later deadline, as a local time of the call's zone."""

    deadline = LocalMomentField(label=gettext_lazy("New deadline"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("Readers see it beside both dates.")
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        self.call = call
        kwargs["initial"] = {"deadline": local_of(call.deadline, call.time_zone)}
        super().__init__(*args, **kwargs)
        self.fields["deadline"].help_text = _("Time in %(city)s.") % {"city": times.city_of(call.time_zone)}

    def clean_deadline(self) -> Any:
        return moment_in(self.cleaned_data["deadline"], self.call.time_zone)
