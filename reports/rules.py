"""Who may do what with national reports and progress reports."""

from typing import Any

from poa_portal.accounts.standing import is_secretariat_officer, is_secretariat_publisher
from states import rules as states_rules


def can_draft(user: Any, report: Any) -> bool:
    return states_rules.can_draft_for(user, report.owner_id)


def can_clear(user: Any, report: Any) -> bool:
    return states_rules.can_coordinate(user, report.owner_id)


def can_publish(user: Any, report: Any) -> bool:
    return states_rules.can_publish_for(user, report.owner_id)


can_prepare_progress = is_secretariat_officer
can_publish_progress = is_secretariat_publisher
