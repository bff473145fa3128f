"""Every state of a document, every transition, every role."""

import pytest
from django.utils import timezone

from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import actions
from poa_portal.library.enums import PublicationState
from poa_portal.library.workflow import DOCUMENT
from tests.library.making import paper

pytestmark = pytest.mark.django_db
ROLES = ["publisher", "officer", "coordinator", "drafter", "representative", "stranger"]
STEPS = {"publish": actions.publish_document, "withdraw": actions.withdraw_document}


def document_in(state):
    return paper(state=state, withdrawn_at=timezone.now() if state == "withdrawn" else None)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", list(DOCUMENT.transitions))
@pytest.mark.parametrize("before", PublicationState.values)
def test_a_step_is_open_from_its_states_to_publishers_only(before, name, role, request):
    document, user = document_in(before), request.getfixturevalue(role)
    row = DOCUMENT.transitions[name]
    allowed = role == "publisher" and before in row.sources
    assert (row in DOCUMENT.available(user, document)) is allowed
    if allowed:
        assert STEPS[name](document, by=user, reason="A reason.").state == row.target
        return
    with pytest.raises(TransitionRefused):
        STEPS[name](document, by=user, reason="A reason.")
    document.refresh_from_db()
    assert (document.state, AuditEvent.objects.about(document).count()) == (before, 0)
