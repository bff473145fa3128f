"""Structured messages from one State's point of contact to another's, read by these two States alone."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from states.enums import Confidentiality, MessageKind, MessageState, Urgency
from states.models.contacts import Contact, ContactCategory
from states.models.states import State
from states.querysets.messages import MessageQuerySet, OfMessageQuerySet


class Message(models.Model):
    """What happened and what is asked, from ``owner`` to ``recipient``. It never changes; what follows are entries.

    ``__str__`` stands in logs, so it is the reference and nothing else.
    """

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    owner = models.ForeignKey(State, on_delete=models.PROTECT, related_name="messages_sent", verbose_name=_("from"))
    recipient = models.ForeignKey(
        State, on_delete=models.PROTECT, related_name="messages_received", verbose_name=_("to")
    )
    sender_category = models.ForeignKey(
        ContactCategory, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by the point of contact")
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="messages", verbose_name=_("point of contact addressed")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind.choices)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices, default=Urgency.ROUTINE)
    confidentiality = models.CharField(
        _("confidentiality"), max_length=20, choices=Confidentiality.choices, default=Confidentiality.CONTACT
    )
    subject = models.CharField(_("subject"), max_length=200)
    what_happened = models.TextField(_("what happened"), max_length=20000)
    affected = models.TextField(_("systems or services affected"), max_length=5000, blank=True)
    what_is_asked = models.TextField(_("what is asked"), max_length=10000, blank=True)
    language = models.CharField(_("language of the message"), max_length=20)  # any BCP 47 tag
    state = models.CharField(_("state"), max_length=20, choices=MessageState.choices, default=MessageState.SENT)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    sending_key = models.CharField(max_length=60, unique=True)  # of the form: a double click sends one message
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(owner=F("recipient")), name="message_goes_to_another_state"),
            models.CheckConstraint(
                condition=Q(kind=MessageKind.INFORMATION) | ~Q(what_is_asked=""), name="request_says_what_is_asked"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="message_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="message_text_stands",
                fields=["owner", "recipient", "subject", "what_happened", "affected", "what_is_asked", "sent_at"],
            ),
        ]
        verbose_name = _("message between States")
        verbose_name_plural = _("messages between States")

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("states:message_detail", args=[self.reference])


class MessageEntry(models.Model):
    """A further word in the thread, from one of the two States."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="entries")
    party = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+", verbose_name=_("from"))
    text = models.TextField(_("text"), max_length=20000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = OfMessageQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        triggers = [pgtrigger.Protect(name="entry_stands", operation=pgtrigger.Update | pgtrigger.Delete)]
        verbose_name = _("entry in a thread")
        verbose_name_plural = _("entries in a thread")

    def __str__(self) -> str:
        return f"{self.message_id}/{self.pk}"


class MessageReading(models.Model):
    """That a person of one of the two States opened the thread: once for each person and each state of the thread."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="readings")
    party = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(_("read"), auto_now_add=True)
    entries_then = models.PositiveIntegerField(default=0)  # how many entries the thread had

    objects = OfMessageQuerySet.as_manager()

    class Meta:
        ordering = ["read_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "read_by", "entries_then"], name="one_reading_of_a_kind"),
        ]
        triggers = [pgtrigger.Protect(name="reading_stands", operation=pgtrigger.Update | pgtrigger.Delete)]
        verbose_name = _("reading of a message")
        verbose_name_plural = _("readings of a message")

    def __str__(self) -> str:
        return f"{self.message_id} {self.read_at:%Y-%m-%d %H:%M}"
