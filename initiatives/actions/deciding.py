"""What every decision on the merits asks for: the person, the money, the reasons, and a second."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import budget, permissions
from initiatives.actions import moves
from initiatives.enums import NextStep
from initiatives.errors import (
    AmountNotAllowed,
    BudgetExceeded,
    ConflictOfInterest,
    NextStepMissing,
    ReasonsMissing,
    SecondApproverNeeded,
)
from initiatives.models import AwardProposal, FundingRound, GrantPool, PoolShare
from initiatives.models.purses import purses
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import ZERO, is_whole_cents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initiatives.models import Application, Criterion
    from portal.users.models import User


@dataclass(frozen=True)
class Onward:
    """Where a refusal that says «not now» sends the group: which way, which round, which day."""

    step: NextStep
    round_id: int | None = None
    on: datetime.date | None = None


def lock_for(application_id: int, *, by: User, version: int) -> Application:
    """Lock the application for an approver who may decide; see `moves` for what each refuses.

    Effects: audit `initiatives.separation_overridden`, where the setting lets one person do both.
    """
    application = moves.lock(application_id)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=standing.approves)
    moves.require_impartiality(standing)
    if not standing.is_separate_from_assessing:
        raise ConflictOfInterest(
            _("Du har vurderet sagen og kan derfor ikke afgøre den. En kollega må gøre det.")
        )
    moves.require_version(application, version)
    if standing.has_assessed:
        audit.record(AuditAction.SEPARATION_OVERRIDDEN, target=application, by=by)
    return application


def require_amount(application: Application, amount: Decimal) -> None:
    """Refuse what is not an amount between nothing and what was asked. Raises: AmountNotAllowed."""
    if not ZERO < amount <= application.amount_requested or not is_whole_cents(amount):
        raise AmountNotAllowed(_("Bevilg et beløb over 0 kr. og højst det, der er søgt om."))


def require_room(pool: GrantPool, application: Application, amount: Decimal) -> None:
    """Refuse an award (DKK) that the locked pool has no money for. Raises: BudgetExceeded.

    What an open meeting has marked for other cases is not there to be given, nor is what is set
    aside for other neighbourhoods.
    """
    money = purses(pool, but=application.pk)
    whole = money.whole
    if not budget.fits(amount, budget=whole.budget, committed=whole.committed):
        raise BudgetExceeded(_("Der er ikke penge nok tilbage i puljen."))
    if amount > whole.remaining:
        raise BudgetExceeded(
            _("Resten af puljen er reserveret på et åbent beslutningsmøde. Se mødet først.")
        )
    if amount > money.of(application.initiative.neighbourhood_id).remaining:
        raise BudgetExceeded(_("Der er ikke penge nok tilbage i kvarterets del af puljen."))


def hold(pool: GrantPool, application: Application, amount: Decimal) -> None:
    """Hold an amount (DKK) of the locked pool, and of the neighbourhood's share where there is one.

    The database's constraints are the second guard, should the lock ever be forgotten.
    """
    GrantPool.objects.filter(pk=pool.pk).update(amount_committed=F("amount_committed") + amount)
    shares = PoolShare.objects.filter(
        pool=pool, neighbourhood=application.initiative.neighbourhood_id
    )
    shares.update(amount_committed=F("amount_committed") + amount)


def release(pool_id: int, application: Application, amount: Decimal) -> None:
    """Give an amount (DKK) that was held back to the locked pool and the neighbourhood's share.

    A share that was set up after the award never held it, and gives nothing back.
    """
    GrantPool.objects.filter(pk=pool_id).update(amount_committed=F("amount_committed") - amount)
    shares = PoolShare.objects.filter(
        pool=pool_id, neighbourhood=application.initiative.neighbourhood_id
    )
    shares.update(amount_committed=Greatest(ZERO, F("amount_committed") - amount))


def named_criteria(
    application: Application, criteria_ids: Sequence[int], *, must_name_one: bool = True
) -> list[Criterion]:
    """The round's criteria that were weighed. Raises: ReasonsMissing, when one must be named."""
    of_round = application.funding_round.criteria.all()
    chosen = [criterion for criterion in of_round if criterion.pk in criteria_ids]
    if must_name_one and of_round and not chosen:
        raise ReasonsMissing(_("Vælg mindst ét kriterium, som afgørelsen bygger på."))
    return chosen


def needs_first(application: Application, amount: Decimal, *, by: User) -> bool:
    """Tell whether this person's yes to the amount (DKK) would be the first of the two needed."""
    limit = application.funding_round.second_approver_above
    return limit is not None and amount > limit and _first_approver(application, amount, by) is None


def require_second(application: Application, amount: Decimal, *, by: User) -> User | None:
    """The one who proposed the amount (DKK) before, where the round asks for two; else None.

    Raises: SecondApproverNeeded, when nobody else has proposed it and the case stands as it did.
    """
    limit = application.funding_round.second_approver_above
    if limit is None or amount <= limit:
        return None
    first = _first_approver(application, amount, by)
    if first is None:
        raise SecondApproverNeeded(_("Beløbet kræver to godkendere. En kollega må også sige ja."))
    return first


def onward_fields(onward: Onward | None, application: Application) -> dict[str, Any]:
    """The fields of a decision that show the way on. Raises: NextStepMissing."""
    if onward is None:
        return {}
    fields: dict[str, Any] = {"next_step": onward.step}
    if onward.step == NextStep.OTHER_ROUND:
        chosen = onward.round_id or 0
        found = FundingRound.objects.filter(pk=chosen).first()
        if found is None or found.pk == application.funding_round_id:
            raise NextStepMissing(_("Vælg den anden runde, gruppen kan søge i."))
        fields["next_round"] = found
    if onward.step == NextStep.LATER:
        if onward.on is None or onward.on <= timezone.localdate():
            raise NextStepMissing(_("Skriv en dag efter i dag, hvor gruppen kan søge igen."))
        fields["next_on"] = onward.on
    return fields


def _first_approver(application: Application, amount: Decimal, by: User) -> User | None:
    """Somebody else who proposed the same, if the case has not been touched since."""
    rows = AwardProposal.objects.standing().filter(application=application, amount=amount)
    found = rows.exclude(proposed_by=by).select_related("proposed_by").first()
    return found.proposed_by if found else None
