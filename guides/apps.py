"""App registration."""

from django.apps import AppConfig


class GuidesConfig(AppConfig):
    """Community guides, their courses, and the ambassadors they train."""

    name = "guides"
    verbose_name = "Fællesskabsguider"

    def ready(self) -> None:
        """Listen to what happens below, and open a guide's initiatives to the guide."""
        from guides import following, receivers  # noqa: F401, PLC0415
        from guides.emails import fill_in_late  # noqa: PLC0415
        from guides.permissions import widen_initiatives  # noqa: PLC0415

        fill_in_late()
        following.register()
        widen_initiatives()
