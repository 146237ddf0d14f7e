"""The one way in: who signed in, with their roles and duties in the same query."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from portal.users.models import User

if TYPE_CHECKING:
    import datetime

    from django.contrib.auth.models import AnonymousUser

_SOMEBODY = -1
"""Stands for the person's key where the query is made."""


@lru_cache(maxsize=2)
def _query(day: datetime.date) -> tuple[str, tuple[Any, ...]]:
    """The query of a person with roles and duties, which are those of a day, as SQL.

    It is the same for everybody, and making it from its parts took as long as asking it.
    """
    del day  # the duties ask the clock themselves; each day has a query of its own
    sql, values = User.objects.with_duties().filter(pk=_SOMEBODY).query.sql_with_params()
    return sql, tuple(values)


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Fetch the person of a session; there are no passwords to try.

    Every signed-in page shows a menu of the person's own work. So what they are comes along with
    the person, and no page pays a query of its own for it.
    """

    def get_user(self, user_id: Any) -> User | AnonymousUser | None:
        """The person of the session while they are active, else None."""
        sql, values = _query(timezone.localdate())
        known = [user_id if value == _SOMEBODY else value for value in values]
        user = next(iter(User.objects.raw(sql, known)), None)
        return user if user is not None and self.user_can_authenticate(user) else None
