from typing import Any

import pytest

from tests.contracts import world as worlds
from tests.contracts.people import People
from tests.contracts.table import PARTS


@pytest.fixture
def people(request: pytest.FixtureRequest) -> People:
    return People(request)


@pytest.fixture
def world(people: People, secretariat: Any, state: Any, organisation: Any, publisher: Any) -> worlds.World:
    return worlds.build(
        secretariat=secretariat, state=state, organisation=organisation, publisher=publisher, parts=PARTS
    )
