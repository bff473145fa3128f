"""The facts of one point of contact, as its page lists them."""

from typing import Any

from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from poa_portal.common import times
from states.contact_rows import ContactRow
from states.models import Contact

Facts = list[tuple[str, Any]]


def facts(contact: Contact, row: ContactRow, *, with_note: bool) -> Facts:
    """Label and value in the order in which a caller needs them; what is empty is left out."""
    found: Facts = [
        (_("State"), format_html("<bdi>{}</bdi>", contact.owner.name)),
        (_("Category"), f"{row.category} · {contact.get_rank_display()}"),
        (
            _("Mailbox of the office"),
            contact.mailbox and format_html('<a href="mailto:{0}"><bdi>{0}</bdi></a>', contact.mailbox),
        ),
        (_("Telephone"), contact.telephone and _telephone(contact, row)),
        (_("Other channel"), contact.other_channel and format_html("<bdi>{}</bdi>", contact.other_channel)),
        (_("Hours"), row.hours),
        (_("Hours where you are"), row.hours_here),
        (_("Languages"), row.languages),
        (_("Fingerprint of the key"), row.fingerprint and _key(row)),
        (_("Function"), contact.role_title and format_html("<bdi>{}</bdi>", contact.role_title)),
        (_("Name of a person"), contact.person and format_html("<bdi>{}</bdi>", contact.person)),
        (_("Notes"), contact.notes and mark_safe(linebreaks(contact.notes, autoescape=True))),
        (_("Last confirmed"), row.confirmed),
        (_("Valid from"), times.format_date(contact.valid_from)),
    ]
    if with_note and contact.nominated_by is not None:
        note = contact.nominated_by
        found.append(
            (_("Note verbale"), format_html("<bdi>{}</bdi> · {}", note.number, times.format_date(note.dated_on)))
        )
    return [(label, value) for label, value in found if value]


def zone_note(user: Any) -> str:
    """In whose time hours are shown beside the contact's own."""
    zone = getattr(user, "time_zone", "")
    if zone:
        return _("Hours are those of the office; beside them stands your time (%(city)s).") % {
            "city": times.city_of(zone)
        }
    return _("Hours are those of the office; beside them stands UTC, because your settings name no time zone.")


def _telephone(contact: Contact, row: ContactRow) -> str:
    return format_html('<a href="tel:{}"><bdi>{}</bdi></a>', row.dialled, contact.telephone)


def _key(row: ContactRow) -> str:
    return format_html('<code class="digest"><bdi>{}</bdi></code> {}', row.fingerprint, row.key_note)
