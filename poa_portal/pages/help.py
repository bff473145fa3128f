"""The help pages: one for each kind of reader."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class HelpTopic:
    """``slug`` is the last part of the address and the name of the template."""

    slug: str
    title: Any
    summary: Any


TOPICS = {
    topic.slug: topic
    for topic in (
        HelpTopic(
            "public",
            _("Help for readers"),
            _("Find meetings and documents, follow them by feed or calendar, cite them, and use the data."),
        ),
        HelpTopic(
            "stakeholders",
            _("Help for stakeholders"),
            _("Register an organization, answer a call for written inputs, and see how it was considered."),
        ),
        HelpTopic(
            "delegations",
            _("Help for delegations"),
            _("Take up a post, prepare a voluntary national report with colleagues, and choose who may read it."),
        ),
        HelpTopic(
            "secretariat",
            _("Help for the secretariat"),
            _("Announce meetings, publish documents, handle written inputs, and prepare the progress report."),
        ),
    )
}
