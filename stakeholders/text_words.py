"""Words of common texts: which are the same, what changed from one version to another, when a version came out."""

import re
from datetime import datetime
from difflib import SequenceMatcher
from hashlib import sha256

from babel import dates as babel_dates

from poa_portal.common import languages, times

# A word with the spaces behind it, line ends apart; in Chinese, which has no spaces, a character.
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+ *|\s+")


def digest(text: str) -> str:
    """Which words a person began to edit from."""
    return sha256(text.encode()).hexdigest()[:16]


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """One text as it became another: (``same`` | ``inserted`` | ``deleted``, text) in reading order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        found = (("deleted", "".join(old[a:b])), ("inserted", "".join(new[c:d])))
        parts += [(kind, text) for kind, text in found if text]
    return parts


def day_of(moment: datetime | None, *, is_certain: bool = True) -> str:
    """A day in the reader's language; of a date that is not certain the month alone."""
    if moment is None:
        return ""
    if is_certain:
        return times.format_date(moment.date())
    return babel_dates.format_skeleton("yMMMM", moment.date(), locale=languages.babel_locale())
