"""The sitemap: every public record in six languages, each naming the other five. Rooms are in it through search."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.http import urlencode

from poa_portal.common import languages
from poa_portal.library.models import SearchEntry

PER_FILE = 1000
UNKNOWN_DATE = date(1, 1, 1)  # of records that have none, such as topics
# Pages that are nobody's record. A room that does not stand yet is simply not named.
PAGES = (
    "home",
    "library:entry_list",
    "library:norm_list",
    "library:topic_list",
    "meetings:meeting_list",
    "meetings:programme",
    "meetings:input_list",
    "states:state_list",
    "stakeholders:organisation_list",
    "reports:report_list",
    "pages:how_it_works",
    "pages:accessibility",
    "pages:privacy",
    "pages:about",
)


@dataclass(frozen=True)
class Place:
    """One page in all languages: (language, absolute address) of each."""

    addresses: list[tuple[str, str]]
    changed: str = ""


def files() -> list[str]:
    """The absolute addresses of the parts, where one file is too small."""
    count = _records().count()
    parts = max(1, -(-count // PER_FILE))
    return [f"{settings.BASE_URL}{reverse('sitemap')}?{urlencode({'page': number + 1})}" for number in range(parts)]


def places(page: int) -> list[Place] | None:
    """The places of one part; ``None`` where there is no such part."""
    paginator = Paginator(_records(), PER_FILE)
    if not 1 <= page <= paginator.num_pages:
        return None
    found = [_record(url, day) for url, day in paginator.page(page).object_list.values_list("url", "date")]
    return [*_pages(), *found] if page == 1 else found


def _records():  # type: ignore[no-untyped-def]  # a queryset of one language's entries: each record once
    entries = SearchEntry.objects.visible_to(AnonymousUser()).filter(language=settings.LANGUAGE_CODE)
    return entries.order_by("source", "object_id")


def _record(url: str, day: date) -> Place:
    base = settings.BASE_URL
    addresses = [(code, f"{base}/{code}/{url.lstrip('/')}") for code in languages.CODES]
    return Place(addresses, "" if day == UNKNOWN_DATE else day.isoformat())


def _pages() -> list[Place]:
    found = []
    for name in PAGES:
        addresses = []
        for code in languages.CODES:
            with translation.override(code):
                try:
                    addresses.append((code, settings.BASE_URL + reverse(name)))
                except NoReverseMatch:
                    break
        if addresses:
            found.append(Place(addresses))
    return found
