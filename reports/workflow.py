"""The workflows of national reports and progress reports."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.common.workflow import Transition, Workflow
from reports import rules
from reports.enums import ProgressState, ReportState

NATIONAL = Workflow.of(
    ReportState.values,
    initial=ReportState.DRAFTING,
    final=[ReportState.SUPERSEDED, ReportState.WITHDRAWN],
    rows=[
        Transition(
            "send_to_review",
            frozenset({ReportState.DRAFTING}),
            ReportState.NATIONAL_REVIEW,
            rules.can_draft,
            _("Send to national review"),
            _("The coordinators of your delegation get a message. Nobody outside your delegation sees the report."),
        ),
        Transition(
            "take_back",
            frozenset({ReportState.NATIONAL_REVIEW, ReportState.CLEARED}),
            ReportState.DRAFTING,
            rules.can_draft,
            _("Take back to drafting"),
            _("The answers can be edited again."),
        ),
        Transition(
            "clear",
            frozenset({ReportState.NATIONAL_REVIEW}),
            ReportState.CLEARED,
            rules.can_clear,
            _("Clear the report"),
            _("The publishers of your delegation get a message. Nobody outside your delegation sees the report."),
        ),
        Transition(
            "submit",
            frozenset({ReportState.CLEARED}),
            ReportState.SUBMITTED,
            rules.can_publish,
            pgettext_lazy("national report", "Submit to the secretariat"),
            _("You get a receipt. The answers cannot be edited any more; a correction is a new report."),
        ),
        Transition(
            "publish",
            frozenset({ReportState.SUBMITTED}),
            ReportState.PUBLISHED,
            rules.can_publish,
            pgettext_lazy("national report", "Publish"),
        ),
        Transition(
            "supersede",
            frozenset({ReportState.PUBLISHED}),
            ReportState.SUPERSEDED,
            rules.can_publish,
            _("Mark as superseded"),
        ),
        Transition(
            "withdraw",
            frozenset({ReportState.PUBLISHED}),
            ReportState.WITHDRAWN,
            rules.can_publish,
            pgettext_lazy("national report", "Withdraw"),
            _("The answers cannot be read any more. A dated notice of the withdrawal stays."),
            needs_reason=True,
        ),
    ],
)

PROGRESS = Workflow.of(
    ProgressState.values,
    initial=ProgressState.DRAFTING,
    final=[ProgressState.PUBLISHED],
    rows=[
        Transition(
            "circulate",
            frozenset({ProgressState.DRAFTING}),
            ProgressState.CIRCULATED,
            rules.can_publish_progress,
            _("Circulate to all delegations"),
            _("All delegations can read this revision. It cannot be changed any more; changes go into the next one."),
        ),
        Transition(
            "revise",
            frozenset({ProgressState.CIRCULATED}),
            ProgressState.DRAFTING,
            rules.can_prepare_progress,
            _("Begin the next revision"),
            _(
                "The circulated revision stays as it is. Its text is copied into a new one, which only the secretariat sees."
            ),
        ),
        Transition(
            "adopt",
            frozenset({ProgressState.CIRCULATED}),
            ProgressState.ADOPTED,
            rules.can_publish_progress,
            _("Record the adoption"),
            _("The report can be read by everybody and is not changed any more."),
        ),
        Transition(
            "publish",
            frozenset({ProgressState.ADOPTED}),
            ProgressState.PUBLISHED,
            rules.can_publish_progress,
            _("Publish as a document"),
            _("The PDF files in six languages appear in the library under the report’s symbol."),
        ),
    ],
)
