"""What the group tells when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from initiatives.actions import initiatives, moves
from initiatives.enums import AwardMove, Stage
from initiatives.models import Report, WillContinue
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User


@transaction.atomic
def submit(
    award_id: int,
    *,
    what_happened: str,
    participants: int,
    volunteers: int,
    volunteer_hours: int,
    reached_new_people: bool,
    continues: WillContinue,
    by: User,
) -> Report:
    """Send the report on an award («afrapportering»).

    Args: volunteer_hours: about how many in all.
    Raises: NotPermitted, TransitionNotAllowed, ReasonsMissing (no text).
    Effects: the initiative is completed; audit `initiatives.award_reported`.
    """
    award = moves.lock_award(award_id)
    moves.require_lead(award.application, by)
    moves.require_award_move(award, AwardMove.REPORT)
    report = Report.objects.create(
        award=award,
        what_happened=moves.require_text(what_happened, _("Skriv, hvad der skete")),
        participants=participants,
        volunteers=volunteers,
        volunteer_hours=volunteer_hours,
        reached_new_people=reached_new_people,
        continues=continues,
        submitted_by=by,
    )
    moves.make_award(award, AwardMove.REPORT, by=by, action=AuditAction.AWARD_REPORTED)
    initiatives.move_to(award.application.initiative, Stage.COMPLETED, by=by)
    return report
