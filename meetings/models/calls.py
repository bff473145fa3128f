"""Calls for written inputs: questions, deadlines with their zone and history, and counts kept from earlier times."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.enums import CallKind, CallState, Respondents
from meetings.models.meetings import Meeting
from meetings.querysets import CallQuerySet, OfCallQuerySet
from poa_portal.common import times
from poa_portal.library.models import Topic
from stakeholders.models import Category, TallyGroup
from states.models import RegionalGroup


class Call(models.Model):
    """An invitation to send written inputs until a moment that has a zone. Some belong to a meeting, some stand alone."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("meeting")
    )
    kind = models.CharField(_("kind of call"), max_length=20, choices=CallKind.choices, default=CallKind.INPUTS)
    open_to = models.ManyToManyField(
        RegionalGroup,
        blank=True,
        related_name="calls",
        verbose_name=_("open to States of; to all where none is chosen"),
    )
    title = models.CharField(_("title"), max_length=300)
    introduction = models.TextField(_("introduction"), blank=True)
    respondents = models.CharField(
        _("who may answer"), max_length=20, choices=Respondents.choices, default=Respondents.EVERYBODY
    )
    opens_at = models.DateTimeField(_("opens"))
    deadline = models.DateTimeField(_("deadline"))
    time_zone = models.CharField(_("time zone of the deadline"), max_length=60, default=times.DEFAULT_ZONE)
    accepts_late = models.BooleanField(_("late inputs are accepted and marked as late"), default=False)
    word_limit = models.PositiveIntegerField(_("words at most"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CallState.choices, default=CallState.DRAFT)
    organiser = models.CharField(_("organized by"), max_length=300, blank=True)  # where it was not the secretariat
    source = models.CharField(_("source"), max_length=300, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="calls", verbose_name=_("topics"))

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-deadline", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(deadline__gt=F("opens_at")), name="call_closes_after_it_opens"),
        ]
        verbose_name = _("call for written inputs")
        verbose_name_plural = _("calls for written inputs")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:call_detail", args=[self.slug])

    @property
    def is_open(self) -> bool:
        """Whether an input can be submitted at this second (late ones apart)."""
        return self.state == CallState.OPEN and self.opens_at <= timezone.now() <= self.deadline

    @property
    def takes_inputs(self) -> bool:
        """Whether an input can be submitted at this second, on time or late."""
        began = self.state == CallState.OPEN and self.opens_at <= timezone.now()
        return began and (self.accepts_late or timezone.now() <= self.deadline)


class CallQuestion(models.Model):
    """A question of a call; none has to be answered."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=500)
    help = models.CharField(_("explanation"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfCallQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question of a call")
        verbose_name_plural = _("questions of a call")

    def __str__(self) -> str:
        return self.text


class CallExtension(models.Model):
    """A deadline moved: what it was, what it became, when and why. The history stays."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="extensions")
    before = models.DateTimeField(_("before"))
    after = models.DateTimeField(_("after"))
    decided_at = models.DateTimeField(_("announced"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=300)

    objects = OfCallQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at"]
        verbose_name = _("extension of a deadline")
        verbose_name_plural = _("extensions of a deadline")

    def __str__(self) -> str:
        return f"{self.call_id} {self.before:%Y-%m-%d} → {self.after:%Y-%m-%d}"


class CallCount(models.Model):
    """How many inputs a line of the tally had in a consultation held before the portal, as its report printed it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="counts")
    group = models.ForeignKey(TallyGroup, on_delete=models.PROTECT, related_name="counts")
    inputs = models.PositiveIntegerField(_("inputs"))

    objects = OfCallQuerySet.as_manager()

    class Meta:
        ordering = ["group__position"]
        constraints = [models.UniqueConstraint(fields=["call", "group"], name="one_count_a_line")]
        verbose_name = _("recorded count")
        verbose_name_plural = _("recorded counts")

    def __str__(self) -> str:
        return f"{self.group} {self.inputs}"


class TallyRule(models.Model):
    """Where one consultation counts a category in another line than is usual."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="tally_rules")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("category"))
    group = models.ForeignKey(TallyGroup, on_delete=models.PROTECT, related_name="+", verbose_name=_("counts as"))

    objects = OfCallQuerySet.as_manager()

    class Meta:
        ordering = ["category__position"]
        constraints = [models.UniqueConstraint(fields=["call", "category"], name="one_line_a_category")]
        verbose_name = _("rule of a tally")
        verbose_name_plural = _("rules of a tally")

    def __str__(self) -> str:
        return f"{self.category} → {self.group}"
