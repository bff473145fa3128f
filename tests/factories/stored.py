"""Files with real bytes behind them."""

from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory


def stored_bytes(model: type) -> type:
    class StoredFileFactory(DjangoModelFactory):
        name = "paper.pdf"
        media_type = "application/pdf"

        @classmethod
        def _create(cls, model_class: type, *args: Any, content: bytes = b"%PDF-1.7 test", **kwargs: Any) -> Any:
            stored = model_class(size=len(content), sha256=sha256(content).hexdigest(), **kwargs)
            stored.upload.save(stored.name, ContentFile(content), save=False)
            stored.save()
            return stored

    return StoredFileFactory
