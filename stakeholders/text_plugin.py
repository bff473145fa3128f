"""What common texts offer to search, feeds and the work page."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poa_portal.accounts import panels
from poa_portal.accounts.models import Post
from poa_portal.accounts.standing import standing_of
from poa_portal.common import languages
from poa_portal.common.enums import Audience, PartyKind, Role
from poa_portal.library import feeds, search
from stakeholders.models import CommonText, TextVersion

SOURCE = "common-text"
FEED_LENGTH = 50


def plug_in() -> None:
    """Called once the app registry is ready."""
    label = gettext_lazy("Common texts")
    search.register(search.SearchSource(SOURCE, label, CommonText, records, describe))
    feeds.register(feeds.FeedSource("texts", label, entries))
    kinds = frozenset({PartyKind.ORGANISATION})
    panels.register(panels.Panel("common-texts", kinds, "stakeholders/text_panel.html", panel, position=40))


def records() -> QuerySet[CommonText]:
    """Public texts, with their words and their supporters."""
    return CommonText.objects.public().prefetch_related("topics", "coordinators", "versions__endorsements")


def describe(text: CommonText) -> search.Found:
    published = sorted((one for one in text.versions.all() if one.published_at), key=lambda one: one.number)
    newest = published[-1] if published else None
    supporters = {one.name for version in published for one in version.endorsements.all() if one.withdrawn_at is None}
    coordinators = list(text.coordinators.all())
    names = [organisation.name for organisation in coordinators]
    words = [text.introduction, newest.body if newest else "", *sorted(supporters), *names]
    return search.Found(
        title=text.title,
        url=f"/texts/{text.slug}/",
        date=newest.published_at.date() if newest and newest.published_at else text.created_at.date(),
        audience=Audience.PUBLIC,
        owner_id=text.owner_id,
        kind=_("Common text"),
        text=" ".join(words),
        languages=[newest.language if newest else text.language],
        topics=[topic.key for topic in text.topics.all()],
        parties=[organisation.key for organisation in coordinators],
        shown={"title_language": text.language, "party": languages.listed(names)},
    )


def entries(user: Any, language: str) -> list[feeds.FeedEntry]:
    """Published versions, the newest first, each under a name that never changes."""
    found = TextVersion.objects.visible_to(user).published().filter(text__in=CommonText.objects.public())
    newest = found.select_related("text").order_by("-published_at", "-pk")
    return [
        feeds.FeedEntry(
            id=f"text.{version.text.slug}.{version.number}",
            title=_("%(title)s, version %(number)d") % {"title": version.text.title, "number": version.number},
            url=version.text.get_absolute_url() if version.number == 1 else version.get_absolute_url(),
            updated=version.published_at or version.text.created_at,
            summary=version.note,
        )
        for version in newest[:FEED_LENGTH]
    ]


def panel(user: Any, post: Post) -> dict[str, Any] | None:
    """The texts that the organization coordinates, each with how many wishes to join wait."""
    if not standing_of(user).holds(Role.REPRESENTATIVE, party=post.party_id):
        return None
    waiting = Count("join_requests", filter=Q(join_requests__answered_at=None), distinct=True)
    own = CommonText.objects.coordinated_by([post.party_id]).annotate(waiting=waiting).order_by("-created_at", "-pk")
    rows = [
        {"title": text.title, "language": text.language, "slug": text.slug, "state": text.get_state_display(),
         "waiting": text.waiting}
        for text in own[:5]
    ]  # fmt: skip
    return {"rows": rows} if rows else None
