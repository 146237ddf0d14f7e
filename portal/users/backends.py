"""The one way in: who signed in, with their roles and duties in the same query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend

from portal.prepared import PreparedRows, kept_for_a_day, slot
from portal.users.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@kept_for_a_day
def _person() -> PreparedRows:
    """A person with roles and duties, which are those of a day; the same query for everybody."""
    return PreparedRows(User.objects.with_duties().filter(pk=slot(0)))


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Fetch the person of a session; there are no passwords to try.

    Every signed-in page shows a menu of the person's own work. So what they are comes along with
    the person, and no page pays a query of its own for it.
    """

    def get_user(self, user_id: Any) -> User | AnonymousUser | None:
        """The person of the session while they are active, else None."""
        user: User | None = next(iter(_person().read(numbers=[user_id])), None)
        return user if user is not None and self.user_can_authenticate(user) else None
