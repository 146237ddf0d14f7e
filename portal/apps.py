"""The shared kernel: an installed app without models."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What every part of the portal stands on."""

    name = "portal"

    def ready(self) -> None:
        """Register the portal's own system checks."""
        from portal import checks  # noqa: F401, PLC0415
