from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "poa_portal.ops"
    label = "ops"
