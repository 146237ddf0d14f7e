"""What somebody sent after their session had ended, kept a short while for the same account.

The page carries a signed mark of whose it was. Nobody else who signs in there gets the words.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.contrib import messages
from django.core import signing
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from portal.users.models import User

KEPT_SECONDS = 2 * 60 * 60
_LONGEST = 5000
_WAITING = "sent_while_signed_out"
_SALT = "initiatives.held"


def mark_of(user: User) -> str:
    """What the page carries to say whose it is."""
    return signing.dumps(user.pk, salt=_SALT)


def hold(request: HttpRequest, place: str, names: Iterable[str]) -> None:
    """Keep these fields of a posting by nobody, if its page was somebody's. `place`: which page."""
    try:
        writer = signing.loads(request.POST.get("writer", ""), salt=_SALT)
    except signing.BadSignature:
        return
    if not ratelimit.consume(request, action="hold_typed", key=str(writer)):
        return
    request.session[_WAITING] = {
        "writer": writer,
        "place": place,
        "posted": {
            name: [text[:_LONGEST] for text in request.POST.getlist(name)[:20]] for name in names
        },
        "at": time.time(),
    }
    messages.info(request, _("Du er blevet logget af. Log på igen, så er det, du skrev, her."))


def held(request: HttpRequest, place: str, user: User) -> dict[str, list[str]]:
    """What waits for this person on this page; nothing for anybody else."""
    kept = request.session.get(_WAITING)
    if kept is None or kept["writer"] != user.pk or kept["place"] != place:
        return {}
    if time.time() - kept["at"] > KEPT_SECONDS:
        return {}
    posted: dict[str, list[str]] = kept["posted"]
    return posted


def forget(request: HttpRequest) -> None:
    """Let go of what is sent now."""
    request.session.pop(_WAITING, None)
