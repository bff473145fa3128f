from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from meetings import feeds, inputs_plugin, panels, related, search  # they read the models

        for part in (search, feeds, panels, related, inputs_plugin):
            part.plug_in()
