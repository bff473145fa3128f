"""Contract 2: for every reader, the queryset, the page, the API, search and the feeds say the same."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from poa_portal.library.models import SearchEntry
from tests.contracts.people import ROLES
from tests.contracts.world import World

# record of the world: (source in search, API resource and key, feed, unique word)
RECORDS: dict[str, tuple[str, str, str]] = {
    "document": ("document", "/api/v1/documents/{0.reference}/", "documents"),
    "draft_document": ("document", "/api/v1/documents/{0.reference}/", "documents"),
    "later_document": ("document", "/api/v1/documents/{0.reference}/", "documents"),
    "meeting": ("meeting", "/api/v1/meetings/{0.slug}/", "meetings"),
    "draft_meeting": ("meeting", "/api/v1/meetings/{0.slug}/", "meetings"),
    "organisation": ("organisation", "/api/v1/organisations/{0.key}/", ""),
    "draft_organisation": ("organisation", "/api/v1/organisations/{0.key}/", ""),
    "stakeholder_contact": ("contact", "/api/v1/stakeholder-contacts/{0.reference}/", ""),
    "draft_stakeholder_contact": ("contact", "/api/v1/stakeholder-contacts/{0.reference}/", ""),
    "call": ("call", "/api/v1/calls/{0.slug}/", ""),
    "draft_call": ("call", "/api/v1/calls/{0.slug}/", ""),
    "input": ("input", "/api/v1/inputs/{0.reference}/", "inputs"),
    "submitted_input": ("input", "/api/v1/inputs/{0.reference}/", "inputs"),
    "draft_input": ("input", "/api/v1/inputs/{0.reference}/", "inputs"),
    "text_open": ("common-text", "/api/v1/common-texts/{0.slug}/", "texts"),
    "draft_text_open": ("common-text", "/api/v1/common-texts/{0.slug}/", "texts"),
    "joint_input": ("input", "/api/v1/inputs/{0.reference}/", "inputs"),
    "draft_joint_input": ("input", "/api/v1/inputs/{0.reference}/", "inputs"),
    "report": ("national-report", "/api/v1/national-reports/{0.reference}/", "national-reports"),
    "states_report": ("national-report", "/api/v1/national-reports/{0.reference}/", "national-reports"),
    "draft_report": ("national-report", "/api/v1/national-reports/{0.reference}/", "national-reports"),
    "progress": ("progress-report", "/api/v1/progress-reports/{0.slug}/", "progress-reports"),
    "draft_progress": ("progress-report", "/api/v1/progress-reports/{0.slug}/", "progress-reports"),
    "accreditation_round": ("accreditation-round", "/api/v1/accreditation-rounds/{0.slug}/", ""),
    "draft_accreditation_round": ("accreditation-round", "/api/v1/accreditation-rounds/{0.slug}/", ""),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(RECORDS))
def test_record_is_as_visible_everywhere(name: str, people: Any, client_of: Any, world: World) -> None:
    record = world.records[name]
    source, resource, feed = RECORDS[name]
    for role in ROLES:
        user = people[role] or AnonymousUser()
        client = client_of(people[role])
        visible = type(record).objects.visible_to(user).filter(pk=record.pk).exists()
        page = client.get(record.get_absolute_url()).status_code == 200
        assert (role, page) == (role, visible)
        entries = SearchEntry.objects.visible_to(user).filter(source=source, object_id=record.pk, language="en")
        # Search offers what is published; drafts are found on the work pages.
        assert not entries.exists() or visible, role
    public = type(record).objects.visible_to(AnonymousUser()).filter(pk=record.pk).exists()
    anonymous = client_of(None)
    assert (anonymous.get(resource.format(record)).status_code == 200) is public
    found = SearchEntry.objects.visible_to(AnonymousUser()).filter(source=source, object_id=record.pk, language="en")
    assert found.exists() is public
    if feed:
        address = reverse("library:feed", kwargs={"name": feed})
        assert (record.get_absolute_url() in anonymous.get(address).content.decode()) is public
