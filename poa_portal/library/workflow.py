"""The life of a document."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.common.workflow import Transition, Workflow
from poa_portal.library import rules
from poa_portal.library.enums import PublicationState

DOCUMENT = Workflow.of(
    PublicationState.values,
    initial=PublicationState.DRAFT,
    final=[PublicationState.WITHDRAWN],
    rows=[
        Transition(
            "publish",
            frozenset({PublicationState.DRAFT}),
            PublicationState.PUBLISHED,
            rules.can_publish,
            pgettext_lazy("document", "Publish the document"),
            _("The document appears for its readers: in the library, in search, in the feeds and in the API."),
        ),
        Transition(
            "withdraw",
            frozenset({PublicationState.PUBLISHED}),
            PublicationState.WITHDRAWN,
            rules.can_publish,
            pgettext_lazy("document", "Withdraw the document"),
            _("The files can no longer be read. The page stays, with the date and your reason. This cannot be undone."),
            needs_reason=True,
        ),
    ],
)
