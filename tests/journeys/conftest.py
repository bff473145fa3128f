"""One portal for all journeys, one Chromium, and a window for each person who walks."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.house import House
from tests.journeys.walker import Walker

HERE = Path(__file__).parent
MISSING = (
    "The journeys need Chromium: sudo apt-get install chromium (or set CHROMIUM to its path). "
    "PORTAL_WITHOUT_BROWSER=1 leaves them out."
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser the journeys are left out when asked for."""
    here = [item for item in items if item.path.is_relative_to(HERE)]
    for item in here:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    if os.environ.get("PORTAL_WITHOUT_BROWSER") == "1":
        left_out = [item for item in here if item.get_closest_marker("browser")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    house = House(tmp_path_factory.mktemp("house"), int(worker))
    try:
        house.start()
        yield house
    finally:
        house.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Ends with the last journey: its event loop would disturb the tests of the database that come after."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.fail(MISSING)
    arguments = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def walk(house: House, browser: Browser, language: str) -> Iterator[Callable[..., Walker]]:
    """Makes a window for a person, signed in by name or signed out; at the end nobody may have met a fault."""
    walkers: list[Walker] = []

    def make(person: str = "", **options: Any) -> Walker:
        walker = Walker(house, browser, language, **options)
        walkers.append(walker)
        if person:
            walker.sign_in(person)
        return walker

    yield make
    for walker in walkers:
        walker.close()
    faults = [fault for walker in walkers for fault in walker.faults] + house.complaints()
    assert not faults, "\n".join(faults)
