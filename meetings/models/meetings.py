"""Bodies, cycles, and the meetings they hold."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.enums import MeetingState, Modality
from meetings.querysets import MeetingDocumentQuerySet, MeetingQuerySet, OfMeetingQuerySet, PublicQuerySet
from poa_portal.common import times
from poa_portal.library.models import Document, Topic


class Body(models.Model):
    """A body that meets. Its name is data: the mechanism has changed its own three times."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    mandate = models.TextField(_("mandate"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("meetings:body_detail", args=[self.key])


class Cycle(models.Model):
    """A period of a body's work: a biennium, a review cycle. Its length is data."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="cycles")
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cycle_ends_after_it_starts"),
        ]
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")

    def __str__(self) -> str:
        return self.name


class MeetingKind(models.Model):
    """Organizational, substantive, plenary, thematic group, intersessional …: rows."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("kind of meeting")
        verbose_name_plural = _("kinds of meetings")

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """What has a page of its own: a session of one or several days, made of sittings."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("body"))
    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("cycle")
    )
    kind = models.ForeignKey(MeetingKind, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("kind"))
    title = models.CharField(_("title"), max_length=300)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    is_planned = models.BooleanField(_("the dates are a plan"), default=False)
    city = models.CharField(_("city"), max_length=100, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default=times.DEFAULT_ZONE)
    modality = models.CharField(
        _("how it is held"), max_length=20, choices=Modality.choices, default=Modality.IN_PERSON
    )
    practical_information = models.TextField(_("practical information"), blank=True)
    how_to_contribute = models.TextField(_("who may give input, and how"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=MeetingState.choices, default=MeetingState.DRAFT)
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    cancellation_notice = models.TextField(_("notice of cancellation"), blank=True)
    symbol_prefix = models.CharField(_("series of symbols"), max_length=60, blank=True)
    source = models.URLField(_("source"), max_length=300, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="meetings", verbose_name=_("topics"))
    documents = models.ManyToManyField(Document, through="MeetingDocument", related_name="meetings")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="meeting_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["-starts_on", "-id"])]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting_detail", args=[self.slug])

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on + timedelta(days=1)).days


class Sitting(models.Model):
    """One half-day of a meeting; stored in UTC, held in the meeting's zone."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sittings")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    title = models.CharField(_("title"), max_length=200, blank=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="sitting_ends_after_it_begins"),
        ]
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.starts_at:%Y-%m-%d %H:%M} UTC"


class AgendaItem(models.Model):
    """A numbered point of the agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda_items")
    number = models.CharField(_("number"), max_length=10)
    title = models.CharField(_("title"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    topics = models.ManyToManyField(Topic, blank=True, related_name="agenda_items", verbose_name=_("topics"))

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="agenda_number_once")]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MeetingDocument(models.Model):
    """A document's place in a meeting: under an agenda item, or among its general documents."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="document_places")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="meeting_places")
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="document_places"
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = MeetingDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "document"], name="document_once_a_meeting")]
        verbose_name = _("document of a meeting")
        verbose_name_plural = _("documents of a meeting")

    def __str__(self) -> str:
        return f"{self.meeting_id} · {self.document_id}"
