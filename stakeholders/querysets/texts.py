"""Who may read common texts, their supporters, and who asks to join them."""

from typing import Any, Self

from django.db import models
from django.db.models import Max, Q

from poa_portal.accounts.standing import standing_of
from stakeholders.enums import TextState


class CommonTextQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Texts open for support, or that were, are public; a draft is its coordinators'."""
        parties = standing_of(user).parties
        if not parties:
            return self.filter(~Q(state=TextState.DRAFT))
        own = self.model.coordinators.through.objects.filter(organisation__in=parties).values("commontext")
        return self.filter(~Q(state=TextState.DRAFT) | Q(pk__in=own))

    def public(self) -> Self:
        return self.filter(~Q(state=TextState.DRAFT))

    def coordinated_by(self, parties: Any) -> Self:
        """Texts that one of these organizations, by id, coordinates."""
        return self.filter(
            pk__in=self.model.coordinators.through.objects.filter(organisation__in=parties).values("commontext")
        )

    def with_rows(self) -> Self:
        """``newest`` and ``latest`` are the number and the day of the last published version."""
        published = Q(versions__published_at__isnull=False)
        numbers = {"newest": Max("versions__number", filter=published), "latest": Max("versions__published_at")}
        return self.annotate(**numbers).prefetch_related("coordinators")


class OfTextQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Published versions are as visible as their text; a version being written is its coordinators'."""
        public = ~Q(text__state=TextState.DRAFT) & Q(published_at__isnull=False)
        parties = standing_of(user).parties
        if not parties:
            return self.filter(public)
        texts = self.model._meta.get_field("text").related_model.objects.coordinated_by(parties)
        return self.filter(public | Q(text__in=texts.values("pk")))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class EndorsementQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """As visible as the text; support that was withdrawn stays, with its date."""
        return self.filter(~Q(version__text__state=TextState.DRAFT) | Q(owner__in=standing_of(user).parties))

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class JoinRequestQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The coordinators of the text."""
        return self.filter(text__coordinators__in=standing_of(user).parties).distinct()
