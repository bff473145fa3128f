"""Keeping uploads under random keys, and giving them to those who may read them."""

import logging
from secrets import token_hex
from typing import Any, TypeVar

from django.core.files.base import File as DjangoFile
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from poa_portal.common import uploads
from poa_portal.common.views import NotFound
from poa_portal.library.models import StoredFile

Stored = TypeVar("Stored", bound=StoredFile)
logger = logging.getLogger(__name__)

# A browser shows no PDF in a sandbox; its own viewer keeps a PDF away from this site.
_ALONE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_SANDBOXED = f"{_ALONE}; sandbox"


def store(model: type[Stored], upload: DjangoFile, **owner: Any) -> Stored:
    """Keep one upload as a row of ``model``, with the fields in ``owner`` that say whose it is.

    An upload that came through ``CheckedFileField`` is not checked again. Raises ``ValidationError`` otherwise.
    """
    accepted = getattr(upload, "accepted", None) or uploads.checked(upload)
    stored = model(
        name=accepted.name, media_type=accepted.media_type, size=accepted.size, sha256=accepted.sha256, **owner
    )
    upload.seek(0)
    stored.upload.save(token_hex(16), upload, save=False)
    stored.save()
    return stored


def serve(stored: StoredFile, request: HttpRequest) -> HttpResponseBase:
    """The bytes as a download, a PDF in the browser. Decide who may read it before you call this."""
    etag = quote_etag(stored.sha256)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    try:
        content = stored.upload.open("rb")
    except OSError as error:
        logger.exception("The bytes of %s %s are missing in storage", stored._meta.label_lower, stored.pk)
        raise NotFound(_("This file cannot be read at the moment. Tell the secretariat which one it is.")) from error
    inline = stored.media_type == uploads.PDF
    response = FileResponse(content, as_attachment=not inline, filename=stored.name, content_type=stored.media_type)
    response["Content-Length"] = str(stored.size)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"  # asked again each time, because it may be withdrawn
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _ALONE if inline else _SANDBOXED
    return response
