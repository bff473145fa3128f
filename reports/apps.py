from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from reports import care, duties, national_plugin, progress_plugin  # they read the models

        care.plug_in()
        duties.plug_in()
        national_plugin.plug_in()
        progress_plugin.plug_in()
