"""Messages between States are read by the two States, and by nobody else: not the secretariat, not the manager."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, F, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from poa_portal.accounts.standing import standing_of
from states.enums import MessageState, Urgency


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.of_parties(standing_of(user).parties)

    def of_parties(self, parties: Iterable[int]) -> Self:
        return self.filter(Q(owner__in=parties) | Q(recipient__in=parties))

    def with_rows(self) -> Self:
        return self.select_related("owner", "recipient", "contact__category", "sender_category")

    def unacknowledged(self, parties: Iterable[int]) -> Self:
        """What these States received and have not acknowledged."""
        return self.filter(recipient__in=parties, state=MessageState.SENT)

    def for_readers(self, parties: Iterable[int]) -> Self:
        """With ``written`` and ``read`` (entries there are, and had been when anybody of ``parties`` last opened the
        thread; −1 for never), ``last_at`` (its newest word), ``is_unread`` and ``is_waiting`` (unread, or received
        and not acknowledged)."""
        parties = list(parties)
        entries = self.model._meta.get_field("entries").related_model._default_manager.filter(message=OuterRef("pk"))
        readings = self.model._meta.get_field("readings").related_model._default_manager.filter(message=OuterRef("pk"))
        of_entries = entries.order_by().values("message")
        never = Case(When(owner__in=parties, then=Value(0)), default=Value(-1))  # the sender knows its own message
        read = readings.filter(party__in=parties).order_by().values("message").annotate(most=Max("entries_then"))
        found = self.annotate(
            written=Coalesce(Subquery(of_entries.annotate(number=Count("pk")).values("number")), Value(0)),
            read=Coalesce(Subquery(read.values("most")), never),
            last_at=Coalesce(Subquery(of_entries.annotate(newest=Max("written_at")).values("newest")), F("sent_at")),
        )
        unread = Q(written__gt=F("read"))
        waiting = unread | Q(recipient__in=parties, state=MessageState.SENT)
        return found.annotate(is_unread=_truth(unread), is_waiting=_truth(waiting))

    def waiting_first(self) -> Self:
        """What waits, newest first, then the rest; of ``for_readers``."""
        return self.order_by("-is_waiting", "-last_at", "-pk")

    def most_urgent_first(self) -> Self:
        ranks = [When(urgency=urgency, then=Value(rank)) for rank, urgency in enumerate(reversed(Urgency.values))]
        return self.annotate(haste=Case(*ranks, output_field=IntegerField())).order_by("haste", "sent_at", "pk")


class OfMessageQuerySet(models.QuerySet):
    """Entries and readings are as visible as their message."""

    def visible_to(self, user: Any) -> Self:
        parties = standing_of(user).parties
        return self.filter(Q(message__owner__in=parties) | Q(message__recipient__in=parties))


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=models.BooleanField())
