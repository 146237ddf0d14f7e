"""A large award takes two approvers: the first proposes, another one makes it so."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from initiatives.actions import awards, deciding, moves
from initiatives.enums import ApplicationMove
from initiatives.models import AwardProposal
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initiatives.models import Award
    from portal.users.models import User


@transaction.atomic
def give(
    application_id: int,
    *,
    amount: Decimal,
    version: int,
    by: User,
    reasons: str = "",
    criteria_ids: Sequence[int] = (),
    conditions: str = "",
) -> Award | AwardProposal:
    """Award an amount (DKK), or propose it where the round asks for two and this is the first.

    Another approver who gives the same amount while the case stands untouched makes the award. One
    who gives another amount proposes that instead.

    Raises: as `awards.award`. Effects: as `awards.award`, or audit `initiatives.award_proposed`
        and a new version of the case.
    """
    awards.lock_pool_of(application_id)
    application = moves.lock(application_id)
    act = _propose if deciding.needs_first(application, amount, by=by) else awards.award
    return act(
        application_id,
        amount=amount,
        version=version,
        by=by,
        reasons=reasons,
        criteria_ids=criteria_ids,
        conditions=conditions,
    )


def _propose(
    application_id: int,
    *,
    amount: Decimal,
    version: int,
    by: User,
    reasons: str,
    criteria_ids: Sequence[int],
    conditions: str,
) -> AwardProposal:
    pool = awards.lock_pool_of(application_id)
    application = deciding.lock_for(application_id, by=by, version=version)
    is_full = amount == application.amount_requested
    move = ApplicationMove.AWARD_IN_FULL if is_full else ApplicationMove.AWARD_IN_PART
    moves.require_move(application, move)
    deciding.require_amount(application, amount)
    deciding.require_room(pool, application, amount)
    named = deciding.named_criteria(application, criteria_ids, must_name_one=not is_full)
    reasons = reasons.strip() if is_full else moves.require_reasons(reasons)
    application.version += 1
    application.save(update_fields=["version"])
    proposal = AwardProposal.objects.create(
        application=application,
        application_version=application.version,
        amount=amount,
        reasons=reasons,
        conditions=conditions.strip(),
        criteria_ids=[criterion.pk for criterion in named],
        proposed_by=by,
    )
    audit.record(
        AuditAction.AWARD_PROPOSED, target=application, by=by, data={"amount": str(amount)}
    )
    return proposal
