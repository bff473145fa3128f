"""Text made comparable: folded for search, cleaned for names, counted by the habits of its script."""

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ′`´"), "'")
_TATWEEL = {0x640: ""}  # lengthens an Arabic word without changing it
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xAD])
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
LONGEST_ENDING = 10
_WORD = re.compile(r"\w+", re.UNICODE)


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes: ``CÔTE D’IVOIRE`` and ``cote d'ivoire`` become one."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES | _TATWEEL)).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def bigrams(text: str) -> str:
    """Chinese runs as overlapping pairs of characters, so that a two-character word is one search word."""

    def pairs(match: re.Match[str]) -> str:
        run = match.group()
        return f" {' '.join(run[i : i + 2] for i in range(len(run) - 1)) or run} "

    return _CHINESE.sub(pairs, text)


def searchable(text: str) -> str:
    """The form in which text is indexed and asked for in every language."""
    return bigrams(fold(text))


def without_invisible(text: str) -> str:
    """The text without zero-width and direction characters, which can make a name show what it is not."""
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


def unix_lines(text: str) -> str:
    """The text with one kind of line ends: browsers send others than they were given, and the same must stay the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean_file_name(name: str, limit: int = 120) -> str:
    """A name safe to store, show and download: no folders, no controls, no direction marks, its ending kept."""
    name = without_invisible(name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    name = re.sub(r'[<>:"|?*%;]+', "_", re.sub(r"\s+", " ", name)).rstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        stem, ending = name, ""
    stem = stem.strip(". ")[: limit - len(ending) - 1].rstrip() or "file"
    return f"{stem}.{ending.lower()}" if ending else stem


def word_count(text: str) -> int:
    """Words as the limit of a call counts them: by word, and by character where a script has no spaces."""
    chinese = sum(len(run) for run in _CHINESE.findall(text))
    return chinese + len(_WORD.findall(_CHINESE.sub(" ", text)))
