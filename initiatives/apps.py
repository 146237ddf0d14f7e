"""App registration."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives, the pool and the applications."""

    name = "initiatives"
    verbose_name = "Initiativer"

    def ready(self) -> None:
        """Listen to what happens elsewhere."""
        from initiatives import emails_to_followers, receivers  # noqa: F401, PLC0415
        from initiatives.emails import fill_in_late  # noqa: PLC0415
        from initiatives.permissions.duties import name_duties  # noqa: PLC0415

        fill_in_late()
        emails_to_followers.fill_in_late()
        name_duties()
