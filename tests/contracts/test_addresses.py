"""Contract 1: every named address by every role."""

from typing import Any

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.contracts.people import ROLES
from tests.contracts.table import ROWS
from tests.contracts.world import World


def named(patterns: Any, namespaces: tuple[str, ...] = ()) -> set[str]:
    names = set()
    for one in patterns:
        if isinstance(one, URLPattern):
            if one.name:
                names.add(":".join([*namespaces, one.name]))
        else:
            names |= named(one.url_patterns, (*namespaces, one.namespace) if one.namespace else namespaces)
    return names


def test_every_route_has_a_row() -> None:
    assert named(get_resolver().url_patterns) == {row.name for row in ROWS}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_address_answers_as_the_table_says(role: str, people: Any, client_of: Any, world: World) -> None:
    client = client_of(people[role])
    client.raise_request_exception = False
    wrong = []
    for row in ROWS:
        status = client.get(reverse(row.name, kwargs=row.kwargs(world))).status_code
        if status != row.expected[role]:
            wrong.append(f"{row}: {status}, not {row.expected[role]}")
        if people[role] is not None and "logout" in row.name:
            client.force_login(people[role])
    assert "\n".join(wrong) == ""
