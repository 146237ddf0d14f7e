"""What a page of the form was made for, and of: whose it is, and each answer as it stood then.

It travels in one hidden field, signed. Nobody but the person whose page it is ever gets it, so a
posting that carries it came from our own page, also when the log-in has changed since.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing

from initiatives import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from initiatives.models import Application
    from portal.users.models import User

_SALT = "initiatives.snapshot"
_OLDEST_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Snapshot:
    """The state of one page. `page` tells two tabs apart; `stamps` is by answer's name."""

    user_id: int
    application_id: int
    page: str
    stamps: dict[str, str]
    is_fresh: bool = True

    @classmethod
    def of(cls, user: User, application: Application, names: Iterable[str]) -> Snapshot:
        """Take the state of these answers now."""
        stamps = {name: queries.stamp(queries.stored_answer(application, name)) for name in names}
        return cls(user.pk, application.pk, secrets.token_hex(4), stamps)

    def sign(self) -> str:
        """Write it for a hidden field."""
        value = [self.user_id, self.application_id, self.page, self.stamps]
        return signing.dumps(value, salt=_SALT)

    @classmethod
    def read(cls, text: str | None) -> Snapshot | None:
        """Read what a page posted; None when it is not ours. After a day it is not fresh."""
        try:
            user_id, application_id, page, stamps = signing.loads(text or "", salt=_SALT)
            signing.loads(text or "", salt=_SALT, max_age=_OLDEST_SECONDS)
        except signing.SignatureExpired:
            return cls(user_id, application_id, page, stamps, is_fresh=False)
        except signing.BadSignature:
            return None
        return cls(user_id, application_id, page, stamps)
