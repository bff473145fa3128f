"""The library hears of every recorded change and keeps the search entries of the changed record true."""

from typing import Any

from django.dispatch import receiver

from poa_portal.audit.signals import recorded
from poa_portal.library import search


@receiver(recorded)
def keep_entries_true(sender: type, subject: Any, **_: Any) -> None:
    search.reindex(subject)
