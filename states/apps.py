from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatesConfig(AppConfig):
    name = "states"
    verbose_name = _("States")

    def ready(self) -> None:
        from poa_portal.library import context, search
        from states import sources  # it reads the models

        search.register(sources.STATES)
        context.register_party_order("as_state__place")
