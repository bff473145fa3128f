"""Who may read notes verbales."""

from typing import Any, Self

from django.db import models

from poa_portal.accounts.standing import is_secretariat_officer, standing_of


class NoteVerbaleQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The State that sent it, and the secretariat's officers who entered it."""
        if is_secretariat_officer(user):
            return self.all()
        return self.filter(owner__in=standing_of(user).parties)
