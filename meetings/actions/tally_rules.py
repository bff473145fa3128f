"""Where one consultation counts a category of organization in another line of its tally than is usual."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from meetings import rules
from meetings.actions.fields import lock
from meetings.models import Call, TallyRule
from poa_portal.audit import actions as audit
from poa_portal.common.workflow import TransitionRefused
from stakeholders.models import Category, TallyGroup


@transaction.atomic
def set_tally_rules(call: Call, *, by: Any, lines: dict[Category, TallyGroup | None], reason: str = "") -> list[str]:
    """Count each of these categories in this line for this call; None, and the usual line, is no rule.

    Figures follow at once, also those of an announced call, so the change is recorded with its reason. Returns the
    keys of the categories that changed; the same rules twice change nothing. Raises ``TransitionRefused``.
    """
    locked = lock(call)
    if not rules.can_prepare(by):
        raise TransitionRefused(_("This step is not open to you in your post."))
    standing = {rule.category_id: rule for rule in locked.tally_rules.all()}
    changed = [category.key for category, group in lines.items() if _set(locked, category, group, standing)]
    if changed:
        audit.record(locked, "set_tally_rules", by=by, reason=reason, changed=sorted(changed))
    return changed


def _set(call: Call, category: Category, group: TallyGroup | None, standing: dict[int, TallyRule]) -> bool:
    """Whether the rule for this category became another one."""
    rule = standing.get(category.pk)
    wanted = None if group is None or group.pk == category.tally_group_id else group.pk
    if (rule.group_id if rule else None) == wanted:
        return False
    if wanted is None and rule is not None:
        rule.delete()
    else:
        TallyRule.objects.update_or_create(call=call, category=category, defaults={"group_id": wanted})
    return True
