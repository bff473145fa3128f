"""Who may read points of contact: a restricted directory, and a public list beside it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Q, Value, When, Window
from django.utils import timezone

from poa_portal.accounts.standing import standing_of
from poa_portal.common import languages
from poa_portal.common.enums import PartyKind
from states import rules
from states.enums import STATE_DIRECTORY

_NOT_IN_LISTS = (
    "notes",
    "nominated_by",
    "entered_at",
    "version",
    "first_reminder_at",
    "second_reminder_at",
    "words",
)


class ConfirmationRuleQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """How often entries are confirmed is public."""
        return self.all()

    def of(self, key: str) -> Any:
        """The rule of one register; where none was entered yet, one with the usual periods."""
        return self.filter(key=key).first() or self.model(key=key)


class ContactQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Delegations and the directory manager read what is valid today; a State reads all of its own."""
        if rules.can_manage_directory(user):
            return self.all()
        standing = standing_of(user)
        if not standing.is_delegation:
            return self.none()
        own = Q(owner__in=standing.parties)
        return self.filter(own | self.valid_q())

    def directory_for(self, user: Any) -> Self:
        """What is valid today, for those who may read it: the list of the directory."""
        return self.valid() if rules.can_read_directory(user) else self.none()

    @staticmethod
    def valid_q() -> Q:
        today = timezone.now().date()
        return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gt=today))

    def valid(self) -> Self:
        """Entries that hold today; ``valid_to`` is the first day without them."""
        return self.filter(self.valid_q())

    def to_confirm(self) -> Self:
        """Valid entries whose confirmation is due."""
        rule = self._rule()
        return self.valid().filter(last_confirmed_at__lt=rule.due_before())

    def unconfirmed(self) -> Self:
        """Valid entries that were not confirmed in spite of reminders."""
        return self.valid().filter(last_confirmed_at__lt=self._rule().expired_before())

    def alphabetical(self) -> Self:
        """By State in the order of the page's language, then as a caller would try them."""
        # ``primary`` stands after ``alternate`` in the alphabet, and before it on the list.
        return self.order_by(languages.column("owner__place"), "owner_id", "category__position", "-rank", "pk")

    def with_rows(self) -> Self:
        return self.select_related("owner", "category")

    def for_lists(self) -> Self:
        """What a row of a list shows of an entry, and ``found``: how many there are before the list is cut into pages."""
        return self.annotate(found=Window(Count("*"))).defer(*_NOT_IN_LISTS)

    def _rule(self) -> Any:
        rules_of = self.model._meta.apps.get_model("states", "ConfirmationRule")
        return rules_of.objects.of(STATE_DIRECTORY)


class PublicContactQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Published by their owners, so public; those of invented States where the demonstration is."""
        return self if settings.DEMONSTRATION else self.exclude(owner__as_state__is_invented=True)

    def alphabetical(self) -> Self:
        """The secretariat's own first, then by State in the order of the page's language, each in its own order."""
        is_state = Case(When(owner__kind=PartyKind.STATE, then=Value(1)), default=Value(0))
        place = languages.column("owner__as_state__place")
        return self.order_by(is_state, place, "owner__key", "position", "pk")

    def with_rows(self) -> Self:
        return self.select_related("owner")
