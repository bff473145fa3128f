"""Calls that are open to the States of some regional groups, in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _


def groups_in_words(call: Any) -> str:
    """The regional groups whose States may answer; empty where all States may. ``with_groups`` saves a query."""
    names = getattr(call, "group_names", None)
    return get_text_list([str(group) for group in call.open_to.all()] if names is None else names, _("and"))


def left_out_words(call: Any, states: Sequence[Any]) -> str:
    """Why these States cannot answer the call; empty where there are none."""
    if not states:
        return ""
    values = {"states": get_text_list([str(state) for state in states], _("and")), "groups": groups_in_words(call)}
    return _("%(states)s cannot answer this call: it is open to the States of %(groups)s.") % values
