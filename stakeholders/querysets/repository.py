"""Who finds which contact of the repository, and who reads which question."""

from typing import Any, Self

from django.db import models
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Func, IntegerField, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from poa_portal.accounts.standing import standing_of
from stakeholders import rules
from stakeholders.enums import OrganisationState
from states.enums import STAKEHOLDER_REPOSITORY
from states.models import ConfirmationRule


def _expired_before() -> ExpressionWrapper:
    """What ``ConfirmationRule.expired_before`` says, within the query that asks: public pages have few to spare."""
    usual = ConfirmationRule()
    rule = ConfirmationRule.objects.filter(key=STAKEHOLDER_REPOSITORY)
    entered = Subquery(rule.annotate(days=F("due_after_days") + F("expires_after_days")).values("days")[:1])
    days = Coalesce(entered, Value(usual.due_after_days + usual.expires_after_days), output_field=IntegerField())
    interval = Func(days, template="make_interval(days => %(expressions)s)", output_field=DurationField())
    now = Value(timezone.now(), output_field=DateTimeField())
    return ExpressionWrapper(now - interval, output_field=DateTimeField())


class StakeholderContactQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """What is listed is public; an organization sees all of its own, a moderator also what is hidden."""
        if rules.can_moderate(user):
            return self.all()
        return self.filter(self._listed_q() | Q(owner__in=standing_of(user).parties))

    def listed(self) -> Self:
        """What the repository shows: opted in, confirmed in time, not hidden, of an entry that stands."""
        return self.filter(self._listed_q())

    @staticmethod
    def _listed_q() -> Q:
        return Q(
            is_listed=True,
            hidden_at=None,
            owner__state=OrganisationState.REGISTERED,
            last_confirmed_at__gte=_expired_before(),
        )

    def on_topic(self, key: str) -> Self:
        """A pillar stands for what is under it as well."""
        return self._having(Q(topics__key=key) | Q(topics__parent__key=key))

    def for_region(self, key: str) -> Self:
        """Who names no region answers for all of them."""
        return self._having(Q(regions__key=key) | Q(regions=None))

    def in_language(self, tag: str) -> Self:
        return self.filter(languages__contains=[tag])

    def _having(self, condition: Q) -> Self:
        """Without joins in the list itself, so that no contact stands there twice."""
        return self.filter(pk__in=self.model._base_manager.filter(condition).values("pk"))

    def with_rows(self) -> Self:
        return self.select_related("owner__category").prefetch_related("topics", "regions")


class MuteQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who is muted is known to the contact's own organization alone."""
        return self.filter(contact__owner__in=standing_of(user).parties)


class EnquiryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who asked; an organization reads the question in its thread."""
        return self.filter(owner__in=standing_of(user).parties)


class EnquiryThreadQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        parties = standing_of(user).parties
        return self.filter(Q(enquiry__owner__in=parties) | Q(owner__in=parties))

    def with_rows(self) -> Self:
        return self.select_related("enquiry__owner", "contact", "owner")


class OfThreadQuerySet(models.QuerySet):
    """Entries are as visible as their thread."""

    def visible_to(self, user: Any) -> Self:
        parties = standing_of(user).parties
        return self.filter(Q(thread__enquiry__owner__in=parties) | Q(thread__owner__in=parties))
