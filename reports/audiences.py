"""Of a report and its answer the stricter audience wins; a report can be published for four of the five."""

from poa_portal.common.enums import Audience

PUBLISHABLE = (Audience.PUBLIC, Audience.STAKEHOLDERS, Audience.STATES, Audience.OWNER)


def effective(report_audience: str, answer_audience: str) -> str:
    """Who may read an answer in the end; an answer without an audience of its own goes with its report."""
    return Audience.strictest(report_audience, answer_audience or report_audience)


def is_as_open(report_audience: str, answer_audience: str) -> bool:
    """Whether all readers of the report may read the answer too. Only such answers go where readers are not asked
    who they are: search entries, feeds, receipts of a publication."""
    return effective(report_audience, answer_audience) == report_audience


def is_wider(before: str, after: str) -> bool:
    return before != after and Audience.strictest(before, after) == before
