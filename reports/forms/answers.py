"""The questions of one part as one form: one button saves them all, and nothing that was typed is lost."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.audit.actions import canonical_json
from poa_portal.common import languages
from poa_portal.common.enums import Audience
from poa_portal.common.forms import PortalForm
from poa_portal.common.text import unix_lines
from reports.actions.answers import TEXT_LIMIT, Draft, Saved
from reports.enums import QuestionKind
from reports.models import Answer, NationalReport, Question

MINE, THEIRS = "mine", "theirs"


class AnswerField(forms.CharField):
    """Text whose line ends count once, as the browser counts them."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(unix_lines(value) if isinstance(value, str) else value)


class QuestionForm(PortalForm):
    """One question. ``theirs`` is set where a colleague saved another answer, and then the person has to decide."""

    def __init__(self, report: NationalReport, question: Question, **kwargs: Any) -> None:
        self.question = question
        self.theirs: Answer | None = None
        super().__init__(**kwargs)
        if question.kind != QuestionKind.TEXT:
            self.fields["choices"] = _choices_field(question)
        self.fields["text"] = AnswerField(
            label=_("Answer") if question.kind == QuestionKind.TEXT else _("In your own words"),
            required=False,
            max_length=TEXT_LIMIT,
            widget=forms.Textarea(
                attrs={"rows": 5, "lang": report.language, "dir": languages.direction(report.language)}
            ),
        )
        self.fields["audience"] = forms.ChoiceField(
            label=_("Who may read this answer"),
            required=False,
            choices=[("", pgettext_lazy("audience of an answer", "As the report")), *Audience.choices],
        )
        if self.is_bound and self.add_prefix("conflict") in self.data:
            self.ask_to_decide()

    @property
    def was_sent(self) -> bool:
        return self.add_prefix("audience") in self.data

    @property
    def theirs_choices(self) -> list[str]:
        """What the colleague chose, in the words of the survey."""
        chosen = self.theirs.choices if self.theirs else []
        return [choice.text for choice in self.question.choices.all() if choice.key in chosen]

    def ask_to_decide(self) -> None:
        """Two answers met: neither is saved before the person says which one stays."""
        kept = [(MINE, _("My answer, as in the fields above")), (THEIRS, _("The answer of my colleague"))]
        self.fields["keep"] = forms.ChoiceField(
            label=_("Which answer stays?"), choices=kept, required=False, widget=forms.RadioSelect
        )

    @property
    def said(self) -> tuple[str, list[str], str]:
        """The answer as it was typed: text, keys of choices, audience."""
        chosen = self.cleaned_data.get("choices") or []
        chosen = [chosen] if isinstance(chosen, str) else list(chosen)
        return self.cleaned_data["text"].strip(), chosen, self.cleaned_data["audience"]


class PartForm:
    """All questions of a part. ``version`` says from which answers the person began, and travels with the form."""

    def __init__(
        self, report: NationalReport, questions: Iterable[Question], answers: dict[int, Answer], data: Any = None
    ) -> None:
        self.forms = [
            QuestionForm(report, one, prefix=one.key, data=data, initial=_initial(one, answers.get(one.pk)))
            for one in questions
        ]
        self._answers = answers
        self._seen = _read(data.get("version", "")) if data is not None else self._as_stored()

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms if form.was_sent)

    @property
    def version(self) -> str:
        return ",".join(f"{key}:{version}:{digest}" for key, (version, digest) in self._seen.items())

    def drafts(self) -> list[Draft]:
        """The answers that this person changed. What a colleague changed meanwhile in other questions stays."""
        return [
            Draft(form.question, self._version_of(form), *form.said)
            for form in self.forms
            if form.was_sent and self._is_to_save(form)
        ]

    def undecided(self) -> list[QuestionForm]:
        """The conflicts shown before about which the person has not said which answer stays."""
        asked = [form for form in self.forms if form.was_sent and "keep" in form.fields]
        return [form for form in asked if not form.cleaned_data["keep"]]

    def take(self, saved: Saved) -> None:
        """Go on from what was saved. A conflict stays where it was until ``show`` puts it before the person."""
        for key, answer in saved.answers.items():
            self._seen[key] = _mark(answer)

    def show(self, conflicts: dict[str, Answer]) -> None:
        """Put the colleagues' answers beside what was typed; what is kept then is kept in their knowledge."""
        for form in self.forms:
            if theirs := conflicts.get(form.question.key):
                form.theirs = theirs
                form.ask_to_decide()
                self._seen[form.question.key] = _mark(theirs)

    def show_undecided(self) -> None:
        self.show({form.question.key: self._answers[form.question.pk] for form in self.undecided()})

    def _is_to_save(self, form: QuestionForm) -> bool:
        if "keep" in form.fields:
            return form.cleaned_data["keep"] == MINE
        return _digest(*form.said) != self._seen.get(form.question.key, _EMPTY)[1]

    def _version_of(self, form: QuestionForm) -> int:
        return self._seen.get(form.question.key, _EMPTY)[0]

    def _as_stored(self) -> dict[str, tuple[int, str]]:
        found = {form.question.key: self._answers.get(form.question.pk) for form in self.forms}
        return {key: _mark(answer) if answer else _EMPTY for key, answer in found.items()}


def _choices_field(question: Question) -> forms.Field:
    offered = [(choice.key, choice.text) for choice in question.choices.all()]
    if question.kind == QuestionKind.SOME:
        return forms.MultipleChoiceField(
            label=_("Choose any"), choices=offered, required=False, widget=forms.CheckboxSelectMultiple
        )
    none = ("", pgettext_lazy("answer to a question", "No answer"))
    return forms.ChoiceField(label=_("Choose one"), choices=[none, *offered], required=False, widget=forms.RadioSelect)


def _initial(question: Question, answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {"choices": "" if question.kind == QuestionKind.ONE else []}
    chosen: Any = answer.choices
    if question.kind == QuestionKind.ONE:
        chosen = answer.choices[0] if answer.choices else ""
    return {"text": answer.text, "choices": chosen, "audience": answer.audience}


def _digest(text: str, choices: list[str], audience: str) -> str:
    content = {"text": unix_lines(text).strip(), "choices": sorted(choices), "audience": audience}
    return sha256(canonical_json(content).encode()).hexdigest()[:12]


_EMPTY = (0, _digest("", [], ""))


def _mark(answer: Answer) -> tuple[int, str]:
    return answer.version, _digest(answer.text, answer.choices, answer.audience)


def _read(version: str) -> dict[str, tuple[int, str]]:
    """What the page knew of each answer; what cannot be read counts as never seen."""
    seen = {}
    for part in version.split(","):
        key, _colon, rest = part.partition(":")
        number, _colon, digest = rest.partition(":")
        if number.isdecimal() and len(number) < 10:
            seen[key] = (int(number), digest)
    return seen
