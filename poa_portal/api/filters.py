"""Order chosen by the reader, always ended by the primary key so that no row is met twice."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request


class StableOrderingFilter(OrderingFilter):
    """The order is carried out by the cursor pagination; this names the parameter in the schema."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        return queryset
