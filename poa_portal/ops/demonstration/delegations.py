"""The notes verbales on which the invented delegations rest, entered by the action that the page uses."""

from datetime import timedelta

from django.utils import timezone

from poa_portal.ops.demonstration.papers import paper
from poa_portal.ops.demonstration.people import People
from poa_portal.ops.demonstration.words import words
from states.actions.delegations import enter_note


def make_delegations(people: People) -> None:
    """One note verbale of each State that has a delegation; safe to repeat on the same day."""
    today = timezone.now().date()
    for state, number, days, language in [
        (people.arvandia, "31/2026", 40, "fr"),
        (people.belmoria, "NV/118", 26, "ar"),
    ]:
        upload = paper(words("note.title")[language], words("note.text")[language], language)
        enter_note(state, by=people.publisher, number=number, dated_on=today - timedelta(days=days), upload=upload)
