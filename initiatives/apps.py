"""App registration."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives, the pool and the applications."""

    name = "initiatives"
    verbose_name = "Initiativer"
