"""App registration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The `portal.audit` app."""

    name = "portal.audit"
    label = "audit"
    verbose_name = "Log"
