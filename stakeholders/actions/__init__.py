"""Every write in the room of stakeholders, by noun."""

from stakeholders.actions.joining import ask_to_join
from stakeholders.actions.mergers import close_organisation, merge_organisations, reopen_organisation
from stakeholders.actions.names import rename_organisation
from stakeholders.actions.organisations import change_organisation, register_organisation

__all__ = [
    "ask_to_join",
    "change_organisation",
    "close_organisation",
    "merge_organisations",
    "register_organisation",
    "rename_organisation",
    "reopen_organisation",
]
