"""App registration."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """The `portal.users` app."""

    name = "portal.users"
    label = "users"
    verbose_name = "Brugere"
