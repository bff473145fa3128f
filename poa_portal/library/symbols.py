"""UN document symbols as people write them, brought to the one spelling under which a document is found."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from poa_portal.common.text import fold, without_invisible
from poa_portal.library.models import Document

CHOICES = 20
_SIGNS = str.maketrans({**dict.fromkeys("⁄∕\\", "/"), **dict.fromkeys("‐‑‒–—―−", "-"), "。": "."})
_PARTS = [
    "A",
    "S",
    "E",
    "ST",
    "AC",
    "C",
    "CN",
    "CONF",
    "PC",
    "SC",
    "Sub",
    "WG",
    "CRP",
    "INF",
    "L",
    "NGO",
    "PV",
    "SR",
    "R",
    "RES",
    "DEC",
    "WP",
    "Add",
    "Amend",
    "Corr",
    "Rev",
    "Summary",
]
_CASE = {part.upper(): part for part in _PARTS}
_NUMBERED = {"AC", "C", "CN", "CONF", "PC", "SC", "SUB", "WG", "CRP", "L", "PV", "SR", "R", "WP"}
_NUMBERED |= {"ADD", "AMEND", "CORR", "REV"}
_PART = re.compile(r"^([A-Z]+)\.?(\d+[A-Z]?)$")
_SITE = re.compile(r"^(https?://)?(www\.)?(docs\.un\.org|undocs\.org)/((ar|en|es|fr|ru|zh|ot)/)?", re.IGNORECASE)
_DOWNLOAD = re.compile(r"-(AR|ZH|EN|FR|RU|ES|OT)?(\.(PDF|DOCX?|ODT|TXT))?$|\.(PDF|DOCX?|ODT|TXT)$")
_BEFORE = re.compile(r"^(UN)?(DOCUMENT|DOC)[./]?(?=[A-Z]+/)")
# Words that people write before or after the number, folded to capitals without accents; longest first.
_RESOLUTION = ("RESOLUTION", "RESOLUCION", "РЕЗОЛЮЦИЯ", "号决议", "决议", "القرار", "قرار", "RES")
_DECISION = ("DECISION", "РЕШЕНИЕ", "号决定", "决定", "المقرر", "مقرر", "DEC")
_ASSEMBLY = re.compile(r"^(UN)?GA(?=(RES|DEC))|^第")
_SESSION = re.compile(r"^\d+/")


@dataclass(frozen=True)
class Resolution:
    """What a spelling means: one ``document``, or several among which only the reader can choose.

    ``exact`` says that the spelling names the document fully; otherwise it was found by the end of its symbol.
    """

    document: Document | None = None
    choices: list[Document] = field(default_factory=list)
    exact: bool = False


def tidy(text: str) -> str:
    """The symbol as it is printed: ``a / c.1/77/L73/rev.1`` becomes ``A/C.1/77/L.73/Rev.1``; a ``*`` is kept."""
    parts = _plain(text).split("/")
    return "/".join(_tidy_part(part) for part in parts if part)


def normalise(text: str) -> str:
    """The form in which symbols are compared. Nothing is refused: what is no symbol stays what it is, in capitals."""
    text = _SITE.sub("", without_invisible(unicodedata.normalize("NFC", text)).strip())
    form = _plain(text).upper()
    if "_" in form:
        form = form.replace("_", "/")
    if "/" in form:
        form = _DOWNLOAD.sub("", form)
        form = _BEFORE.sub("", form)
    form = _with_organ(form.rstrip("*"))
    return "/".join(_tidy_part(part).upper() for part in form.split("/") if part)[:200]


def forms(text: str) -> list[str]:
    """The full symbols that a spelling can mean, the likeliest first: ``77/37`` is a resolution or a document."""
    form = normalise(text)
    if _SESSION.match(form):
        return [form, f"A/RES/{form}", f"A/{form}"]
    return [form]


def looks_like(text: str) -> bool:
    """Whether a search for this text should first be read as a symbol."""
    form = normalise(text)
    return len(form) <= 80 and any(sign.isdigit() for sign in form) and ("/" in form or "." in form or "-" in form)


def resolve(text: str, user: Any) -> Resolution:
    """The documents, among those that ``user`` may read, that ``text`` names by symbol or reference."""
    wanted = forms(text)
    if not wanted[0] or len(wanted[0]) > 80:
        return Resolution()
    visible = Document.objects.visible_to(user).with_rows().distinct().order_by("-date", "-pk")
    exact = list(visible.filter(_full(wanted))[:CHOICES])
    if exact:
        return _among(exact, exact=True)
    ending = _ending(wanted)
    return _among(list(visible.filter(ending)[:CHOICES]), exact=False) if ending else Resolution()


def named_ids(text: str, user: Any) -> list[int]:
    """The documents that a search for ``text`` should show first, by id."""
    wanted = forms(text)
    named = _full(wanted) | (_ending(wanted) or Q())
    visible = Document.objects.visible_to(user).filter(named)
    return list(visible.order_by().values_list("pk", flat=True).distinct()[:CHOICES])


def _full(wanted: list[str]) -> Q:
    return Q(symbols__normal_form__in=wanted) | Q(reference__iexact=wanted[0])


def _ending(wanted: list[str]) -> Q | None:
    """Symbols that end as the reader wrote; only with a number in it, for ``RES`` ends nothing that can be chosen from."""
    ending = wanted[0].removeprefix("A/RES/").removeprefix("A/DEC/")
    return Q(symbols__normal_form__endswith=f"/{ending}") if any(sign.isdigit() for sign in ending) else None


def _among(found: list[Document], *, exact: bool) -> Resolution:
    if len(found) == 1:
        return Resolution(document=found[0], exact=exact)
    return Resolution(choices=found)


def _plain(text: str) -> str:
    """ASCII signs and digits, no spaces: widths, dashes and spaces are habits of keyboards, not parts of a symbol."""
    plain = without_invisible(unicodedata.normalize("NFKC", text)).translate(_SIGNS)
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)
    return re.sub(r"\s+", "", digits).strip("/")


def _tidy_part(part: str) -> str:
    star = "*" if part.endswith("*") else ""
    upper = part.rstrip("*").upper()
    found = _PART.match(upper)
    if found and found[1] in _NUMBERED:
        return f"{_CASE[found[1]]}.{found[2]}{star}"
    return _CASE.get(upper, part.rstrip("*")) + star


def _with_organ(form: str) -> str:
    """``RESOLUTION77/37`` and ``RES/77/37`` are resolutions of the General Assembly."""
    said = _ASSEMBLY.sub("", fold(form).upper())
    for words, organ in ((_RESOLUTION, "A/RES/"), (_DECISION, "A/DEC/")):
        for word in words:
            rest = said.removeprefix(word).removesuffix(word)
            number = rest.lstrip("./")
            if rest != said and number[:1].isdigit():
                return organ + number
    return form
