"""App registration."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The neighbourhood pages, and the screens that join all four parts."""

    name = "home"
    verbose_name = "Kvarterer der engagerer"
