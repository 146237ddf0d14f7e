"""Registration of the back office's tables."""

from __future__ import annotations

from wagtail import hooks

from guides.viewsets import GuidesViewSetGroup


@hooks.register("register_admin_viewset")
def register_guides() -> GuidesViewSetGroup:
    """Show organisations, guides and courses to those who may edit them."""
    return GuidesViewSetGroup()
