"""Naming another party on a joint input, and the word of a named party."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import rules
from meetings.enums import Capacity
from meetings.models import WrittenInput
from poa_portal.accounts.models import Party
from poa_portal.common.enums import PartyKind
from poa_portal.common.forms import PortalForm
from poa_portal.common.text import fold
from stakeholders.models import Organisation
from states.models import State

OFFERED = 20


class NamePartyForm(PortalForm):
    """A name, a part of one, or a key. Where several parties fit, the same form comes back and asks which is meant."""

    name = forms.CharField(
        label=gettext_lazy("State or organization"),
        max_length=300,
        help_text=gettext_lazy("Its name or a part of it, an acronym, or the code of a State."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("Capacity"), choices=Capacity.choices, initial=Capacity.AUTHOR, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, written_input: WrittenInput, **kwargs: Any) -> None:
        self.written_input = written_input
        super().__init__(*args, **kwargs)
        asked = str(self.data.get("name", "")).strip() if self.is_bound else ""
        self.found = candidates(written_input, asked) if asked else []
        if len(self.found) > 1:
            chosen = [(party.key, party.name) for party in self.found]
            self.fields["chosen"] = forms.ChoiceField(
                label=gettext_lazy("Which one is meant?"), choices=chosen, widget=forms.RadioSelect, required=False
            )
            self.order_fields(["name", "chosen", "capacity"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("name"):
            data["party"] = self._meant(data.get("chosen", ""))
        return data

    def _meant(self, chosen: str) -> Party | None:
        if not self.found:
            self.add_error("name", _("No State or registered organization that can be named here fits this."))
        elif len(self.found) == 1:
            return self.found[0]
        elif party := next((party for party in self.found if party.key == chosen), None):
            return party
        else:
            self.add_error("chosen", _("Several fit. Choose one of them, or write more of the name."))
        return None


class RefuseWordsForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("The people of the author read it, and nobody else."),
    )


def candidates(written_input: WrittenInput, text: str) -> list[Party]:
    """The parties that fit and can be named, by name; one that is meant exactly comes alone. At most twenty."""
    kinds = rules.kinds_that_may_answer(written_input.call)
    found: list[Any] = []
    if PartyKind.STATE in kinds:
        found += State.objects.matching(text).alphabetical()[:OFFERED]
    if PartyKind.ORGANISATION in kinds:
        found += Organisation.objects.registered().matching(text).alphabetical()[:OFFERED]
        found += Organisation.objects.registered().filter(key=text.lower()).exclude(pk__in=[one.pk for one in found])
    others = [party for party in found if party.pk != written_input.owner_id]
    wanted = fold(text)
    exact = [party for party in others if wanted in {fold(party.name), party.key}]
    parties = exact if len(exact) == 1 else others
    return list(Party.objects.filter(pk__in=[party.pk for party in parties[:OFFERED]]).order_by("name", "pk"))
