from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "poa_portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from poa_portal.accounts import checks, due  # noqa: F401  registering needs the app registry

        due.plug_in()
