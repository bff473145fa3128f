"""What a person says about herself or himself."""

from django.db import transaction

from poa_portal.accounts.models import User
from poa_portal.audit.actions import record


@transaction.atomic
def change_settings(user: User, *, name: str, language: str, time_zone: str, by: User) -> User:
    """Name, language of mail and time zone; recorded only where something changed."""
    wanted = {"name": name, "language": language, "time_zone": time_zone}
    changed = [field for field, value in wanted.items() if getattr(user, field) != value]
    if changed:
        for field in changed:
            setattr(user, field, wanted[field])
        user.save(update_fields=changed)
        record(user, "change_settings", by=by, fields=changed)
    return user
