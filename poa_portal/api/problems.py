"""Errors as problem documents (RFC 9457), in the language that was asked for."""

from http import HTTPStatus
from typing import Any

from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an API error into ``{type, title, status, detail}``; ``errors`` names the parameters at fault."""
    response = exception_handler(error, context)
    if response is None:
        return None
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
        "detail": _detail(error, response),
    }
    if isinstance(error, ValidationError) and isinstance(response.data, dict):
        problem["errors"] = response.data
    response.data = problem
    response.content_type = "application/problem+json"
    request = context.get("request")
    if request is not None:
        # The problem is JSON even where CSV was asked for, and where nothing was negotiated yet.
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), "application/json"
    return response


def _detail(error: Exception, response: Response) -> str:
    if isinstance(error, ValidationError):
        data = response.data
        messages = (
            [f"{name}: {' '.join(map(str, texts))}" for name, texts in data.items()] if isinstance(data, dict) else data
        )
        return " ".join(map(str, messages))
    if isinstance(error, APIException):
        return str(error.detail)
    return str(response.data.get("detail", ""))
