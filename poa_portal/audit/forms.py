"""The form with which anybody verifies a receipt."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from poa_portal.common.forms import PortalForm
from poa_portal.common.text import without_invisible


class ReceiptForm(PortalForm):
    """Number and digest as people copy them: spaces, capitals and invisible marks do not matter."""

    number = forms.CharField(
        label=_("Receipt number"),
        max_length=60,
        help_text=_("As it stands on the receipt, for example RCT-2026-0001."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    sha256 = forms.CharField(
        label=_("SHA-256 of the content"),
        max_length=200,
        help_text=_("The 64 signs 0 to 9 and a to f below the receipt number."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )

    def clean_number(self) -> str:
        return "".join(without_invisible(self.cleaned_data["number"]).split()).upper()

    def clean_sha256(self) -> str:
        digest = "".join(without_invisible(self.cleaned_data["sha256"]).split()).lower()
        RegexValidator(r"^[0-9a-f]{64}\Z", _("This must be 64 signs, each 0 to 9 or a to f. Copy it whole."))(digest)
        return digest
