"""Points of contact: the restricted directory of States, and the functional contacts that are published."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.models import Party
from poa_portal.common import times
from states.enums import Rank, Reachability
from states.models.delegations import NoteVerbale
from states.models.states import State
from states.querysets.contacts import ConfirmationRuleQuerySet, ContactQuerySet, PublicContactQuerySet
from states.querysets.states import PublicQuerySet

SEARCHED = ("reference", "office", "role_title", "person", "mailbox", "telephone", "other_channel")


def _with_spaces(fields: tuple[str, ...]) -> list[str | Value]:
    first, *others = fields
    return [first, *(part for field in others for part in (Value(" "), field))]


class ConfirmationRule(models.Model):
    """How often the entries of one register are to be confirmed, and when their owners are reminded; in days.

    ``due_after_days`` after the last confirmation the first reminder goes out, the second ``second_reminder_days``
    later; ``expires_after_days`` after the first the entry counts as unconfirmed.
    """

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("register"), max_length=120)
    due_after_days = models.PositiveSmallIntegerField(_("first reminder after (days)"), default=180)
    second_reminder_days = models.PositiveSmallIntegerField(_("second reminder after another (days)"), default=14)
    expires_after_days = models.PositiveSmallIntegerField(
        _("unconfirmed after the first reminder by (days)"), default=30
    )

    objects = ConfirmationRuleQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_after_days__gte=1, expires_after_days__gt=F("second_reminder_days")),
                name="reminders_come_before_the_end",
            ),
        ]
        verbose_name = _("rule of confirmation")
        verbose_name_plural = _("rules of confirmation")

    def __str__(self) -> str:
        return self.name

    def due_before(self, now: datetime | None = None) -> datetime:
        """What was last confirmed before this moment is to be confirmed again."""
        return (now or timezone.now()) - timedelta(days=self.due_after_days)

    def expired_before(self, now: datetime | None = None) -> datetime:
        """What was last confirmed before this moment counts as unconfirmed."""
        return self.due_before(now) - timedelta(days=self.expires_after_days)

    def expires_at(self, confirmed: datetime) -> datetime:
        """When an entry that was last ``confirmed`` then counts as unconfirmed."""
        return confirmed + timedelta(days=self.due_after_days + self.expires_after_days)

    def second_before(self, now: datetime | None = None) -> datetime:
        """Whose first reminder went out before this moment is reminded again."""
        return (now or timezone.now()) - timedelta(days=self.second_reminder_days)


class ContactCategory(models.Model):
    """Diplomatic, technical, legal, policy …: rows, because practice adds categories.

    ``is_expected``: the State's own page tells it, and nobody else, when it has no entry of this category.
    """

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_expected = models.BooleanField(_("each State is asked for one"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("category of points of contact")
        verbose_name_plural = _("categories of points of contact")

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A point of contact of a State in the restricted directory: an office first, a person where the State wishes.

    Read by delegations and the directory manager alone. Nothing of it but the category may stand in logs, mail of
    others or the record of changes, so ``__str__`` says no more than that.
    """

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    owner = models.ForeignKey(State, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("State"))
    category = models.ForeignKey(
        ContactCategory, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("category")
    )
    rank = models.CharField(_("order of calling"), max_length=10, choices=Rank.choices, default=Rank.PRIMARY)
    office = models.CharField(_("office or agency"), max_length=200)
    role_title = models.CharField(_("function"), max_length=200, blank=True)
    person = models.CharField(_("name of a person"), max_length=200, blank=True)
    mailbox = models.EmailField(_("mailbox of the office"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    other_channel = models.CharField(_("other channel"), max_length=200, blank=True)
    languages = ArrayField(models.CharField(max_length=20), verbose_name=_("languages"), default=list)  # BCP 47
    reachability = models.CharField(
        _("reachable"), max_length=10, choices=Reachability.choices, default=Reachability.HOURS
    )
    days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("days"), default=list, blank=True
    )  # ISO 1 to 7
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("to"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default=times.DEFAULT_ZONE)
    key_fingerprint = models.CharField(_("fingerprint of the key for encrypted mail"), max_length=100, blank=True)
    key_expires_on = models.DateField(_("the key expires"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=2000)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)  # the first day without it
    nominated_by = models.ForeignKey(
        NoteVerbale,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("nominated by"),
    )
    last_confirmed_at = models.DateTimeField(_("last confirmed"))
    first_reminder_at = models.DateTimeField(null=True, blank=True)
    second_reminder_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # an edit names the version it began from
    entered_at = models.DateTimeField(auto_now_add=True)
    # What a search reads; a text joined and folded anew for every row would cost a search more than all the rest.
    words = models.GeneratedField(
        expression=Lower(Concat(*_with_spaces(SEARCHED), output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["owner_id", "category__position", "-rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mailbox="") | ~Q(telephone="") | ~Q(other_channel=""), name="contact_can_be_reached"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="contact_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(reachability=Reachability.ALWAYS) | Q(opens__isnull=False, closes__isnull=False),
                name="contact_hours_are_given",
            ),
        ]
        verbose_name = _("point of contact")
        verbose_name_plural = _("points of contact")

    def __str__(self) -> str:
        return f"{self.reference} {self.category}"

    def get_absolute_url(self) -> str:
        return reverse("states:contact_detail", args=[self.reference])


class PublicContact(models.Model):
    """A functional contact that a State, or the secretariat, chose to publish. It is an entry of its own: nothing
    of the restricted directory is ever copied here."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    owner = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="public_contacts")
    title = models.CharField(_("what to turn to it for"), max_length=200)
    office = models.CharField(_("office"), max_length=200, blank=True)
    mailbox = models.EmailField(_("mailbox of the office"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    website = models.URLField(_("web address"), blank=True)
    languages = ArrayField(models.CharField(max_length=20), verbose_name=_("languages"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = PublicContactQuerySet.as_manager()

    class Meta:
        ordering = ["owner_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mailbox="") | ~Q(telephone="") | ~Q(website=""), name="public_contact_can_be_reached"
            ),
        ]
        verbose_name = _("published contact")
        verbose_name_plural = _("published contacts")

    def __str__(self) -> str:
        return self.title
