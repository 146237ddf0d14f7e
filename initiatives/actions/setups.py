"""What a round's applications were sent under: kept once, and read ever after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from initiatives import queries
from initiatives.models import FundingRound, RoundSetup
from initiatives.models.setup import weighed_now

if TYPE_CHECKING:
    from initiatives.models import Application


def setup_for(application: Application, *, is_first: bool) -> RoundSetup:
    """Give the set-up a locked application is sent under: its own first one, else the present.

    A correction does not move an application to other criteria. Part of the caller's transaction.
    Args: is_first: that nothing of it was sent before.
    Effects: a new `RoundSetup` when the round is not as its newest one says.
    """
    own = None if is_first else RoundSetup.objects.of(application)
    return own or _present(application.funding_round)


def _present(funding_round: FundingRound) -> RoundSetup:
    content = content_of(funding_round)
    sha256 = queries.fingerprint(content)
    newest = _newest(funding_round)
    if newest is not None and newest.sha256 == sha256:
        return newest
    # Two who send at once make one set-up: the second reads what the first wrote.
    FundingRound.objects.select_for_update(no_key=True).get(pk=funding_round.pk)
    newest = _newest(funding_round)
    if newest is not None and newest.sha256 == sha256:
        return newest
    return RoundSetup.objects.create(
        funding_round=funding_round,
        number=newest.number + 1 if newest else 1,
        content=content,
        sha256=sha256,
    )


def _newest(funding_round: FundingRound) -> RoundSetup | None:
    return RoundSetup.objects.filter(funding_round=funding_round).order_by("-number").first()


def content_of(funding_round: FundingRound) -> dict[str, Any]:
    """All that an applicant was promised or asked by the round, as plain JSON. Money is in DKK."""
    return {
        "title": funding_round.title,
        "criteria": [row._asdict() for row in weighed_now(funding_round)],
        "questions": list(funding_round.extra_questions.get_prep_value()),
        "ceiling": str(funding_round.ceiling),
        "promised_days": funding_round.promised_days,
        "terms": {
            "report_due_days": funding_round.report_due_days,
            "extension_days": funding_round.extension_days,
            "short_report_up_to": str(funding_round.short_report_up_to),
            "payout_plan": funding_round.payout_plan,
            "decision_level": funding_round.decision_level,
            "legal_basis": funding_round.pool.legal_basis,
        },
    }
