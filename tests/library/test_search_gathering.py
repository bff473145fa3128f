"""Many changed records find their way into search together."""

from typing import Any

import pytest

from poa_portal.library import search
from poa_portal.library.models import SearchEntry
from tests import factories

pytestmark = pytest.mark.django_db


def entries_of(*records: Any) -> int:
    return SearchEntry.objects.filter(source="topic", object_id__in=[record.pk for record in records]).count()


def fail_after_reindexing(topic: Any) -> None:
    with search.gathering():
        search.reindex(topic)
        raise ValueError("broken")


def test_gathered_records_are_written_at_the_end_and_once() -> None:
    topics: list[Any] = factories.TopicFactory.create_batch(2)
    with search.gathering():
        for topic in [*topics, topics[0]]:
            search.reindex(topic)
        assert entries_of(*topics) == 0
    assert entries_of(*topics) == 12


def test_what_fails_while_gathering_writes_nothing_and_ends_it() -> None:
    topic: Any = factories.TopicFactory()
    with pytest.raises(ValueError, match="broken"):
        fail_after_reindexing(topic)
    assert entries_of(topic) == 0
    search.reindex(topic)
    assert entries_of(topic) == 6


def test_gathering_takes_as_many_queries_for_three_records_as_for_one(django_assert_num_queries: Any) -> None:
    batches: list[Any] = [[factories.TopicFactory()], factories.TopicFactory.create_batch(3)]
    for topics in batches:
        with django_assert_num_queries(5), search.gathering():  # read, delete and write, in a savepoint
            for topic in topics:
                search.reindex(topic)
