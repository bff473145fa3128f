"""Every write about people, posts and invitations."""

from poa_portal.accounts.actions.invitations import (
    accept_invitation,
    invite,
    withdraw_invitation,
)
from poa_portal.accounts.actions.people import change_settings
from poa_portal.accounts.actions.posts import change_post, end_post, hand_over, open_post

__all__ = [
    "accept_invitation",
    "change_post",
    "change_settings",
    "end_post",
    "hand_over",
    "invite",
    "open_post",
    "withdraw_invitation",
]
