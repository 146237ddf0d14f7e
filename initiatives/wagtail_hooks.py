"""Registration of the back office's tables."""

from __future__ import annotations

from wagtail import hooks

from initiatives.viewsets import MoneyViewSetGroup


@hooks.register("register_admin_viewset")
def register_money() -> MoneyViewSetGroup:
    """Show pools and rounds to those who may edit them."""
    return MoneyViewSetGroup()
