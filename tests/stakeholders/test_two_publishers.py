"""Two publishers who merge two organizations at the same moment, each into the other: one merger, and words for the other."""

import pytest

from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from stakeholders.actions import merge_organisations
from stakeholders.enums import OrganisationState
from stakeholders.models import Organisation
from tests.factories import OrganisationFactory, PartyFactory, PostFactory
from tests.threads import together


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crosswise", [True, False], ids=["each into the other", "the same twice"])
def test_of_two_mergers_at_the_same_moment_one_is_carried_out(crosswise: bool) -> None:
    secretariat = PartyFactory()
    one, other = (PostFactory(party=secretariat, role=Role.PUBLISHER).user for _each in range(2))
    first, second = (OrganisationFactory(name=name) for name in ("Open Ledger Forum", "Open Ledger Fora"))
    second_pair = (second, first) if crosswise else (first, second)

    def merge(pair: tuple[Organisation, Organisation], by: object) -> int:
        return merge_organisations(pair[0], into=pair[1], by=by, reason="Entered twice").pk

    came = together(lambda: merge((first, second), one), lambda: merge(second_pair, other))
    refused = [answer for answer in came if isinstance(answer, str)]
    assert len(refused) == int(crosswise)
    closed = Organisation.objects.filter(state=OrganisationState.CLOSED)
    assert [row.merged_into_id in {first.pk, second.pk} for row in closed] == [True]
    assert AuditEvent.objects.filter(verb="merge").count() == 1
