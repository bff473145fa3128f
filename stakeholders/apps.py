from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StakeholdersConfig(AppConfig):
    name = "stakeholders"
    verbose_name = _("Stakeholders")

    def ready(self) -> None:
        from poa_portal.audit import readers
        from stakeholders import (
            accreditation_plugin,
            care,
            duties,
            panels,
            repository_plugin,
            rules,
            search,
            text_plugin,
        )

        search.plug_in()
        text_plugin.plug_in()
        repository_plugin.plug_in()
        accreditation_plugin.plug_in()
        duties.plug_in()
        panels.plug_in()
        care.plug_in()
        readers.restrict("stakeholders.objection", rules.is_chairs_office, ever_public=True)
        for label in ("stakeholders.enquiry", "stakeholders.enquirythread"):
            readers.restrict(label, lambda user: False)
