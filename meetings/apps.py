from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from meetings import (  # they read the models
            care,
            duties,
            feeds,
            inputs_plugin,
            joint_duties,
            panels,
            related,
            search,
        )
        from meetings.actions import moving

        for part in (care, duties, search, feeds, panels, related, inputs_plugin, joint_duties, moving):
            part.plug_in()
