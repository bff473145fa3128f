"""Which meetings, calls and inputs a person may read."""

from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils import timezone

from meetings.enums import CallState, InputState, MeetingState, Respondents
from poa_portal.accounts.querysets import audience_q
from poa_portal.accounts.standing import standing_of
from poa_portal.common.languages import CODES, column
from poa_portal.library.models import Document


class PublicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Bodies, cycles and kinds are public."""
        return self.all()


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """What has been announced is public, cancelled meetings too; drafts are the secretariat's."""
        if standing_of(user).is_secretariat:
            return self.all()
        return self.filter(~Q(state=MeetingState.DRAFT))

    def forthcoming(self) -> Self:
        """Meetings that have not ended, the next one first."""
        return self.filter(ends_on__gte=timezone.now().date()).order_by("starts_on", "pk")

    def past(self) -> Self:
        return self.filter(ends_on__lt=timezone.now().date()).order_by("-starts_on", "-pk")

    def with_rows(self) -> Self:
        """All that a meeting row shows."""
        calls = Prefetch("calls", self.model.calls.rel.related_model.objects.filter(state=CallState.OPEN), "open_calls")
        return self.select_related("body", "kind", "cycle").prefetch_related(calls)


class OfMeetingQuerySet(models.QuerySet):
    """Sittings and agenda items are as visible as their meeting."""

    def visible_to(self, user: Any) -> Self:
        if standing_of(user).is_secretariat:
            return self.all()
        return self.filter(~Q(meeting__state=MeetingState.DRAFT))


class MeetingDocumentQuerySet(OfMeetingQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The place of a document in a meeting is seen by who sees both."""
        return super().visible_to(user).filter(document__in=Document.objects.visible_to(user))


class CallQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        if standing_of(user).is_secretariat:
            return self.all()
        return self.filter(~Q(state=CallState.DRAFT))

    def open_now(self) -> Self:
        now = timezone.now()
        return self.filter(state=CallState.OPEN, opens_at__lte=now, deadline__gte=now).order_by("deadline")

    def over(self) -> Self:
        """Calls whose deadline has passed or that were closed, the latest first."""
        ended = Q(state=CallState.CLOSED) | Q(state=CallState.OPEN, deadline__lt=timezone.now())
        return self.filter(ended).order_by("-deadline")

    def open_to_all_states(self) -> Self:
        """Calls that every State may answer: States are asked, and no regional group is named."""
        return self.filter(open_to=None).exclude(respondents=Respondents.ORGANISATIONS)

    def with_groups(self) -> Self:
        """With ``group_names``: the regional groups whose States may answer, in the language of the page."""
        groups = self.model._meta.get_field("open_to").related_model.objects.filter(calls=OuterRef("pk"))
        name = Coalesce(NullIf(F(column("name")), Value("")), F("name_en"), output_field=models.TextField())
        named = groups.order_by("position", "key").annotate(shown=name)
        return self.annotate(group_names=ArraySubquery(named.values("shown")))

    def open_to_group(self, key: str) -> Self:
        """Calls that the States of this regional group may answer."""
        asked = Q(open_to=None) | Q(open_to__key=key)
        return self.filter(asked).exclude(respondents=Respondents.ORGANISATIONS).distinct()


class OfCallQuerySet(models.QuerySet):
    """Questions, extensions and recorded counts are as visible as their call."""

    def visible_to(self, user: Any) -> Self:
        return self.all() if standing_of(user).is_secretariat else self.filter(~Q(call__state=CallState.DRAFT))


class WrittenInputQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The public reads what is published; authors read their own at any time; the secretariat what was submitted.

        The other parties of a joint input read it from the moment they are asked; its drafts stay with the author.
        """
        standing = standing_of(user)
        seen = Q(state__in=InputState.public()) & audience_q(user)
        if standing.parties:
            seen |= _from(standing.parties)
            places = self._places().filter(party__in=standing.parties)
            asked = Q(state__in=InputState.with_named_parties(), pk__in=places.values("written_input"))
            given_up = places.filter(confirmed_at__isnull=False)
            seen |= asked | Q(state=InputState.WITHDRAWN, pk__in=given_up.values("written_input"))
        if standing.is_secretariat:
            seen |= ~Q(state=InputState.DRAFT) & Q(submitted_at__isnull=False)
        return self.filter(seen)

    def published(self) -> Self:
        return self.filter(state__in=InputState.public())

    def with_rows(self) -> Self:
        return self.select_related("owner", "call", "call__meeting").with_named()

    def with_named(self) -> Self:
        """``named``: the other parties of a joint input in their order, with their names in the six languages."""
        names = {column("name", code): F(column("party__name", code)) for code in CODES}
        place = JSONObject(key="party__key", kind="party__kind", capacity="capacity", **names)
        places = self._places().filter(written_input=OuterRef("pk")).order_by("position", "pk").values(place=place)
        return self.annotate(named=ArraySubquery(places))

    def of_parties(self, parties: Any) -> Self:
        """Inputs that one of these parties, by id, sends or is named on."""
        named = self._places().filter(party__in=parties).values("written_input")
        return self.filter(_from(parties) | Q(pk__in=named))

    def with_line(self) -> Self:
        """``line``: the key of the line of the tally in which the owner counts, by the rules of the call or as is
        usual; None for States."""
        category = "owner__as_organisation__category"
        rules = self.model.call.field.related_model.tally_rules.rel.related_model.objects.order_by()
        own = rules.filter(call=OuterRef("call"), category=OuterRef(category)).values("group__key")[:1]
        return self.annotate(line=Coalesce(Subquery(own), F(f"{category}__tally_group__key")))

    def _places(self) -> models.QuerySet:
        return self.model.parties.rel.related_model.objects.order_by()


def _from(parties: Any) -> Q:
    """Inputs of these parties, and of organizations whose entry was merged into one of them."""
    return Q(owner__in=parties) | Q(owner__as_organisation__merged_into__in=parties)


class OfInputQuerySet(models.QuerySet):
    """Answers, files and considerations are as visible as their input."""

    path = "written_input"

    def visible_to(self, user: Any) -> Self:
        inputs = self.model._meta.get_field("written_input").related_model.objects.visible_to(user)
        return self.filter(written_input__in=inputs)
