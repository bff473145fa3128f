"""The base of every resource: public, read-only, in the asked language, in a stable order."""

from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from poa_portal.common.languages import CODES, column, current, known_language

LANGUAGE_PARAMETER = OpenApiParameter(
    "lang",
    OpenApiTypes.STR,
    description="Language of names and titles; the Accept-Language header decides where it is missing.",
    enum=[*CODES, "zh"],
)


@extend_schema(parameters=[LANGUAGE_PARAMETER])
class PublicViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Lists and single records of what everybody may read.

    ``ordering`` is the usual order, ``ordering_fields`` what ``?ordering=`` may name; a translated field in them is
    read in the asked language. Every order ends with the primary key.
    """

    ordering: ClassVar[tuple[str, ...]]
    ordering_fields: ClassVar[list[str]] = []
    translated_ordering: ClassVar[frozenset[str]] = frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        asked = request.query_params.get("lang")
        if asked is not None:
            code = known_language(asked)
            if code is None:
                message = _("There is no language “%(asked)s” here; choose one of %(languages)s.")
                raise ValidationError({"lang": [message % {"asked": asked[:20], "languages": ", ".join(CODES)}]})
            translation.activate(code)
            request._request.LANGUAGE_CODE = code  # type: ignore[attr-defined]
        super().initial(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        return self.visible()

    def visible(self) -> QuerySet:
        """What a signed-out reader may read; the API has no other readers."""
        return self.queryset.visible_to(AnonymousUser())  # type: ignore[union-attr]

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "language": current()}

    def chosen_ordering(self, request: Request) -> tuple[str, ...]:
        asked = [name.strip() for name in request.query_params.get("ordering", "").split(",") if name.strip()]
        unknown = [name for name in asked if name.lstrip("-") not in self.ordering_fields]
        if unknown:
            message = _("This list cannot be ordered by “%(name)s”; choose from %(fields)s.")
            values = {"name": unknown[0][:40], "fields": ", ".join(self.ordering_fields)}
            raise ValidationError({"ordering": [message % values]})
        names = asked or list(self.ordering)
        ordered = [self._in_language(name) for name in names]
        return (*ordered, "-pk" if names[0].startswith("-") else "pk")

    def _in_language(self, name: str) -> str:
        plain = name.lstrip("-")
        return f"{name[: len(name) - len(plain)]}{column(plain)}" if plain in self.translated_ordering else name
