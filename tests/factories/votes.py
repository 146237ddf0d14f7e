"""Local votes for tests, put straight into a status."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from initiatives.actions import counting, votes
from initiatives.enums import ApplicationStatus, CandidateStatus, VoteStatus
from initiatives.models import Ballot, LocalVote, PoolShare, VoteCandidate
from portal.areas.models import Neighbourhood
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.initiatives import (
    FundingRoundFactory,
    GrantPoolFactory,
    application,
    led_by,
)
from tests.factories.users import UserFactory, staff

ADULT = datetime.date(1980, 5, 4)


def share(place: Neighbourhood | None = None, amount: str = "10000.00") -> PoolShare:
    """An amount of a pool set aside for one neighbourhood."""
    return PoolShare.objects.create(
        pool=GrantPoolFactory.create(),
        neighbourhood=place or NeighbourhoodFactory.create(),
        amount=Decimal(amount),
    )


def vote(of: PoolShare | None = None, *, costs: tuple[int, ...] = (), **fields: Any) -> LocalVote:
    """A vote, by default prepared with its first day today; `costs`: candidates that said yes."""
    of = of or share()
    day = timezone.localdate()
    usual: dict[str, Any] = {
        "title": "Hvad skal pengene bruges til?",
        "amount": of.amount,
        "opens_on": day,
        "closes_on": day + datetime.timedelta(days=14),
        "made_by": UserFactory.create(),
    }
    made = LocalVote.objects.create(share=of, **usual | fields)
    for number, cost in enumerate(costs, start=1):
        candidate(made, cost=cost, position=number)
    return made


def candidate(
    of: LocalVote,
    *,
    cost: int = 4000,
    by: User | None = None,
    status: CandidateStatus = CandidateStatus.ACCEPTED,
    **fields: Any,
) -> VoteCandidate:
    """An application on the ballot, whose «tovholder» is `by`."""
    lead = by or UserFactory.create()
    initiative = led_by(lead, neighbourhood=of.neighbourhood)
    about = application(
        by=lead,
        status=ApplicationStatus.UNDER_REVIEW,
        funding_round=FundingRoundFactory.create(pool=of.share.pool),
        initiative=initiative,
        amount=Decimal(cost),
    )
    return VoteCandidate.objects.create(
        vote=of,
        application=about,
        title=initiative.title,
        cost=Decimal(cost),
        status=status,
        pitch="Vi bygger højbede, og alle kan være med.",
        invited_by=UserFactory.create(),
        answered_by=lead,
        answered_at=timezone.now(),
        **fields,
    )


def open_vote(*costs: int, **fields: Any) -> LocalVote:
    """An open vote with candidates of these costs, in this order."""
    return vote(
        costs=costs or (6000, 4000, 4000),
        status=VoteStatus.OPEN,
        opened_at=timezone.now(),
        **fields,
    )


def published(
    of: PoolShare | None = None, costs: tuple[int, ...] = (6000, 4000, 4000)
) -> LocalVote:
    """A public result: six wanted the first two candidates, four the last."""
    made = open_vote(of=of)
    keys = list(made.candidates.on_ballot().values_list("pk", flat=True))
    Ballot.objects.bulk_create(
        [Ballot(vote=made, voted_by="ONLINE", choices=keys[:2]) for _number in range(6)]
        + [Ballot(vote=made, voted_by="ONLINE", choices=[keys[-1]]) for _number in range(4)]
    )
    over = timezone.localdate() - datetime.timedelta(days=1)
    LocalVote.objects.filter(pk=made.pk).update(opens_on=over, closes_on=over)
    votes.close(made.pk, by=None)
    counted = counting.count(made.pk)
    assert counted is not None
    lead = staff(Role.PROGRAMME_LEAD)
    return votes.publish(made.pk, remark="", version=counted.version, by=lead)
