"""What is taken back of a grant, written down with its reasons and told in a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from initiatives.actions import letters
from initiatives.models import Revocation

if TYPE_CHECKING:
    from decimal import Decimal

    from initiatives.models import Award
    from portal.users.models import User


def write(
    award: Award, *, before: Decimal, after: Decimal, reasons: str, by: User | None
) -> Revocation:
    """Write down why a locked award holds less than before, and have the letter of it sent.

    Part of the caller's transaction, before the move itself is logged.

    Args: before, after: what it held and holds, in DKK. by: None for the clock.
    """
    row = Revocation.objects.create(
        award=award,
        amount_before=before,
        amount_after=after,
        reasons=reasons,
        revoked_by=by,
    )
    letters.defer(row)
    return row
