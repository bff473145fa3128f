"""What changed in a report from one revision to another: paragraph by paragraph, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from poa_portal.common import languages
from reports.documents import translated
from reports.models import ParagraphText, Revision

# A word with the space behind it; in Chinese, which has no spaces, a character.
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+\s*|\s+")
Part = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """One paragraph as it was and is: ``kind`` is same, changed, inserted or deleted; ``parts`` its words."""

    anchor: str
    section: str
    kind: str
    number_before: int | None
    number_after: int | None
    parts: list[Part]


def compare(before: Revision, after: Revision) -> list[Change]:
    """The paragraphs of both revisions in the active language, in the order of ``after``; those taken out where they stood."""
    language = languages.current()
    old, new = _texts(before), _texts(after)
    order = _merged([*old], [*new])
    return [_change(anchor, old.get(anchor), new.get(anchor), language) for anchor in order]


def words(before: str, after: str) -> list[Part]:
    """One text as it became another: (``same`` | ``inserted`` | ``deleted``, text) in reading order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[Part] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        parts += [
            (kind, text) for kind, text in (("deleted", "".join(old[a:b])), ("inserted", "".join(new[c:d]))) if text
        ]
    return parts


def _texts(revision: Revision) -> dict[str, ParagraphText]:
    found = (
        revision.texts.exclude(text="").select_related("paragraph", "section").order_by("section__position", "position")
    )
    return {text.paragraph.anchor: text for text in found}


def _merged(old: list[str], new: list[str]) -> Iterator[str]:
    """All anchors once: those of ``new`` in their order, a lost one behind its old neighbour."""
    kept = set(new)
    lost: dict[str, list[str]] = {}
    last = ""
    for anchor in old:
        if anchor in kept:
            last = anchor
        else:
            lost.setdefault(last, []).append(anchor)
    yield from lost.get("", [])
    for anchor in new:
        yield anchor
        yield from lost.get(anchor, [])


def _change(anchor: str, old: ParagraphText | None, new: ParagraphText | None, language: str) -> Change:
    before, after = (translated(text, "text", language)[0] if text else "" for text in (old, new))
    stands = new or old
    assert stands is not None  # an anchor comes from one of the two
    kind = "deleted" if new is None else "inserted" if old is None else "same" if before == after else "changed"
    return Change(
        anchor=anchor,
        section=str(stands.section),
        kind=kind,
        number_before=old.number if old else None,
        number_after=new.number if new else None,
        parts=words(before, after),
    )
