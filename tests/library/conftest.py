"""What the tests of the library share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_of(client: Client) -> Callable[..., int]:
    """How many queries an address costs."""

    def count(address: str, by: Client = client) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert by.get(address).status_code == 200
        return len(captured)

    return count
