"""Communication checks of the directory: dated rounds of the manager, and private drills of a State."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from poa_portal.common import times
from states.enums import PingResult, PingState
from states.models.contacts import Contact, ContactCategory
from states.models.states import State
from states.querysets.pings import PingQuerySet, PingRoundQuerySet


def _token() -> str:
    return token_urlsafe(32)


class PingRound(models.Model):
    """One check: mail to each point of contact, answers until ``ends_at``. ``owner`` is empty for a round of the
    directory manager and the State for a private drill, which nobody else ever sees."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    owner = models.ForeignKey(
        State, on_delete=models.PROTECT, null=True, blank=True, related_name="drills", verbose_name=_("State")
    )
    title = models.CharField(_("title"), max_length=200)
    is_announced = models.BooleanField(_("announced to delegations beforehand"), default=True)
    categories = models.ManyToManyField(
        ContactCategory, blank=True, related_name="rounds", verbose_name=_("only these categories")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=60, default=times.DEFAULT_ZONE)
    state = models.CharField(_("state"), max_length=10, choices=PingState.choices, default=PingState.PLANNED)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = PingRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="ping_round_ends_after_it_starts"),
        ]
        verbose_name = _("ping round")
        verbose_name_plural = _("ping rounds")

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("states:ping_detail", args=[self.reference])

    @property
    def is_drill(self) -> bool:
        return self.owner_id is not None


class Ping(models.Model):
    """The check of one point of contact in one round. ``owner`` is the State whose contact it is; the result is its
    own and the manager's. ``token`` opens the page of the answer and is used once."""

    round = models.ForeignKey(PingRound, on_delete=models.CASCADE, related_name="pings")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="pings")
    owner = models.ForeignKey(State, on_delete=models.PROTECT, related_name="pings", verbose_name=_("State"))
    token = models.CharField(max_length=60, unique=True, default=_token, editable=False)
    email = models.ForeignKey(Email, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("could not be delivered"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    late_at = models.DateTimeField(_("answered after the end"), null=True, blank=True)

    objects = PingQuerySet.as_manager()

    class Meta:
        ordering = ["round_id", "owner_id", "contact_id"]
        constraints = [models.UniqueConstraint(fields=["round", "contact"], name="one_ping_a_contact")]
        verbose_name = _("ping")
        verbose_name_plural = _("pings")

    def __str__(self) -> str:
        return f"{self.round.reference} · {self.contact}"  # in the log: never a name or an address

    @property
    def result(self) -> PingResult:
        if self.answered_at:
            return PingResult.ANSWERED
        if self.late_at:
            return PingResult.LATE
        if self.bounced_at:
            return PingResult.BOUNCED
        return PingResult.SILENT if self.round.state == PingState.CLOSED else PingResult.WAITING
