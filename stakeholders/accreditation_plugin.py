"""What accreditation offers to search and feeds: rounds are found, steps are news. Objections are neither."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poa_portal.common.enums import Audience
from poa_portal.common.languages import CODES, column
from poa_portal.library import feeds, search
from stakeholders.enums import RoundState
from stakeholders.models import AccreditationRequest, AccreditationRound, AccreditationStep

SOURCE = "accreditation-round"


def plug_in() -> None:
    """Called once the app registry is ready."""
    label = gettext_lazy("Accreditation")
    search.register(search.SearchSource(SOURCE, label, AccreditationRound, records, describe))
    feeds.register(feeds.FeedSource("accreditation", label, entries))


def records() -> QuerySet[AccreditationRound]:
    return AccreditationRound.objects.exclude(state=RoundState.DRAFT)


def describe(the_round: AccreditationRound) -> search.Found:
    names = [getattr(the_round, column(field, code)) for field in ("title", "rule") for code in CODES]
    return search.Found(
        title=the_round.title,
        url=f"/accreditation/{the_round.slug}/",
        date=the_round.opens_at.date(),
        audience=Audience.PUBLIC,
        kind=_("Round of accreditation"),
        text=" ".join([the_round.rule_source, *filter(None, names)]),
        shown={"state_word": the_round.get_state_display()},
    )


def entries(user: Any, language: str) -> list[feeds.FeedEntry]:
    """The newest steps of requests, each under a name that never changes."""
    readable = AccreditationRequest.objects.visible_to(user).filter(submitted_at__isnull=False)
    steps = AccreditationStep.objects.filter(request__in=readable).select_related("request__round")
    return [
        feeds.FeedEntry(
            id=f"accreditation:{step.request.reference}:{step.pk}",
            title=f"{step.request.applied_as}: {step.get_state_display()}",
            url=step.request.get_absolute_url(),
            updated=step.at,
            summary=f"{step.request.reference} · {step.request.round.title}",
        )
        for step in steps.order_by("-at", "-pk")[: feeds.LIMIT]
    ]
