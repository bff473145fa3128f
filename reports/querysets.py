"""Which reports, answers and jobs a person may read."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from poa_portal.accounts.querysets import audience_q, released_q
from poa_portal.accounts.standing import standing_of
from poa_portal.common.enums import Audience
from reports.enums import ProgressState, ReportState


class PublicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Survey editions and their questions are public."""
        return self.all()


class NationalReportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The delegation reads its own at any time; others what it published, for whom it published it, as it stands or as a notice."""
        seen = ~Q(state__in=ReportState.internal()) & audience_q(user) & released_q()
        standing = standing_of(user)
        if standing.is_secretariat:
            seen |= Q(state=ReportState.SUBMITTED) & ~Q(audience=Audience.PRIVATE)
        if standing.parties:
            seen |= Q(owner__in=standing.parties)
        return self.filter(seen)

    def published(self) -> Self:
        return self.filter(released_q(), state=ReportState.PUBLISHED)

    def with_rows(self) -> Self:
        return self.select_related("owner", "edition")


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """As the report, and where the answer has an audience of its own the stricter of the two."""
        reports = self.model._meta.get_field("report").related_model.objects.visible_to(user)
        own = Q(audience="") | self._reached(user)
        if parties := standing_of(user).parties:
            own |= Q(report__owner__in=parties)
        return self.filter(own, report__in=reports, report__state__in=self._readable(user)) | self.filter(
            report__owner__in=standing_of(user).parties
        )

    @staticmethod
    def _reached(user: Any) -> Q:
        standing = standing_of(user)
        reach = [Audience.PUBLIC]
        if standing.kinds:
            reach.append(Audience.STAKEHOLDERS)
        if standing.is_delegation or standing.is_secretariat:
            reach.append(Audience.STATES)
        if standing.is_secretariat:
            reach.append(Audience.OWNER)
        return Q(audience__in=reach)

    @staticmethod
    def _readable(user: Any) -> list[str]:
        """The answers of a withdrawn report are not read any more; its notice is. A superseded one stays readable."""
        return [ReportState.SUBMITTED, ReportState.PUBLISHED, ReportState.SUPERSEDED]


class ProgressReportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Drafts are the secretariat's; what was once circulated the delegations' too; adopted and published texts everybody's."""
        standing = standing_of(user)
        if standing.is_secretariat:
            return self.all()
        seen = Q(state__in=[ProgressState.ADOPTED, ProgressState.PUBLISHED])
        if standing.is_delegation:
            # While the next revision is drafted, the circulated one stays readable.
            circulated = self.model._base_manager.filter(revisions__circulated_at__isnull=False)
            seen |= Q(pk__in=circulated.values("pk"))
        return self.filter(seen)

    def published(self) -> Self:
        return self.filter(state__in=[ProgressState.ADOPTED, ProgressState.PUBLISHED])


class OfProgressReportQuerySet(models.QuerySet):
    """Revisions, sections, paragraphs and texts are as visible as their report; drafts of a revision are the secretariat's."""

    path = "report"

    def visible_to(self, user: Any) -> Self:
        if standing_of(user).is_secretariat:
            return self.all()
        model: Any = self.model
        for step in self.path.split("__"):
            model = model._meta.get_field(step).related_model
        return self.filter(**{f"{self.path}__in": model.objects.visible_to(user)})


class RevisionQuerySet(OfProgressReportQuerySet):
    def visible_to(self, user: Any) -> Self:
        seen = super().visible_to(user)
        return seen if standing_of(user).is_secretariat else seen.filter(circulated_at__isnull=False)


class ParagraphTextQuerySet(OfProgressReportQuerySet):
    path = "revision__report"

    def visible_to(self, user: Any) -> Self:
        seen = super().visible_to(user)
        return seen if standing_of(user).is_secretariat else seen.filter(revision__circulated_at__isnull=False)


class RenderJobQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Jobs are the secretariat's tools; what they make is published as a document."""
        return self.all() if standing_of(user).is_secretariat else self.none()
