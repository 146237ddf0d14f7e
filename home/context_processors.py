"""What `portal.context_processors` asks this app for, by the names in the settings."""

from home.frame import menu, site_context

__all__ = ["menu", "site_context"]
