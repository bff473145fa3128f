"""The page behind the link in a mail of a ping round. It asks for no sign-in, is kept nowhere and tells no other site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from poa_portal.common.pages import PageMixin
from poa_portal.common.views import NotFound
from poa_portal.common.workflow import TransitionRefused
from states import rules
from states.actions import ping_answers
from states.enums import PingState
from states.models import Ping


# Who holds the link may answer, whoever is signed in: there is nothing for a forged request to gain. And browsers send
# no origin with a form of a page that has ``no-referrer``, so the usual check would refuse every answer.
@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class PingAnswerView(PageMixin, TemplateView):
    """GET says what it is; POST records the time, once. Programs that open links in mail do not answer by that."""

    template_name = "states/ping_answer.html"
    page_title = gettext_lazy("Communication check")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = request.user if request.user.is_authenticated else None
        self.ping = Ping.objects.with_rows().filter(token=kwargs["token"]).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.ping is None:
            raise NotFound(_("This link is not complete or not right. Check that you copied all of it from the mail."))
        response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not rules.can_answer_ping(self.person, self.ping):
            ping_answers.note_foreign_attempt(self.ping, by=self.person)
            return self.render_to_response(self.get_context_data(), status=403)
        try:
            ping_answers.answer_ping(self.ping, by=self.person)
        except TransitionRefused:  # the page says why
            return self.render_to_response(self.get_context_data(), status=422)
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ping_round = self.ping.round
        taken = ping_round.state in (PingState.RUNNING, PingState.CLOSED)
        return super().get_context_data(
            ping=self.ping,
            ping_round=ping_round,
            is_foreign=not rules.can_answer_ping(self.person, self.ping),
            is_cancelled=not taken,
            is_over=ping_round.state == PingState.CLOSED or timezone.now() >= ping_round.ends_at,
            **kwargs,
        )
