"""The shared kernel: an installed app without models."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What every part of the portal stands on."""

    name = "portal"

    def ready(self) -> None:
        """Register the portal's own system checks, and put each language's words together."""
        from django.conf import settings  # noqa: PLC0415

        from portal import checks  # noqa: F401, PLC0415
        from portal.catalogues import put_together  # noqa: PLC0415

        for language, _name in settings.LANGUAGES:
            put_together(language)
