"""Which documents, topics and search entries a person may read."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from poa_portal.accounts.querysets import audience_q, released_q
from poa_portal.accounts.standing import standing_of
from poa_portal.library.enums import PublicationState


class TopicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Topics are public."""
        return self.all()


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Published, released and of the reader's audience, withdrawn ones as their notice; the secretariat sees its drafts."""
        out = ~Q(state=PublicationState.DRAFT) & released_q() & audience_q(user)
        if standing_of(user).is_secretariat:
            out |= Q(owner=None) | Q(owner__in=standing_of(user).parties)
        return self.filter(out)

    def published(self) -> Self:
        return self.filter(released_q(), state=PublicationState.PUBLISHED)

    def with_rows(self) -> Self:
        """All that a document row shows, in four queries whatever the number of documents."""
        return self.select_related("kind").prefetch_related("symbols", "versions__files")


class OfDocumentQuerySet(models.QuerySet):
    """Symbols, versions and files are as visible as their document."""

    path = "document"

    def visible_to(self, user: Any) -> Self:
        documents = self._documents().visible_to(user)
        return self.filter(**{f"{self.path}__in": documents})

    @staticmethod
    def _documents() -> DocumentQuerySet:
        from poa_portal.library.models import Document  # the model is built with this queryset

        return Document.objects.all()


class FileQuerySet(OfDocumentQuerySet):
    path = "version__document"

    def readable(self) -> Self:
        """Without the files of withdrawn documents, which nobody reads any more."""
        return self.exclude(version__document__state=PublicationState.WITHDRAWN)


class SearchEntryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The audience and release time of an entry are those of its record, copied at every change."""
        return self.filter(released_q() & audience_q(user))


class GlossaryTermQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The glossary is public."""
        return self.all()
