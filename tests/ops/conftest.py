"""The reference data, loaded once for all tests of a module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from poa_portal.ops import reference_data


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[reference_data.Loaded]:
    """What the first load did; the tests of the module see its records, and nobody after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield reference_data.load()
        transaction.set_rollback(True)
