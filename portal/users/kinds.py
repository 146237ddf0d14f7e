"""What a gate asks of a person but who they are, so that its statement is made once for many."""

from __future__ import annotations

from typing import NamedTuple, Self

from portal.prepared import slot
from portal.users.models import User, duty_names


class Kind(NamedTuple):
    """People whom a gate tells apart by their key alone: the same roles and duties now."""

    is_active: bool
    roles: frozenset[str]
    duties: frozenset[str]
    """Those they may have, as far as it was read with them."""

    @classmethod
    def of(cls, user: User) -> Self:
        """The kind of this person, as they are now."""
        duties = frozenset(name for name in duty_names() if user.may_have_duty(name))
        return cls(user.is_active, user.roles, duties)

    def somebody(self, place: int = 0) -> User:
        """Anybody of this kind, for a statement that is told their key in this `slot`.

        Nothing else is known of them: a gate that looked at their address, or took a duty they
        may have for granted, would ask the database for it, and `kept_for_a_day` refuses that.
        """
        person = User.from_db("default", ["id", "is_active"], [slot(place), self.is_active])
        # A cached property looks here first.
        person.__dict__["roles"] = self.roles
        for name in duty_names():
            setattr(person, f"duty_{name}", name in self.duties)
        return person
