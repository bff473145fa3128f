"""Beginning and publishing a national report."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from poa_portal.common import times
from poa_portal.common.enums import Audience
from poa_portal.common.forms import LocalMomentField, PortalForm, ZoneField, in_zone
from reports.audiences import PUBLISHABLE
from reports.models import NationalReport, SurveyEdition
from reports.presenters import report_title

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = timedelta(days=366 * 10)


def editions_in_use() -> Any:
    today = timezone.now().date()
    return SurveyEdition.objects.filter(Q(in_use_until=None) | Q(in_use_until__gte=today), in_use_from__lte=today)


class ReportChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, report: NationalReport) -> str:
        return f"{report.reference} · {report_title(report)}"


class StartReportForm(PortalForm):
    edition = forms.ModelChoiceField(
        SurveyEdition.objects.none(), to_field_name="key", label=gettext_lazy("Edition of the survey"), empty_label=None
    )
    period_from = forms.DateField(
        label=gettext_lazy("Period from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    period_to = forms.DateField(
        label=gettext_lazy("Period to"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the report"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The language in which you write; it is shown as you write it."),
    )
    carry_over = ReportChoiceField(
        NationalReport.objects.none(),
        to_field_name="reference",
        required=False,
        label=gettext_lazy("Begin with the answers of"),
        empty_label=pgettext_lazy("report to begin with", "No earlier report"),
        help_text=gettext_lazy("The answers are copied; the earlier report stays as it is."),
    )

    def __init__(self, *args: Any, own_reports: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions_in_use()
        self.fields["carry_over"].queryset = own_reports.with_rows()
        if not own_reports.exists():
            del self.fields["carry_over"]

    @staticmethod
    def usual_period() -> dict[str, date]:
        """The previous calendar year."""
        year = timezone.now().year - 1
        return {"period_from": date(year, 1, 1), "period_to": date(year, 12, 31)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and not FIRST_YEAR <= start.year <= LAST_YEAR:
            self.add_error("period_from", _("Give a year between 2000 and 2100."))
        elif start and end and end < start:
            self.add_error("period_to", _("The period ends before it begins. Check both days."))
        elif start and end and end - start > LONGEST:
            self.add_error("period_to", _("A report covers ten years at most."))
        return cleaned


class AudienceForm(PortalForm):
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may read the report"),
        choices=[(value, Audience(value).label) for value in PUBLISHABLE],
        widget=forms.RadioSelect,
    )


class PublishForm(AudienceForm):
    """A correction has no release time: ``is_correction`` leaves it out."""

    released_at = LocalMomentField(
        label=gettext_lazy("Release time"),
        required=False,
        help_text=gettext_lazy("Leave it empty to publish at once. Until then only your delegation reads the report."),
    )
    time_zone = ZoneField(required=False, label=gettext_lazy("Time zone of the release"))

    def __init__(self, *args: Any, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_correction:
            del self.fields["released_at"], self.fields["time_zone"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        release = in_zone(cleaned.get("released_at"), cleaned.get("time_zone") or times.DEFAULT_ZONE)
        if release and release <= timezone.now():
            self.add_error("released_at", _("This time has passed. Choose a later one, or leave it empty."))
        cleaned["release"] = release
        return cleaned
