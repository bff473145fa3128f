"""How forms look and what their fields are: one renderer, one field template, a few fields of our own."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from poa_portal.common import times, uploads


class PortalFormRenderer(TemplatesSetting):
    """Renders ``{{ form }}`` and ``{{ field.as_field_group }}`` with the templates in ``forms/``."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    _widgets = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """Forms and fields are ours; the inputs inside them are Django's own."""
        if template_name.startswith("django/forms/"):
            return self._widgets.get_template(template_name)
        return super().get_template(template_name)


class PortalForm(forms.Form):
    """A form whose required fields are the unmarked ones: what is optional says so."""

    required_css_class = ""
    use_required_attribute = True


class PortalModelForm(forms.ModelForm):
    """The same for models; saving belongs to actions, so ``save`` is not used by views."""


class ZoneField(forms.TypedChoiceField):
    """A time zone by its IANA name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Time zone"))
        kwargs.setdefault("initial", times.DEFAULT_ZONE)
        super().__init__(choices=lambda: [(name, name.replace("_", " ")) for name in times.zone_names()], **kwargs)


class LocalMomentField(forms.DateTimeField):
    """A day and a time as the browser gives it, without zone; ``in_zone`` makes it a moment."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        return timezone.make_naive(moment, times.UTC) if moment and timezone.is_aware(moment) else moment


def in_zone(moment: datetime | None, zone: str) -> datetime | None:
    """A naive local time read in ``zone``; of a time that a clock change repeats, the first is meant."""
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(times.UTC) if moment else None


class CheckedFileField(forms.FileField):
    """A file that passed ``uploads.checked``; the cleaned upload carries the result as ``accepted``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)  # ``checked`` refuses it, and says which one it is

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            upload.accepted = uploads.checked(upload)  # type: ignore[attr-defined]
        return upload


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class CheckedFilesField(CheckedFileField):
    """Several such files in one field; cleans to a list."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            super().clean(None, initial)
        return [super(CheckedFilesField, self).clean(upload, initial) for upload in files]
