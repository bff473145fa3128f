from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "poa_portal.common"
    label = "common"

    def ready(self) -> None:
        from poa_portal.common import checks, checks_pdf  # noqa: F401  registering needs the app registry
