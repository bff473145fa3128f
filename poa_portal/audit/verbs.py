"""The verbs of the log in words. The log keeps the name of each act; readers get the word of their language."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS: dict[str, Any] = {
    "accept_invitation": _("Invitation accepted"),
    "add_agenda_item": _("Agenda item added"),
    "add_question": _("Question added"),
    "add_sitting": _("Sitting added"),
    "add_version": _("Language version added"),
    "adopt": pgettext_lazy("log", "Adopted"),
    "attach": _("File attached"),
    "cancel": pgettext_lazy("log", "Cancelled"),
    "change": pgettext_lazy("log", "Changed"),
    "change_agenda_item": _("Agenda item changed"),
    "change_question": _("Question changed"),
    "change_security": _("Way of signing in changed"),
    "change_settings": _("Settings changed"),
    "change_sitting": _("Sitting changed"),
    "circulate": pgettext_lazy("log", "Circulated"),
    "clear": pgettext_lazy("log", "Cleared"),
    "close": pgettext_lazy("log", "Closed"),
    "consider": _("Consideration recorded"),
    "create": pgettext_lazy("log", "Created"),
    "decline": pgettext_lazy("log", "Declined"),
    "end_post": _("Post ended"),
    "extend": _("Deadline moved"),
    "invite": _("Invited"),
    "narrow_audience": _("Audience narrowed"),
    "open": pgettext_lazy("log", "Opened"),
    "open_post": _("Post given"),
    "place_document": _("Document placed"),
    "publish": pgettext_lazy("log", "Published"),
    "register": pgettext_lazy("log", "Registered"),
    "remove_agenda_item": _("Agenda item removed"),
    "remove_document": _("Document taken from the meeting"),
    "remove_file": _("File removed"),
    "remove_question": _("Question removed"),
    "remove_sitting": _("Sitting removed"),
    "remove_version": _("Language version removed"),
    "render": _("PDF ordered"),
    "reopen": _("Opened again"),
    "return": _("Returned for completion"),
    "revise": pgettext_lazy("log", "Revised"),
    "save_answer": _("Answer saved"),
    "send_to_review": _("Sent to national review"),
    "set_forums": _("Forums for consideration set"),
    "start": pgettext_lazy("log", "Begun"),
    "start_correction": _("Correction begun"),
    "start_report": _("Report begun"),
    "submit": pgettext_lazy("log", "Submitted"),
    "supersede": pgettext_lazy("log", "Superseded"),
    "take_back": _("Taken back to drafting"),
    "widen_audience": _("Audience widened"),
    "withdraw": pgettext_lazy("log", "Withdrawn"),
    "withdraw_invitation": _("Invitation withdrawn"),
    "write": _("Text written"),
}


def name_of(verb: str) -> str:
    """The verb in the reader's language; a verb without an entry as it stands in the log."""
    return str(WORDS.get(verb) or verb.replace("_", " ").capitalize())
