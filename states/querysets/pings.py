"""Who may read ping rounds, and whose results."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Q

from poa_portal.accounts.standing import standing_of
from poa_portal.common import languages
from states import rules
from states.enums import PingResult, PingState


class PingRoundQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Drills are their State's alone. Rounds are the manager's; delegations read them once they began, and
        announced ones before."""
        standing = standing_of(user)
        seen = Q(owner__in=standing.parties) if standing.is_delegation else Q(pk=None)
        if rules.can_manage_directory(user):
            return self.filter(seen | Q(owner=None))
        if standing.is_delegation:
            known = Q(state__in=[PingState.RUNNING, PingState.CLOSED]) & Q(started_at__isnull=False)
            return self.filter(seen | (Q(owner=None) & (known | Q(is_announced=True))))
        return self.none()


class PingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A State reads the results of its own contacts; the manager those of the rounds, not of drills."""
        seen = Q(owner__in=standing_of(user).parties) if standing_of(user).is_delegation else Q(pk=None)
        if rules.can_manage_directory(user):
            seen |= Q(round__owner=None)
        return self.filter(seen)

    def with_rows(self) -> Self:
        return self.select_related("round", "owner", "contact__category")

    def alphabetical(self) -> Self:
        """By State in the order of the page's language; never by how long an answer took."""
        return self.order_by(
            languages.column("owner__place"), "owner__key", "contact__category__position", "-contact__rank", "pk"
        )

    def with_result(self, result: str) -> Self:
        """Those of one result; it is that of ``Ping.result``, asked of the database."""
        return self.filter(_RESULTS[PingResult(result)])

    def counts(self) -> dict[str, int]:
        """How many of each result; one query."""
        found: dict[str, int] = self.order_by().aggregate(
            **{result.value: Count("pk", filter=asked) for result, asked in _RESULTS.items()}
        )
        return found


_unanswered = Q(answered_at=None, late_at=None)
_nothing = _unanswered & Q(bounced_at=None)
_RESULTS = {
    PingResult.ANSWERED: Q(answered_at__isnull=False),
    PingResult.LATE: Q(answered_at=None, late_at__isnull=False),
    PingResult.BOUNCED: _unanswered & Q(bounced_at__isnull=False),
    PingResult.WAITING: _nothing & ~Q(round__state=PingState.CLOSED),
    PingResult.SILENT: _nothing & Q(round__state=PingState.CLOSED),
}
