from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "poa_portal.audit"
    label = "audit"
