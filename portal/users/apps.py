"""App registration."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """The `portal.users` app."""

    name = "portal.users"
    label = "users"
    verbose_name = "Brugere"

    def ready(self) -> None:
        """Connect what notes the moment of each log-in."""
        # Django's own place for it: the models are not loaded before.
        from portal.users import reauthentication  # noqa: F401, PLC0415
