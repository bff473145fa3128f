"""A delegation is opened on a note verbale: the note is entered, and its coordinator invited."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts.actions import invite
from poa_portal.accounts.models import Invitation, Party, User
from poa_portal.audit.actions import next_reference, record
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.files import store
from states import rules
from states.models import NoteVerbale, State


class Opened(NamedTuple):
    """The note verbale, and the invitation that rests on it."""

    note: NoteVerbale
    invitation: Invitation


@transaction.atomic
def open_delegation(
    state: State, *, by: User, number: str, dated_on: date, upload: File, email: str, language: str
) -> Opened:
    """Enter the note verbale and invite the coordinator whom it names, by mail. Doing it twice does it once.

    Raises ``TransitionRefused`` for people who may not, or where the address holds the post already, and
    ``ValidationError`` for a date in the future or a file that is not accepted; then nothing was entered.
    """
    if not rules.can_open_delegation(by, state):
        raise TransitionRefused(_("The secretariat’s officers open delegations."))
    note = enter_note(state, by=by, number=number, dated_on=dated_on, upload=upload)
    party = Party.objects.get(pk=state.pk)
    invitation = invite(party=party, email=email, role=Role.COORDINATOR, language=language, by=by, ground=str(note))
    return Opened(note, invitation)


@transaction.atomic
def enter_note(state: State, *, by: User, number: str, dated_on: date, upload: File) -> NoteVerbale:
    """Keep a note verbale of this State with its bytes. The same number and date again is the note that stands: its
    bytes stay as they were first entered. Raises ``TransitionRefused`` and ``ValidationError``."""
    if not rules.can_enter_note(by):
        raise TransitionRefused(_("The secretariat enters notes verbales."))
    if dated_on > timezone.now().date():
        raise ValidationError(_("The date of the note verbale lies in the future."))
    Party._base_manager.select_for_update(of=("self",)).get(pk=state.pk)
    number = " ".join(number.split())
    standing = NoteVerbale.objects.filter(owner=state, number=number, dated_on=dated_on).first()
    if standing is not None:
        return standing
    note = store(
        NoteVerbale,
        upload,
        reference=next_reference("NV"),
        owner=state,
        number=number,
        dated_on=dated_on,
        entered_by=by,
    )
    record(note, "enter_note", by=by)
    return note
