"""What a pool and its shares have left now: the one account that screens and actions read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from initiatives.budget import Purse
from initiatives.models.award import Award
from initiatives.models.meeting import TrialAward
from initiatives.models.setup import PoolShare
from portal.money import ZERO, total

if TYPE_CHECKING:
    from initiatives.models.pool import GrantPool


class Purses(NamedTuple):
    """A pool's money: all of it, each neighbourhood's share by the neighbourhood's id, the rest.

    `rest` is what neighbourhoods without a share have together; None where there are no shares.
    """

    whole: Purse
    shares: dict[int | None, Purse]
    rest: Purse | None

    def of(self, neighbourhood_id: int | None) -> Purse:
        """The narrowest purse that pays for this neighbourhood."""
        return self.shares.get(neighbourhood_id) or self.rest or self.whole


def purses(pool: GrantPool, *, but: int | None = None) -> Purses:
    """What the pool and its shares have, hold and reserve now, from the entries; three queries.

    Args: but: an application whose own mark is left out, for the one who decides it.
    """
    place = "application__initiative__neighbourhood"
    held = Award.objects.committing().filter(pool=pool).order_by().values_list(place)
    marks = TrialAward.objects.reserving().filter(meeting__pool=pool).order_by()
    held_by = dict(held.annotate(sum=Sum(F("amount") - F("amount_returned"))))
    marked_by = dict(marks.exclude(application=but).values_list(place).annotate(sum=Sum("amount")))
    whole = Purse(str(pool), pool.budget, total(held_by.values()), total(marked_by.values()))
    shares: dict[int | None, Purse] = {}
    for row in PoolShare.objects.filter(pool=pool).select_related("neighbourhood"):
        own = row.neighbourhood_id
        held_here, marked_here = held_by.pop(own, ZERO), marked_by.pop(own, ZERO)
        shares[own] = Purse(str(row.neighbourhood), row.amount, held_here, marked_here)
    if not shares:
        return Purses(whole, {}, None)
    left = pool.budget - total(share.budget for share in shares.values())
    rest = Purse(_("Øvrige kvarterer"), left, total(held_by.values()), total(marked_by.values()))
    return Purses(whole, shares, rest)
