"""The verbs of the log in words. The log keeps the name of each act; readers get the word of their language."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS: dict[str, Any] = {
    "accept_invitation": _("Invitation accepted"),
    "adopt": pgettext_lazy("log", "Adopted"),
    "cancel": pgettext_lazy("log", "Cancelled"),
    "change": pgettext_lazy("log", "Changed"),
    "change_security": _("Way of signing in changed"),
    "change_settings": _("Settings changed"),
    "circulate": pgettext_lazy("log", "Circulated"),
    "clear": pgettext_lazy("log", "Cleared"),
    "close": pgettext_lazy("log", "Closed"),
    "create": pgettext_lazy("log", "Created"),
    "decline": pgettext_lazy("log", "Declined"),
    "end_post": _("Post ended"),
    "invite": _("Invited"),
    "open": pgettext_lazy("log", "Opened"),
    "open_post": _("Post given"),
    "publish": pgettext_lazy("log", "Published"),
    "register": pgettext_lazy("log", "Registered"),
    "reopen": _("Opened again"),
    "return": _("Returned for completion"),
    "revise": pgettext_lazy("log", "Revised"),
    "send_to_review": _("Sent to national review"),
    "submit": pgettext_lazy("log", "Submitted"),
    "supersede": pgettext_lazy("log", "Superseded"),
    "take_back": _("Taken back to drafting"),
    "withdraw": pgettext_lazy("log", "Withdrawn"),
    "withdraw_invitation": _("Invitation withdrawn"),
}


def name_of(verb: str) -> str:
    """The verb in the reader's language; a verb without an entry as it stands in the log."""
    return str(WORDS.get(verb) or verb.replace("_", " ").capitalize())
