"""Accreditation: rounds with their rules as data, requests with every step and its date, objections of States."""

from datetime import time

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.common import times
from poa_portal.common.enums import Role
from poa_portal.library.models import Document, StoredFile
from stakeholders.enums import RequestState, RoundState
from stakeholders.models.organisations import Category, Organisation
from stakeholders.querysets.accreditation import ObjectionQuerySet, OfRequestQuerySet, RequestQuerySet, RoundQuerySet
from stakeholders.querysets.organisations import PublicQuerySet
from states.models import NoteVerbale, State


class Holiday(models.Model):
    """A day on which the offices of the United Nations at a duty station are closed; a silence never ends on one."""

    day = models.DateField(_("day"))
    duty_station = models.CharField(_("duty station"), max_length=60, default="New York")
    name = models.CharField(_("name"), max_length=120)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["duty_station", "day"]
        constraints = [models.UniqueConstraint(fields=["day", "duty_station"], name="holiday_once_a_station")]
        verbose_name = _("holiday of the United Nations")
        verbose_name_plural = _("holidays of the United Nations")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class AccreditationRound(models.Model):
    """One round: who may apply, when, and by which rule requests are decided. Rules are data, for they are agreed anew.

    A silence lasts ``silence_days`` (working days where ``counts_working_days``) after the day of circulation and ends
    at ``silence_ends_at`` in ``time_zone``, on the next working day where that day is none.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    rule = models.TextField(_("the rule applied"))
    rule_source = models.CharField(_("where the rule was agreed"), max_length=300, blank=True)
    opens_at = models.DateTimeField(_("requests from"))
    closes_at = models.DateTimeField(_("requests until"))
    time_zone = models.CharField(_("time zone"), max_length=60, default=times.DEFAULT_ZONE)
    categories = models.ManyToManyField(
        Category,
        blank=True,
        related_name="rounds",
        verbose_name=_("who may apply; all categories where none is chosen"),
    )
    ecosoc_categories = models.ManyToManyField(
        Category, blank=True, related_name="ecosoc_rounds", verbose_name=_("admitted without circulation")
    )
    silence_days = models.PositiveSmallIntegerField(_("days of the silence period"), default=14)
    counts_working_days = models.BooleanField(_("working days are counted"), default=False)
    silence_ends_at = models.TimeField(_("hour at which silence ends"), default=time(18))
    duty_station = models.CharField(_("holidays of"), max_length=60, default="New York")
    valid_until = models.DateField(_("accreditation lapses on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(silence_days__gte=1), name="silence_lasts_a_day"),
        ]
        verbose_name = _("round of accreditation")
        verbose_name_plural = _("rounds of accreditation")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:round_detail", args=[self.slug])


class AccreditationRequest(models.Model):
    """An organization's request in one round. Its steps and dates are public once it is submitted; what it says is read
    by the secretariat, and by delegations once it was circulated."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    round = models.ForeignKey(AccreditationRound, on_delete=models.PROTECT, related_name="requests")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="accreditation_requests")
    applied_as = models.CharField(_("name under which it applied"), max_length=300)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("category"))
    skips_circulation = models.BooleanField(_("admitted without circulation"), default=False)  # decided on submission
    purpose = models.TextField(_("purpose of the organization"), blank=True, max_length=5000)
    programmes = models.TextField(_("programmes"), blank=True, max_length=5000)
    activities = models.TextField(_("activities relevant to the mechanism"), blank=True, max_length=5000)
    language = models.CharField(_("language of the request"), max_length=20, default="en")  # any BCP 47 tag
    state = models.CharField(_("state"), max_length=30, choices=RequestState.choices, default=RequestState.DRAFT)
    version = models.PositiveIntegerField(default=0)  # an edit names the version it began from
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    in_care_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    circulated_at = models.DateTimeField(_("circulated"), null=True, blank=True)
    silence_until = models.DateTimeField(_("silence ends"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    remark = models.TextField(_("remark of the secretariat to the organization"), blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "owner"],
                condition=~Q(state=RequestState.WITHDRAWN),
                name="one_request_a_round",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.CIRCULATED)
                | Q(circulated_at__isnull=False, silence_until__isnull=False),
                name="circulated_with_a_clock",
            ),
        ]
        verbose_name = _("request for accreditation")
        verbose_name_plural = _("requests for accreditation")

    def __str__(self) -> str:
        return f"{self.reference} {self.applied_as}"

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:request_detail", args=[self.reference])


class AccreditationStep(models.Model):
    """One step of a request: when, in which capacity, on which document. Public; without reasons of objections."""

    request = models.ForeignKey(AccreditationRequest, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=40)  # of the transition
    state = models.CharField(_("step"), max_length=30, choices=RequestState.choices)
    at = models.DateTimeField(_("when"))
    role = models.CharField(_("in which capacity"), max_length=30, choices=Role.choices, blank=True)  # empty: the clock
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    document_note = models.CharField(_("letter or note verbale"), max_length=200, blank=True)

    objects = OfRequestQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="step_stands", operation=pgtrigger.Update | pgtrigger.Delete)]
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of a request")

    def __str__(self) -> str:
        return f"{self.request_id} {self.name}"


class AccreditationFile(StoredFile):
    """A file that an organization adds to its request, such as its statutes."""

    request = models.ForeignKey(AccreditationRequest, on_delete=models.CASCADE, related_name="files")

    objects = OfRequestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="accreditation_file_stands", operation=pgtrigger.Update)]
        verbose_name = _("file of a request")
        verbose_name_plural = _("files of a request")


class Objection(models.Model):
    """A State's objection to one request, with its basis where the State gives one.

    The Chair's office reads it, and the State itself; everybody once the State publishes it. ``__str__`` stands in
    logs, so it names neither State nor basis.
    """

    request = models.ForeignKey(AccreditationRequest, on_delete=models.PROTECT, related_name="objections")
    owner = models.ForeignKey(State, on_delete=models.PROTECT, related_name="objections", verbose_name=_("State"))
    basis = models.TextField(_("basis of the objection"), blank=True, max_length=5000)
    note = models.ForeignKey(
        NoteVerbale, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("note verbale")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    published_at = models.DateTimeField(_("published by the State"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "owner"], condition=Q(withdrawn_at=None), name="one_standing_objection_a_state"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="objection_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="objection_stands", fields=["request", "owner", "basis", "made_at", "made_by"]),
        ]
        verbose_name = _("objection")
        verbose_name_plural = _("objections")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:objection_detail", args=[self.pk])
