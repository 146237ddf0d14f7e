"""App registration."""

from django.apps import AppConfig


class KeptConfig(AppConfig):
    """The `portal.kept` app."""

    name = "portal.kept"
    label = "kept"
    verbose_name = "Gemte sider"
