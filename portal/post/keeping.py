"""How long the log of mails remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.post.enums import MailKind
from portal.post.models import ROW_KEPT, TEXT_KEPT, Delivery

if TYPE_CHECKING:
    from datetime import datetime


def tidy(now: datetime) -> None:
    """Forget what nobody needs any more; done twice, it changes nothing.

    Effects: 30 days after a mail is done with, what its template was given is gone; so is the row
    of a code to sign in with, since anybody's address can be typed there. After 13 months, counted
    as 396 days, every row is gone.
    """
    done = Delivery.objects.done_with(now - TEXT_KEPT)
    done.filter(kind=MailKind.SIGN_IN).delete()
    done.exclude(context={}).update(context={})
    Delivery.objects.done_with(now - ROW_KEPT).delete()
