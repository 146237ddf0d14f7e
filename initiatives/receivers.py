"""What initiatives do when something happens elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from initiatives.views import unfinished

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.users.models import User


@receiver(user_logged_in)
def take_up_what_was_typed(request: HttpRequest, user: User, **_details: Any) -> None:
    """Keep what was typed in a draft before the session ended."""
    unfinished.take_up(request, user)
