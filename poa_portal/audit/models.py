"""What happened, and the proof of it. Nothing here is ever changed or deleted; the database holds to that."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.audit.querysets import AuditEventQuerySet, ReceiptQuerySet


class AuditEvent(models.Model):
    """One change: who, in which post, did what to which record, when and why."""

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    actor_post = models.CharField(_("in which post"), max_length=300, blank=True)  # as it was called on that day
    verb = models.CharField(_("what"), max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(_("of what"), max_length=300)
    owner_id = models.BigIntegerField(null=True, db_index=True)  # the party that may read this event
    reason = models.TextField(_("why"), blank=True)
    detail = models.JSONField(default=dict, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_label}"


class Receipt(models.Model):
    """The proof that something was submitted or published: reference, time, post, audience and SHA-256.

    ``content`` is the canonical content (JSON, keys sorted, UTF-8, no spaces) of which ``sha256`` is the
    hexadecimal digest. The content is given to the owner only; who holds reference and digest can verify them.
    """

    number = models.CharField(_("receipt number"), max_length=40, unique=True)
    act = models.CharField(
        _("act"), max_length=20, choices=[("submitted", _("Submitted")), ("published", _("Published"))]
    )
    at = models.DateTimeField(_("time"))
    actor_post = models.CharField(_("post"), max_length=300)
    audience = models.CharField(_("audience"), max_length=20)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_reference = models.CharField(_("reference"), max_length=60)
    owner_id = models.BigIntegerField(null=True, db_index=True)
    content = models.TextField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        triggers = [
            pgtrigger.Protect(name="receipt_stands", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("audit:receipt_verify") + f"?number={self.number}&sha256={self.sha256}"


class Series(models.Model):
    """A counter of references: ``INP`` in 2026 has reached 7, so the next is ``INP-2026-0008``."""

    name = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    reached = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="one_series_a_year")]
        verbose_name = _("series of references")
        verbose_name_plural = _("series of references")

    def __str__(self) -> str:
        return f"{self.name}-{self.year}"
