"""Common texts open for support: versions, who supports which, and who asks to join."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.library.models import Document, Topic
from stakeholders.enums import EndorsementOrder, TextState
from stakeholders.models.organisations import Organisation
from stakeholders.querysets.texts import CommonTextQuerySet, EndorsementQuerySet, JoinRequestQuerySet, OfTextQuerySet


class CommonText(models.Model):
    """A text for which organizations seek support. ``coordinators`` keep it; a historical one has none."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="texts", verbose_name=_("begun by")
    )
    coordinators = models.ManyToManyField(
        Organisation, blank=True, related_name="coordinated_texts", verbose_name=_("coordinated by")
    )
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language of the title"), max_length=20, default="en")  # any BCP 47 tag
    introduction = models.TextField(_("introduction"), blank=True, max_length=3000)
    topics = models.ManyToManyField(Topic, blank=True, related_name="common_texts", verbose_name=_("topics"))
    order = models.CharField(
        _("order of the supporters"), max_length=10, choices=EndorsementOrder.choices, default=EndorsementOrder.NAME
    )
    state = models.CharField(_("state"), max_length=10, choices=TextState.choices, default=TextState.DRAFT)
    source = models.CharField(_("source"), max_length=300, blank=True)  # of one from before the portal
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CommonTextQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("common text")
        verbose_name_plural = _("common texts")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:text_detail", args=[self.slug])


class TextVersion(models.Model):
    """One version; once published it never changes, and what supports it supports these words."""

    text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=20, default="en")  # any BCP 47 tag
    body = models.TextField(_("text"), blank=True, max_length=100000)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    date_is_certain = models.BooleanField(_("the date is certain"), default=True)

    objects = OfTextQuerySet.as_manager()

    class Meta:
        ordering = ["text_id", "number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="one_version_a_number")]
        triggers = [
            pgtrigger.Protect(
                name="published_text_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]
        verbose_name = _("version of a common text")
        verbose_name_plural = _("versions of a common text")

    def __str__(self) -> str:
        return f"{self.text_id} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:version_detail", args=[self.text.slug, self.number])


class Endorsement(models.Model):
    """The support of one organization for one version, under the name it had that day. ``owner`` is empty for support
    from before the portal."""

    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="endorsements")
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="endorsements"
    )
    name = models.CharField(_("name"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    endorsed_at = models.DateTimeField(_("supported"))
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["position", "endorsed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "owner"],
                condition=Q(withdrawn_at=None, owner__isnull=False),
                name="one_standing_support_a_version",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="support_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="support_stands", fields=["version", "owner", "name", "endorsed_at"]),
        ]
        verbose_name = _("support for a text")
        verbose_name_plural = _("support for texts")

    def __str__(self) -> str:
        return f"{self.name} · {self.version_id}"


class JoinRequest(models.Model):
    """Somebody who asks to join a text; read by its coordinators' people, and deleted some time after it was answered."""

    text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="join_requests")
    name = models.CharField(_("your name"), max_length=200)
    organisation_name = models.CharField(_("organization"), max_length=300)
    email = models.EmailField(_("e-mail address"))
    message = models.TextField(_("message"), blank=True, max_length=3000)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    sending_key = models.CharField(max_length=60, unique=True)  # of the form: a double click asks once

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("wish to join a text")
        verbose_name_plural = _("wishes to join a text")

    def __str__(self) -> str:
        return f"{self.text_id}/{self.pk}"
