"""A delegation answers the survey together, clears its report and decides who reads it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House
from tests.journeys.walker import PATIENCE, Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

YEARS = {"en": "2021", "ar": "2022"}
FIRST, SECOND = "charter-text", "where-to-find-text"


@pytest.fixture
def neighbour(walk: Callable[..., Walker], house: House) -> Walker:
    """A delegate of another State; the demonstration has her, without a button of her own."""
    house.query("UPDATE accounts_user SET is_invented = true WHERE email = 'lena.marsh@belmoria.example'")
    return walk("Lena Marsh")


def test_national_report_from_first_draft_to_everybody(walk: Callable[..., Walker], neighbour: Walker) -> None:
    drafter, coordinator, reader = walk("Tomas Okello"), walk("Mara Lindqvist"), walk()
    reference = _start(drafter)
    _two_people_meet(drafter, coordinator, reference)
    drafter.go(f"reports/national/{reference}/")
    drafter.follow("Send to national review")
    drafter.press("Send to national review")
    drafter.sees(drafter.words("National review"))
    assert reader.go(f"reports/national/{reference}/").status == 404
    assert neighbour.go(f"reports/national/{reference}/").status == 404

    coordinator.go(f"reports/national/{reference}/")
    coordinator.follow("Clear the report")
    coordinator.press("Clear the report")
    _publish_for_delegations(coordinator, reference)
    assert reader.go(f"reports/national/{reference}/?delegations").status == 404
    assert reference not in reader.fetch(f"/{reader.language}/feeds/national-reports.atom").decode()
    neighbour.go(f"reports/national/{reference}/")
    neighbour.sees("The Charter applies in its entirety.")

    _open_to_everybody(coordinator, reference)
    reader.go(f"reports/national/{reference}/?everybody")
    reader.sees("The Charter applies in its entirety.")
    reader.go("states/xa/?everybody")
    assert reader.main.locator(f'a[href*="{reference}"]').count() == 1
    assert reference in reader.fetch(f"/{reader.language}/feeds/national-reports.atom").decode()
    assert reader.fetch(f"/api/v1/national-reports/{reference}/")


def _start(drafter: Walker) -> str:
    year = YEARS[drafter.language]
    drafter.go("work/reports/new/")
    drafter.fill({"period_from": f"{year}-12-31", "period_to": f"{year}-01-01"})
    drafter.press("Start drafting")
    drafter.arrive("with errors")
    drafter.sees(drafter.words("The period ends before it begins. Check both days."))
    drafter.fill({"period_from": f"{year}-01-01", "period_to": f"{year}-12-31"})
    drafter.choose("language", "en")
    drafter.press("Start drafting")
    reference = drafter.path.split("/")[2]
    drafter.sees(drafter.words("%(reference)s is open for drafting.", reference=reference))
    return reference


def _two_people_meet(drafter: Walker, coordinator: Walker, reference: str) -> None:
    """What is typed saves itself; where two people wrote the same answer, the later one sees both and decides."""
    drafter.go(f"work/reports/{reference}/edit/")
    coordinator.go(f"work/reports/{reference}/edit/")
    drafter.field(FIRST).press_sequentially("The Charter applies.")
    status = drafter.page.locator("[data-autosave-status]")
    saved = re.escape(drafter.words("Saved %(time)s", time="TIME")).replace("TIME", r"\d\d:\d\d")
    expect(status).to_have_text(re.compile(saved), timeout=PATIENCE)

    coordinator.field(FIRST).fill("The Charter applies in its entirety.")
    coordinator.field(SECOND).fill("On the site of the ministry.")
    coordinator.field(SECOND).blur()
    expect(coordinator.page.locator("[data-autosave-status]")).to_contain_text("Tomas Okello", timeout=PATIENCE)
    coordinator.press("Save", "button")
    coordinator.arrive("two answers met")
    coordinator.sees(coordinator.words("Two answers met"), "The Charter applies.")
    expect(coordinator.field(FIRST)).to_have_value("The Charter applies in its entirety.")
    coordinator.main.locator('[name$="-keep"][value="mine"], [name$="-keep"]').first.check()
    coordinator.press("Save", "button")
    coordinator.misses(coordinator.words("Two answers met"))
    coordinator.go(f"reports/national/{reference}/")
    coordinator.sees("The Charter applies in its entirety.", "On the site of the ministry.")


def _publish_for_delegations(coordinator: Walker, reference: str) -> None:
    coordinator.go(f"reports/national/{reference}/")
    coordinator.follow("Choose readers and publish")
    coordinator.press("See what becomes visible to whom")
    coordinator.arrive("with errors")
    coordinator.check("audience", "states")
    coordinator.press("See what becomes visible to whom")
    coordinator.sees(coordinator.words("Every reader of the report can read all its answers."))
    coordinator.press(coordinator.words("Publish for: %(audience)s", audience=coordinator.words("All delegations")))
    assert coordinator.main.locator(".receipt-number").count() == 2


def _open_to_everybody(coordinator: Walker, reference: str) -> None:
    coordinator.go(f"reports/national/{reference}/")
    coordinator.follow("Change who may read it")
    coordinator.check("audience", "public")
    coordinator.press("See what becomes visible to whom")
    coordinator.sees(
        coordinator.words("More people will be able to read the report. What has been read cannot be taken back.")
    )
    everybody = coordinator.words("Everybody", "audience")
    coordinator.press(coordinator.words("Open the report to: %(audience)s", audience=everybody))
    assert coordinator.main.locator(".receipt-number").count() == 3
