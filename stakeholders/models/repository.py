"""The open repository of stakeholder contacts, and the questions that States and the secretariat send through it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.models import Party
from poa_portal.library.models import Topic
from stakeholders.enums import ThreadState
from stakeholders.models.organisations import Organisation
from stakeholders.querysets.repository import (
    EnquiryQuerySet,
    EnquiryThreadQuerySet,
    MuteQuerySet,
    OfThreadQuerySet,
    StakeholderContactQuerySet,
)
from states.models import RegionalGroup


class StakeholderContact(models.Model):
    """What an organization offers its knowledge on, and where questions reach it. Public but for ``mailbox``, which
    nobody outside the organization ever sees; dropped from view when it is not confirmed for a year."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    title = models.CharField(_("function of the contact"), max_length=200)
    mailbox = models.EmailField(_("mailbox for questions, never shown"))
    topics = models.ManyToManyField(Topic, related_name="contacts", verbose_name=_("topics and norms"))
    regions = models.ManyToManyField(
        RegionalGroup, blank=True, related_name="contacts", verbose_name=_("regions; all where none is chosen")
    )
    languages = ArrayField(models.CharField(max_length=20), verbose_name=_("languages"), default=list)  # BCP 47
    offer = models.TextField(_("available for"), max_length=2000)
    offer_language = models.CharField(_("language of this text"), max_length=20, default="en")
    is_listed = models.BooleanField(_("listed"), default=True)
    takes_questions = models.BooleanField(_("takes questions"), default=True)
    hidden_at = models.DateTimeField(_("hidden by a moderator"), null=True, blank=True)
    hidden_reason = models.CharField(_("reason"), max_length=300, blank=True)
    last_confirmed_at = models.DateTimeField(_("last confirmed"))
    first_reminder_at = models.DateTimeField(null=True, blank=True)
    second_reminder_at = models.DateTimeField(null=True, blank=True)

    objects = StakeholderContactQuerySet.as_manager()

    class Meta:
        ordering = ["owner_id", "title", "pk"]
        verbose_name = _("contact in the repository")
        verbose_name_plural = _("contacts in the repository")

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:contact_detail", args=[self.reference])


class Mute(models.Model):
    """A contact that wishes no more questions from one party."""

    contact = models.ForeignKey(StakeholderContact, on_delete=models.CASCADE, related_name="mutes")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    objects = MuteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "party"], name="muted_once")]
        verbose_name = _("muted party")
        verbose_name_plural = _("muted parties")

    def __str__(self) -> str:
        return f"{self.contact_id}/{self.party_id}"

    @property
    def owner_id(self) -> int:
        """Whose record it is: the log tells it to nobody else."""
        return self.contact.owner_id


class Enquiry(models.Model):
    """A question of a State or of the secretariat to one contact, or to many at once; each answers in its own thread."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="enquiries", verbose_name=_("from"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("question"), max_length=10000)
    language = models.CharField(_("language of the question"), max_length=20)  # any BCP 47 tag
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    sending_key = models.CharField(max_length=60, unique=True)  # of the form: a double click asks once

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("question to contacts")
        verbose_name_plural = _("questions to contacts")

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:enquiry_detail", args=[self.reference])


class EnquiryThread(models.Model):
    """One contact's side of a question, read by who asked and by that organization."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="threads")
    contact = models.ForeignKey(StakeholderContact, on_delete=models.PROTECT, related_name="threads")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="enquiry_threads")
    state = models.CharField(_("state"), max_length=10, choices=ThreadState.choices, default=ThreadState.WAITING)

    objects = EnquiryThreadQuerySet.as_manager()

    class Meta:
        ordering = ["enquiry_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "contact"], name="one_thread_a_contact")]
        verbose_name = _("thread of a question")
        verbose_name_plural = _("threads of a question")

    def __str__(self) -> str:
        return f"{self.enquiry_id}/{self.contact_id}"

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:thread_detail", args=[self.enquiry.reference, self.contact.reference])


class EnquiryEntry(models.Model):
    """A word in a thread, of one side or the other."""

    thread = models.ForeignKey(EnquiryThread, on_delete=models.PROTECT, related_name="entries")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("from"))
    text = models.TextField(_("text"), max_length=10000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = OfThreadQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        triggers = [pgtrigger.Protect(name="enquiry_entry_stands", operation=pgtrigger.Update | pgtrigger.Delete)]
        verbose_name = _("entry in a thread of a question")
        verbose_name_plural = _("entries in a thread of a question")

    def __str__(self) -> str:
        return f"{self.thread_id}/{self.pk}"
