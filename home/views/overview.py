"""«Mit overblik»: the one screen that joins initiatives, applications, guides and training."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home import overview as parts
from portal.users.models import User


@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Show the signed-in person what is theirs and what waits for them."""
    user = cast("User", request.user)
    return render(request, "home/overview.html", parts.gather(user))
