from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "poa_portal.api"
    label = "api"
