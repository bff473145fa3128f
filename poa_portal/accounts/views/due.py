"""What is due for the party worked for, on one page, and as a calendar."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from poa_portal.accounts.due import calendar_of
from poa_portal.accounts.duties import duties_of
from poa_portal.accounts.models import Post
from poa_portal.accounts.panels import panels_for
from poa_portal.common.enums import PartyKind
from poa_portal.common.pages import PageMixin

TITLES = {
    PartyKind.STATE: gettext_lazy("My delegation"),
    PartyKind.ORGANISATION: gettext_lazy("My organization"),
    PartyKind.SECRETARIAT: gettext_lazy("What is due"),
}


class DueListView(LoginRequiredMixin, PageMixin, TemplateView):
    """Everything due for the party of the post worked in, the next deadline first; for a State also who works for it."""

    template_name = "accounts/due_list.html"

    def get_page_title(self) -> str:
        return title_of(self.request.post)  # type: ignore[attr-defined]

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your work"), reverse("accounts:work_home"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post: Post | None = self.request.post  # type: ignore[attr-defined]
        user = self.request.user
        duties = duties_of(user, post.party) if post else []
        return super().get_context_data(
            post=post,
            dated=[duty for duty in duties if duty.until],
            undated=[duty for duty in duties if not duty.until],
            people=list(people_of(post)) if post and post.party.kind == PartyKind.STATE else [],
            panels=panels_for(user, post, place="due") if post else [],
            **kwargs,
        )


def people_of(post: Post) -> Any:
    """The posts held today in the same party, by the name of the holder."""
    return Post.objects.current().filter(party=post.party_id).select_related("user", "party").order_by("user__name")


def title_of(post: Post | None) -> str:
    return str(TITLES[PartyKind(post.party.kind)] if post else TITLES[PartyKind.SECRETARIAT])


@require_safe
@login_required
def due_calendar(request: HttpRequest) -> HttpResponse:
    """The deadlines of the party worked for as a file; a calendar program takes it up once, it is no subscription."""
    post: Post | None = request.post  # type: ignore[attr-defined]
    if post is None:
        raise Http404
    content = calendar_of(f"{post.party} · {title_of(post)}", duties_of(request.user, post.party))
    disposition = {"Content-Disposition": f'attachment; filename="{post.party.key}.ics"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=disposition)
