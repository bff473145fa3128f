"""Who works for a party: posts, invitations, hand-overs."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views import View
from django.views.generic import FormView, TemplateView

from poa_portal.accounts import actions, care, rules
from poa_portal.accounts.filters import PartyFilter
from poa_portal.accounts.forms import HandOverForm, InvitationForm, PostChangeForm
from poa_portal.accounts.models import Invitation, Party, Post
from poa_portal.accounts.standing import is_secretariat_officer
from poa_portal.common.enums import PartyKind
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused


class TeamMixin(LoginRequiredMixin):
    """Finds the party of the address; for people who may not see its team there is no such page."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def party(self) -> Party:
        party = get_object_or_404(Party, key=self.kwargs["key"])
        if not rules.can_see_team(self.request.user, party):
            raise Http404
        return party

    @property
    def team_url(self) -> str:
        return reverse("accounts:team", args=[self.party.key])

    def posts(self) -> QuerySet[Post]:
        found = Post.objects.visible_to(self.request.user).filter(party=self.party)
        return found.select_related("user", "party")


class TeamView(TeamMixin, PageMixin, FormView):
    """Posts held now and before, invitations without an answer, and the form that invites."""

    template_name = "accounts/team.html"
    form_class = InvitationForm

    def get_page_title(self) -> str:
        return _("Who works for %(party)s") % {"party": self.party}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        crumbs = [(_("Your work"), reverse("accounts:work_home"))]
        if self.request.user.standing.is_secretariat:
            crumbs.append((_("States and organizations"), reverse("accounts:party_list")))
        return crumbs

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "party": self.party, "by": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        current = list(self.posts().current())
        may_give = bool(rules.roles_to_give(user, self.party))
        invitations = Invitation.objects.visible_to(user).filter(party=self.party).unanswered()
        invitations = invitations.select_related("party", "invited_by")
        return super().get_context_data(
            party=self.party,
            current=[(post, self._steps(post)) for post in current],
            past=list(self.posts().past().order_by("-ends_on", "-pk")),
            invitations=[(row, rules.can_withdraw(user, row)) for row in invitations],
            days=settings.INVITATION_DAYS,
            may_invite=self._may_invite(),
            needs_note=may_give and rules.needs_ground(user, self.party),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self._may_invite():
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def _steps(self, post: Post) -> list[tuple[str, str]]:
        """What this reader may do with the post: the words and the address of each step."""
        user = self.request.user
        steps = [
            (pgettext("post", "Change"), "accounts:post_change", rules.can_change),
            (pgettext("button", "Hand over"), "accounts:post_hand_over", rules.can_hand_over),
            (pgettext("button", "End"), "accounts:post_end", rules.can_end),
        ]
        place = [self.party.key, post.pk]
        return [(words, reverse(name, args=place)) for words, name, may in steps if may(user, post)]

    def _may_invite(self) -> bool:
        """By the form of this page; the secretariat opens a delegation on a page that asks for the note verbale."""
        user = self.request.user
        return bool(rules.roles_to_give(user, self.party)) and not rules.needs_ground(user, self.party)

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        try:
            invitation = actions.invite(party=self.party, **form.cleaned_data, by=self.request.user)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})
        return redirect(self.team_url)

    def form_invalid(self, form: InvitationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def care_lines(held: Post) -> list[tuple[str, list[Any]]]:
    """What the holder looks after for the party, by kind in words."""
    return [(str(source.label), records) for source, records in care.in_care_of(held.user, held.party)]


class _PostStepView(TeamMixin, PageMixin):
    """A step about one post of the team: its page says what will happen, then it happens."""

    rule = staticmethod(rules.can_end)

    @cached_property
    def post_held(self) -> Post:
        held = get_object_or_404(self.posts(), pk=self.kwargs["pk"])
        if not self.rule(self.request.user, held):
            raise Http404
        return held

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your work"), reverse("accounts:work_home")), (str(self.party), self.team_url)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(party=self.party, held=self.post_held, back_url=self.team_url, **kwargs)

    def after(self) -> HttpResponse:
        """Back to the team, or to the work page for one who has just left it."""
        still_there = rules.can_see_team(self.request.user, self.party)
        return redirect(self.team_url if still_there else reverse("accounts:work_home"))


class PostChangeView(_PostStepView, FormView):
    """Another role for the same person, or a planned end."""

    template_name = "accounts/post_change.html"
    form_class = PostChangeForm
    page_title = gettext_lazy("Change a post")
    rule = staticmethod(rules.can_change)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "post": self.post_held, "by": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"role": self.post_held.role, "ends_on": self.post_held.ends_on}

    def form_valid(self, form: PostChangeForm) -> HttpResponse:
        try:
            actions.change_post(self.post_held, by=self.request.user, **form.cleaned_data)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The post has been changed."))
        return self.after()

    def form_invalid(self, form: PostChangeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class PostEndView(_PostStepView, TemplateView):
    template_name = "accounts/post_end.html"
    page_title = gettext_lazy("End a post")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stays without anybody who looks after it, where this is the last post of the person here."""
        held = self.post_held
        others = self.posts().current().filter(user=held.user_id).exclude(pk=held.pk)
        left = [] if others.exists() else care_lines(held)
        return super().get_context_data(left=left, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            actions.end_post(self.post_held, by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The post has ended."))
        return self.after()


class PostHandOverView(_PostStepView, FormView):
    template_name = "accounts/post_hand_over.html"
    form_class = HandOverForm
    page_title = gettext_lazy("Hand over a post")
    rule = staticmethod(rules.can_hand_over)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "post": self.post_held}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(moving=care_lines(self.post_held), **kwargs)

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        try:
            actions.hand_over(self.post_held, to=form.cleaned_data["to"], by=self.request.user)
        except TransitionRefused as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, _("The post has been handed over."))
        return self.after()

    def form_invalid(self, form: HandOverForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class InvitationWithdrawView(TeamMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        found = Invitation.objects.visible_to(request.user).filter(party=self.party).select_related("party")
        invitation = get_object_or_404(found, pk=kwargs["pk"])
        try:
            actions.withdraw_invitation(invitation, by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The invitation has been withdrawn; its link leads nowhere any more."))
        return redirect(self.team_url)


class PartyListView(LoginRequiredMixin, PageMixin, FilteredListView):
    """The secretariat finds the people of any State or organization."""

    model = Party
    filterset_class = PartyFilter
    template_name = "accounts/party_list.html"
    page_title = gettext_lazy("States and organizations")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not request.user.standing.is_secretariat:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your work"), reverse("accounts:work_home"))]

    def get_queryset(self) -> QuerySet[Party]:
        today = timezone.now().date()
        held = Q(posts__starts_on__lte=today) & (Q(posts__ends_on=None) | Q(posts__ends_on__gt=today))
        people = Count("posts__user", filter=held, distinct=True)
        parties = Party.objects.visible_to(self.request.user).annotate(people=people)
        self.queryset = parties.order_by("kind", "name", "pk")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each party, and whether this reader opens its delegation."""
        context = super().get_context_data(**kwargs)
        user = self.request.user
        context["rows"] = [
            (party, party.kind == PartyKind.STATE and is_secretariat_officer(user)) for party in context["page_obj"]
        ]
        context["is_officer"] = is_secretariat_officer(user)
        return context
