from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatesConfig(AppConfig):
    name = "states"
    verbose_name = _("States")

    def ready(self) -> None:
        from poa_portal.accounts import delivery
        from poa_portal.audit import readers
        from poa_portal.library import context, search
        from states import (  # they read the models
            delegations_plugin,
            duties,
            message_duties,
            message_panel,
            panels,
            ping_duties,
            rules,
            sources,
        )
        from states.actions import ping_answers

        delivery.follow(ping_answers.note_deliveries)
        ping_duties.plug_in()
        search.register(sources.STATES)
        context.register_party_order("as_state__place")
        readers.restrict("states.contact", rules.can_manage_directory)
        readers.restrict("states.pinground", rules.can_manage_directory, owned_too=False)
        readers.restrict("states.ping", lambda user: False)
        readers.restrict("states.message", lambda user: False)
        delegations_plugin.plug_in()
        message_panel.plug_in()
        message_duties.plug_in()
        panels.plug_in()
        duties.plug_in()
