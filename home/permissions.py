"""What one may do on the side of the pages beyond Wagtail's own rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.users.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


def keeps_lists(user: User | AnonymousUser) -> bool:
    """Whether the person reads who comes to an event: those who write and cancel the events."""
    return user.is_authenticated and user.has_role(Role.EDITOR)
