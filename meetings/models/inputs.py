"""Written inputs, and how each was considered."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.enums import Capacity, InputState, Outcome
from meetings.models.calls import Call, CallQuestion
from meetings.models.meetings import AgendaItem, Meeting
from meetings.querysets import OfInputQuerySet, WrittenInputQuerySet
from poa_portal.accounts.models import Party
from poa_portal.common.enums import Audience
from poa_portal.library.models import StoredFile, Topic
from stakeholders.models import TextVersion


class WrittenInput(models.Model):
    """A party's answer to a call, in any language; its own words and its original language come first everywhere."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="inputs", verbose_name=_("call"))
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="written_inputs", verbose_name=_("from"))
    agenda_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="inputs",
        verbose_name=_("agenda item"),
    )
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language of the input"), max_length=20)  # any BCP 47 tag
    audience = models.CharField(_("who may read it"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC)
    state = models.CharField(_("state"), max_length=30, choices=InputState.choices, default=InputState.DRAFT)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    in_care_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    builds_on = models.ForeignKey(
        TextVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inputs",
        verbose_name=_("builds on the common text"),
    )
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0)  # an edit names the version it began from
    asked_at = models.DateTimeField(_("sent to the other parties"), null=True, blank=True)  # of a joint input, first
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    was_late = models.BooleanField(_("after the deadline"), default=False)
    remark = models.TextField(_("remark of the secretariat to the author"), blank=True)
    forums = models.ManyToManyField(Meeting, blank=True, related_name="inputs_to_consider")
    topics = models.ManyToManyField(Topic, blank=True, related_name="inputs", verbose_name=_("topics"))

    objects = WrittenInputQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[InputState.DRAFT, InputState.AWAITING_CONFIRMATION, InputState.WITHDRAWN])
                | Q(submitted_at__isnull=False),
                name="input_past_draft_was_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[InputState.PUBLISHED, InputState.CLOSED]) | Q(published_at__isnull=False),
                name="input_published_with_a_time",
            ),
        ]
        verbose_name = _("written input")
        verbose_name_plural = _("written inputs")

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:input_detail", args=[self.reference])

    @property
    def carer(self) -> Any:
        """Who looks after it for the party: the starter, until a hand-over names another."""
        return self.in_care_of or self.started_by


class InputParty(models.Model):
    """Another party of a joint input. The input goes to the secretariat only when each has confirmed these words; a
    change of the words asks each again."""

    written_input = models.ForeignKey(WrittenInput, on_delete=models.CASCADE, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="joint_inputs", verbose_name=_("party"))
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity.choices, default=Capacity.AUTHOR)
    position = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_version = models.PositiveIntegerField(null=True, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = OfInputQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["written_input", "party"], name="one_place_a_party"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(declined_at=None), name="confirmed_or_declined_not_both"
            ),
        ]
        verbose_name = _("party of a joint input")
        verbose_name_plural = _("parties of a joint input")

    def __str__(self) -> str:
        return f"{self.written_input_id}/{self.party_id}"


class InputAnswer(models.Model):
    """The answer to one question of the call."""

    written_input = models.ForeignKey(WrittenInput, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(CallQuestion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)

    objects = OfInputQuerySet.as_manager()

    class Meta:
        ordering = ["question__position"]
        constraints = [models.UniqueConstraint(fields=["written_input", "question"], name="one_answer_a_question")]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.written_input_id}/{self.question_id}"


class InputFile(StoredFile):
    """A file attached to a written input."""

    written_input = models.ForeignKey(WrittenInput, on_delete=models.CASCADE, related_name="files")

    objects = OfInputQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="input_file_stands", operation=pgtrigger.Update)]
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")


class Consideration(models.Model):
    """How one forum dealt with one input; an input is closed only when each of its forums has one."""

    written_input = models.ForeignKey(WrittenInput, on_delete=models.CASCADE, related_name="considerations")
    forum = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="considerations", verbose_name=_("meeting")
    )
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="considerations"
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    place = models.CharField(_("where"), max_length=300, blank=True)  # “paragraph 34 of Rev.1”
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = OfInputQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [models.UniqueConstraint(fields=["written_input", "forum"], name="one_consideration_a_forum")]
        verbose_name = _("consideration")
        verbose_name_plural = _("considerations")

    def __str__(self) -> str:
        return f"{self.written_input_id} · {self.get_outcome_display()}"
