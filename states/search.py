"""Finding a State by any of its names or codes."""

import re
from collections.abc import Iterable

from poa_portal.common.text import fold

_WORD = re.compile(r"\w+", re.UNICODE)
_FIRST_RIGHT_TO_LEFT_OR_HAN = "\u0590"


def answers_to(asked: str, names: Iterable[str], codes: Iterable[str]) -> bool:
    """Whether a State with these names and codes is what a reader asked for.

    Every word asked for begins a word of one of the names (``oman`` is not in ``Romania``); in scripts that write
    articles or whole names without a space it may stand inside a word.
    """
    wanted = _WORD.findall(fold(asked))
    if not wanted:
        return False
    if fold(asked).strip() in {code.casefold() for code in codes if code}:
        return True
    return any(_holds(wanted, _WORD.findall(fold(name))) for name in names if name)


def _holds(wanted: list[str], words: list[str]) -> bool:
    return all(any(_begins(word, part) for word in words) for part in wanted)


def _begins(word: str, part: str) -> bool:
    return part in word if part[0] >= _FIRST_RIGHT_TO_LEFT_OR_HAN else word.startswith(part)
