"""Numbers as bars with their figures beside them; the same in page and PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from poa_portal.common.languages import babel_locale

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Bar:
    """One line: ``share`` is the percentage as printed, ``width`` the length of the bar in percent of the longest."""

    label: str
    value: int
    share: Decimal
    figure: str
    width: str


@dataclass(frozen=True)
class Bars:
    """A tally. ``note`` says that printed percentages may not add to 100, where they do not."""

    caption: str
    rows: list[Bar]
    total: int
    note: str = ""


def percentage(part: int, total: int) -> Decimal:
    """The exact ratio in percent, rounded half up to one decimal; 0 of 0 is 0.0."""
    if not total:
        return Decimal("0.0")
    return (Decimal(part) * 100 / Decimal(total)).quantize(TENTH, ROUND_HALF_UP)


def tally(caption: str, counts: Iterable[tuple[str, int]]) -> Bars:
    """Bars of counts in the given order. A rounded figure is never repaired to make a total of 100."""
    pairs = list(counts)
    total = sum(value for _label, value in pairs)
    longest = max((value for _label, value in pairs), default=0)
    rows = []
    for label, value in pairs:
        share = percentage(value, total)
        printed = _("%(share)s %%") % {"share": format_decimal(share, "0.0", locale=babel_locale())}
        rows.append(Bar(label, value, share, printed, f"{percentage(value, longest)}%"))
    exact = sum((bar.share for bar in rows), Decimal(0)) == 100
    note = "" if exact or not total else _("Percentages may not add to 100 because of rounding.")
    return Bars(caption, rows, total, note)
