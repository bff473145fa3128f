"""The page behind the link of an invitation."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from poa_portal.accounts import actions
from poa_portal.accounts.actions.invitations import owns_address
from poa_portal.accounts.middleware import POST_KEY
from poa_portal.accounts.models import Invitation, User
from poa_portal.common.views import NotFound
from poa_portal.common.workflow import TransitionRefused


@method_decorator(never_cache, name="dispatch")
class InvitationAcceptView(View):
    """Says who invites to what. Signed out: sign in, or make an account for the address; signed in: accept."""

    @cached_property
    def invitation(self) -> Invitation:
        found = Invitation.objects.filter(token=self.kwargs["token"]).select_related("party", "invited_by").first()
        if found is None:
            raise NotFound(_("There is no such invitation. Check that the link is complete, as it stands in the mail."))
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.invitation.accepted_by_id and self.invitation.accepted_by_id == request.user.pk:
            return redirect("accounts:work_home")
        return self._page() if self.invitation.is_open else self._closed()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self._to_account() if self.invitation.is_open else self._closed()
        try:
            post = actions.accept_invitation(self.invitation, by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(request.path)
        request.session[POST_KEY] = post.pk
        messages.success(request, _("You now work as: %(post)s.") % {"post": post})
        return redirect("accounts:work_home")

    def _to_account(self) -> HttpResponse:
        """Whoever follows the link has read the mail, so the new account needs no second confirmation."""
        get_adapter().stash_verified_email(self.request, self.invitation.email)
        back = urlencode({"next": self.request.path})
        return redirect(f"{reverse('account_signup')}?{back}")

    def _page(self) -> HttpResponse:
        user = self.request.user
        context = {
            "page_title": _("Invitation"),
            "invitation": self.invitation,
            "is_theirs": user.is_authenticated and owns_address(user, self.invitation.email),
            "has_account": User.objects.filter(email__iexact=self.invitation.email).exists(),
            "next": urlencode({"next": self.request.path}),
        }
        return render(self.request, "accounts/invitation_accept.html", context)

    def _closed(self) -> HttpResponse:
        context = {"page_title": _("This invitation is closed"), "invitation": self.invitation}
        return render(self.request, "accounts/invitation_closed.html", context, status=410)
