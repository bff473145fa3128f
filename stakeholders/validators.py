"""Checks of names, shared by form and action."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from poa_portal.common.text import fold, without_invisible

NAME_LENGTH: Final = 250  # with the role behind it, a post is named in 300 characters


def clean_name(name: str) -> str:
    """The name without invisible characters and double spaces; raises ``ValidationError`` for a name of nothing."""
    cleaned = " ".join(without_invisible(name).split())
    if not any(sign.isalnum() for sign in fold(cleaned)):
        raise ValidationError(_("Write the name with letters or figures."))
    if len(cleaned) > NAME_LENGTH:
        raise ValidationError(_("Write the name in at most %(number)d characters.") % {"number": NAME_LENGTH})
    return cleaned
