"""Forms of the progress report: its head, and a paragraph in six languages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.models import Body
from poa_portal.common import languages
from poa_portal.common.forms import PortalForm
from poa_portal.library.validators import checked_symbols
from reports.documents import COMPUTED
from reports.enums import Block
from reports.models import ParagraphText, ProgressReport, Section


class InSixLanguages(PortalForm):
    """Adds one field for each language; ``words(name)`` gives them by language code."""

    def add_translated(self, name: str, make: Any, *, initial: dict[str, str] | None = None) -> None:
        for code in sorted(languages.CODES, key=lambda code: code != languages.current()):  # that of the page first
            field: forms.Field = make(label=languages.own_name(code))
            field.widget.attrs.update({"lang": code, "dir": languages.direction(code)})
            field.initial = (initial or {}).get(code, "")
            self.fields[languages.column(name, code)] = field

    def words(self, name: str) -> dict[str, str]:
        return {code: self.cleaned_data.get(languages.column(name, code), "") for code in languages.CODES}


class HeadForm(InSixLanguages):
    """Title and period."""

    period_from = forms.DateField(
        label=_("Period from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    period_to = forms.DateField(label=_("Period to"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, report: ProgressReport | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if report is not None:
            self.initial.update(period_from=report.period_from, period_to=report.period_to)
        before = {code: getattr(report, languages.column("title", code), "") or "" for code in languages.CODES}
        self.add_translated("title", _title, initial=before)
        self.fields["title_en"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begin, end = cleaned.get("period_from"), cleaned.get("period_to")
        if begin and end and end < begin:
            self.add_error("period_to", _("The period ends before it begins. Correct one of the two days."))
        return cleaned


class ReportForm(HeadForm):
    """A new report: whose it is, and its address."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"))
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        help_text=_("The last part of the report’s address, for example “progress-2026”. It stays the same for ever."),
    )
    field_order = ("body", "slug", "period_from", "period_to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.all()  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if ProgressReport.objects.filter(slug=slug).exists():
            raise ValidationError(_("Another report has this address. Choose a different one."), code="taken")
        return slug


class SymbolForm(PortalForm):
    """The symbol under which the report will be published."""

    symbol = forms.CharField(
        label=_("Symbol"),
        max_length=80,
        required=False,
        help_text=_("For example A/81/100. Without one the document gets a reference of the portal."),
    )

    def clean_symbol(self) -> str:
        return next(iter(checked_symbols([self.cleaned_data["symbol"]])), "")


class ParagraphForm(InSixLanguages):
    """A paragraph: what stands in it, in which section, its words in six languages."""

    section = forms.ModelChoiceField(Section.objects.none(), label=_("Section"))
    block = forms.ChoiceField(label=_("Content"), choices=Block.choices, initial=Block.TEXT)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, report: ProgressReport, text: ParagraphText | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = report.sections.all()  # type: ignore[attr-defined]
        if text is not None:
            self.initial.update(section=text.section_id, block=text.block, version=text.version)
        before = {code: getattr(text, languages.column("text", code), "") or "" for code in languages.CODES}
        self.add_translated("text", _words, initial=before)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("block") not in COMPUTED and not any(words.strip() for words in self.words("text").values()):
            self.add_error("text_en", _("Write the paragraph in at least one language."))
        return cleaned


def _title(label: str) -> forms.CharField:
    return forms.CharField(label=_("Title · %(language)s") % {"language": label}, max_length=300, required=False)


def _words(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
