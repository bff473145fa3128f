"""Files that an author adds to a record being written, and takes off again. The room locks the record and asks its rule."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from poa_portal.audit import actions as audit
from poa_portal.library import files

FILES_AT_MOST: Final = 10


def attach(locked: Any, upload: File, *, by: Any) -> Any:
    """Keep ``upload`` among ``locked.files``, recorded; the same bytes are kept once. Raises ``ValidationError``."""
    if locked.files.count() >= FILES_AT_MOST:
        raise ValidationError(_("At most %(number)d files can be attached.") % {"number": FILES_AT_MOST})
    accepted = getattr(upload, "accepted", None)
    if accepted and (same := locked.files.filter(sha256=accepted.sha256).first()):
        return same
    stored = files.store(locked.files.model, upload, **{locked.files.field.name: locked})
    audit.record(locked, "attach", by=by, name=stored.name, sha256=stored.sha256)
    return stored


def remove(locked: Any, sha256: str, *, by: Any) -> None:
    """Take these bytes off ``locked.files``, recorded; what is not there any more is no fault."""
    for stored in locked.files.filter(sha256=sha256):
        transaction.on_commit(lambda upload=stored.upload: upload.storage.delete(upload.name))
        stored.delete()
        audit.record(locked, "remove_file", by=by, name=stored.name, sha256=sha256)
