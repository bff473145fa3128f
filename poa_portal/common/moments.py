"""Local times that clock changes make doubtful."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from poa_portal.common import times
from poa_portal.common.forms import in_zone


def moment_in(local: datetime, zone: str) -> datetime:
    """The moment meant by a local time. Raises ``ValidationError`` for an hour that the clocks leave out."""
    moment = in_zone(local, zone)
    assert moment is not None
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        values = {"time": f"{local:%H:%M}", "city": times.city_of(zone)}
        raise ValidationError(
            _("%(time)s does not exist in %(city)s on that day, because the clocks go forward. Choose another time.")
            % values,
            code="skipped_hour",
        )
    return moment


def local_of(moment: datetime, zone: str) -> datetime:
    """The reverse: what the field of a form shows."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
