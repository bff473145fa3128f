"""The page that explains the API to people, made from the schema that programs read."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from poa_portal.common.languages import current, known_language


class RootView(APIView):
    """All resources with their addresses; the roof gives the ``resources``."""

    schema = None
    resources: ClassVar[list[str]] = []

    def get(self, request: Request) -> Response:
        root = {name: request.build_absolute_uri(reverse(f"api:{name}-list")) for name in self.resources}
        root["schema"] = request.build_absolute_uri(reverse("api:schema"))
        root["docs"] = request.build_absolute_uri(reverse("api:docs"))
        return Response(root)


class NoSuchResource(APIView):
    """Everything else under ``/api/``: a problem document, not a page."""

    schema = None

    def get(self, request: Request, rest: str = "") -> Response:
        raise NotFound(_("There is no such resource."))


def docs(request: HttpRequest) -> HttpResponse:
    """The page speaks the language of ``?lang=``, as every address of the API does."""
    with translation.override(known_language(request.GET.get("lang")) or current()):
        return _docs(request)


def _docs(request: HttpRequest) -> HttpResponse:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    context = {
        "page_title": _("The API"),
        "page_description": _("How to read the portal’s public records with a program."),
        "resources": [_resource(path, item["get"]) for path, item in schema["paths"].items()],
        "breadcrumbs": [],
    }
    return render(request, "api/docs.html", context)


def _resource(path: str, operation: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {"name": one["name"], "in": one["in"], "description": one.get("description", "")}
        for one in operation.get("parameters", [])
    ]
    return {"path": path, "description": operation.get("description", ""), "parameters": parameters}
