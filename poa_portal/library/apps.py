from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "poa_portal.library"
    label = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        from poa_portal.library import (  # they read the models
            feeds,
            receivers,  # noqa: F401  listens to audit.signals.recorded
            search,
            sources,
        )

        search.register(sources.DOCUMENTS)
        search.register(sources.TOPICS)
        feeds.register(sources.DOCUMENT_FEED)
