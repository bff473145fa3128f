"""In which line of its tally a call counts each category of organization."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Call
from poa_portal.common.forms import PortalForm
from stakeholders.models import Category, TallyGroup


class TallyRulesForm(PortalForm):
    """One choice for each category; the usual line is the empty one."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy(
            "It will be recorded. Readers see the rules in the note on how the inputs were counted."
        ),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = {group.key: group for group in TallyGroup.objects.all()}
        self._categories = list(Category.objects.select_related("tally_group"))
        standing = {rule.category_id: rule.group.key for rule in call.tally_rules.select_related("group")}
        for category in self._categories:
            usual = _("As usual: %(group)s") % {"group": category.tally_group.name}
            others = [(key, group.name) for key, group in self._groups.items() if group != category.tally_group]
            self.fields[_field(category)] = forms.ChoiceField(
                label=category.name,
                required=False,
                choices=[("", usual), *others],
                initial=standing.get(category.pk, ""),
            )
        self.order_fields([*(_field(category) for category in self._categories), "reason"])

    @property
    def lines(self) -> dict[Category, TallyGroup | None]:
        """The choices as ``set_tally_rules`` takes them."""
        return {category: self._groups.get(self.cleaned_data[_field(category)]) for category in self._categories}


def _field(category: Category) -> str:
    return f"category_{category.pk}"
