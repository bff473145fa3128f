"""Finding a State by any of its names or codes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from poa_portal.common.text import fold

_WORD = re.compile(r"\w+", re.UNICODE)
_FIRST_RIGHT_TO_LEFT_OR_HAN = "\u0590"
LONGEST_CODE = 3
LINE = "\n"  # between the names of a State, where they come as one text


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one State as they are compared: each as its words, and all of them as one text."""

    each: list[list[str]]
    together: str


class Called(NamedTuple):
    """What a State may be called: codes in small letters, and names with a line each."""

    pk: int
    codes: frozenset[str]
    names: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asked for, read once and then put to every State."""

    wanted: list[str]
    code: str  # empty where it is too long for one

    @classmethod
    def of(cls, asked: str) -> "Question":
        folded = fold(asked)
        whole = folded.strip()
        return cls(_WORD.findall(folded), whole if len(whole) <= LONGEST_CODE else "")

    def answered_by(self, states: Iterable[Called]) -> set[int]:
        """The keys of the States that are meant."""
        return {state.pk for state in states if self._is_answered_by(state)}

    def _is_answered_by(self, state: Called) -> bool:
        """Whether this State is meant.

        Every word asked for begins a word of one of the names (``oman`` is not in ``Romania``); in scripts that write
        articles or whole names without a space it may stand inside a word.
        """
        if not self.wanted:
            return False
        if self.code in state.codes:
            return True
        known = _names(state.names)
        if not all(_may_begin(known.together, part) for part in self.wanted):
            return False
        return len(self.wanted) == 1 or any(_holds(self.wanted, words) for words in known.each)


@lru_cache(maxsize=1024)
def _names(lines: str) -> _Names:
    """The same two hundred States are asked again and again, so their words are kept."""
    each = [_WORD.findall(fold(name)) for name in lines.split(LINE)]
    return _Names(each, " ".join(["", *(word for words in each for word in words)]))


def _may_begin(together: str, part: str) -> bool:
    """Whether some word of some name begins so; quick, and leaves the few that do to the exact comparison."""
    return (part if part[0] >= _FIRST_RIGHT_TO_LEFT_OR_HAN else f" {part}") in together


def _holds(wanted: list[str], words: list[str]) -> bool:
    return all(any(_begins(word, part) for word in words) for part in wanted)


def _begins(word: str, part: str) -> bool:
    return part in word if part[0] >= _FIRST_RIGHT_TO_LEFT_OR_HAN else word.startswith(part)
