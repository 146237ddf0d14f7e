"""App registration."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """The `portal.areas` app."""

    name = "portal.areas"
    label = "areas"
    verbose_name = "Områder"
