"""App registration."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The `portal.files` app."""

    name = "portal.files"
    label = "files"
    verbose_name = "Filer"
