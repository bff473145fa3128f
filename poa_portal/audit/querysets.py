"""Who may read what happened."""

from typing import Any, Self

from django.db import models

from poa_portal.audit import readers
from poa_portal.common.enums import Audience


class AuditEventQuerySet(models.QuerySet):
    def about(self, subject: models.Model) -> Self:
        """The events of one record, newest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def visible_to(self, user: Any) -> Self:
        """The secretariat reads what it did or may act on; an owner reads what was done to its own records."""
        standing = getattr(user, "standing", None)
        if standing is None:
            return self.none()
        own = models.Q(owner_id__in=standing.parties) | models.Q(actor=user)
        seen = own | models.Q(subject_type__in=readers.open_to(user))
        if standing.is_secretariat:
            seen |= models.Q(owner_id=None) & ~models.Q(subject_type__in=readers.closed_to(user))
        return self.filter(seen)


class ReceiptQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The owner reads its receipts and their content; the secretariat those not meant for the owner alone."""
        standing = getattr(user, "standing", None)
        if standing is None:
            return self.none()
        own = models.Q(owner_id__in=standing.parties)
        return self.filter(own | ~models.Q(audience=Audience.PRIVATE) if standing.is_secretariat else own)
