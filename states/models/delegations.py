"""The notes verbales by which States name who acts for them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.library.models import StoredFile
from states.models.states import State
from states.querysets.delegations import NoteVerbaleQuerySet


class NoteVerbale(StoredFile):
    """A note verbale as it was received: its own number and date, and its bytes. It opens a delegation or nominates
    points of contact; what rests on it names it."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    owner = models.ForeignKey(State, on_delete=models.PROTECT, related_name="notes_verbales", verbose_name=_("State"))
    number = models.CharField(_("number of the note verbale"), max_length=60)
    dated_on = models.DateField(_("date of the note verbale"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = NoteVerbaleQuerySet.as_manager()

    class Meta:
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "number", "dated_on"], name="note_verbale_once_a_state"),
        ]
        triggers = [pgtrigger.Protect(name="note_verbale_stands", operation=pgtrigger.Update | pgtrigger.Delete)]
        verbose_name = _("note verbale")
        verbose_name_plural = _("notes verbales")

    def __str__(self) -> str:
        return f"{self.reference} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("states:note_file", args=[self.reference])
