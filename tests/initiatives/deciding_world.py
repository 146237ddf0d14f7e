"""A pool, some cases and everybody who touches them, with an account of its own of what is lawful.

`do` makes one action by one person and then holds what the rows and the log say against that
account (`walking/account.py`, `walking/logged.py`). `tests/initiatives/
test_state_machine.py` walks here at random, `tests/races/` with many threads.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Max
from django.utils import timezone

from guides.enums import CaseStatus
from initiatives.actions import meetings
from initiatives.enums import ApplicationStatus, PayoutPlan
from initiatives.models import (
    Application,
    Criterion,
    Decision,
    DecisionMeeting,
    FundingRound,
    GrantPool,
    ImpartialityDeclaration,
    PanelMember,
    PaymentBatch,
    PoolShare,
)
from portal.areas.models import Neighbourhood
from portal.audit.models import AuditEvent
from portal.errors import DomainError
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.initiatives import (
    CriterionFactory,
    FundingRoundFactory,
    GrantPoolFactory,
    application,
    led_by,
)
from tests.factories.users import UserFactory, staff
from tests.initiatives.walking import account
from tests.initiatives.walking.deciding import BEFORE_DECIDED, Act
from tests.initiatives.walking.logged import check_log
from tests.initiatives.walking.paying import AFTER_DECIDED
from tests.initiatives.walking.saying import ASKED, BUDGET, LIMIT, SHARE, Said

S = ApplicationStatus
WELL_SAID = Said()
AMOUNTS = [Decimal(0), Decimal(2000), Decimal(4000), ASKED, Decimal(6000)]
AGAINST = {ApplicationStatus.PARTLY_AWARDED, ApplicationStatus.REFUSED}
ACTIONS: dict[str, Act] = {**BEFORE_DECIDED, **AFTER_DECIDED}
"""Verb → the action it makes. Every action of casework, from sending to the end of a grant."""

DECIDING = {"give", "award", "refuse", "not now", "decide marked", "dismiss"}


@dataclass
class DecidingWorld:
    """The rows, the people by name, and what happened."""

    pool: GrantPool
    cases: list[int]
    criterion: Criterion
    people: dict[str, User]
    seen: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    # How everything stood after the last action; whoever writes beside `do` sets it to None.
    before: tuple[account.Rows, dict[str, str]] | None = None

    def do(self, verb: str, person: str, case: int, said: Said = WELL_SAID) -> bool:
        """Let one person do one thing in one case, and check all that must hold afterwards.

        Tells whether the rules let it through. Any other error than a refusal in words fails.
        """
        before, stood = self.before or (account.rows(), account.stands())
        self.before, last = None, AuditEvent.objects.aggregate(pk=Max("pk"))["pk"] or 0
        decided = set(Decision.objects.values_list("pk", flat=True))
        lists = set(PaymentBatch.objects.values_list("pk", flat=True))
        row, by = Application.objects.get(pk=self.cases[case]), self.people[person]
        held_back = self.why_not_decide(row, by) if verb in DECIDING else {"decides nothing"}
        self.tried[verb] += 1
        try:
            ACTIONS[verb](self, row, by, said)
        except DomainError:
            assert account.rows() == before, f"{verb} was refused and changed something"
            self.before = before, stood
            return False
        self.seen[verb] += 1
        now, stands = account.rows(), account.stands()
        events = list(AuditEvent.objects.filter(pk__gt=last).order_by("pk"))
        check_log(verb, by, events, has_changed=stands != stood)
        account.check_moves(before, now, events)
        self.check_money()
        made = PaymentBatch.objects.exclude(pk__in=lists)
        account.check_erased(list(made.values_list("pk", flat=True)))
        for decision in Decision.objects.exclude(pk__in=decided):
            self.check_decision(decision, held_back)
        self.before = now, stands
        return True

    def why_not_decide(self, row: Application, user: User) -> set[str]:
        """By a plain reading of the rows: what keeps this person from deciding this case now."""
        said = ImpartialityDeclaration.objects.filter(application=row, user=user)
        opinions = row.second_opinions.all()
        reasons = {
            "no approver": not user.groups.filter(name=Role.APPROVER.value).exists(),
            "is the caseworker": row.caseworker_id == user.pk,
            "recommended": row.recommendations.filter(recommended_by=user).exists(),
            "assessed": row.assessments.filter(assessor=user).exists(),
            "gave an opinion": opinions.filter(asked_of=user).exclude(answer="").exists(),
            "takes part": row.initiative.members.filter(user=user).exists(),
            "helped": row.initiative.cases.filter(guide__user=user).exists(),
            "has a conflict": said.filter(is_impartial=False).exists(),
        }
        return {name for name, is_so in reasons.items() if is_so}

    def check_money(self) -> None:
        """The sums are those of the entries, and nothing holds more than there is."""
        account.check_pool(self.pool.pk)
        account.check_payments()

    def check_decision(self, decision: Decision, held_back: set[str]) -> None:
        """A new decision is reasoned, rests on law and criteria, and is made by one who may."""
        assert decision.legal_basis
        if decision.outcome == ApplicationStatus.DISMISSED:
            assert len(decision.reasons) >= 80
            return
        assert held_back == set()
        said = ImpartialityDeclaration.objects.filter(
            application=decision.application, user=decision.decided_by, is_impartial=True
        )
        assert said.exists()
        if decision.outcome in AGAINST:
            assert len(decision.reasons) >= 80
            assert decision.criteria.exists()
        assert decision.amount <= decision.application.amount_requested
        if decision.amount > LIMIT:
            assert decision.proposed_by is not None
            assert decision.proposed_by != decision.decided_by

    def last_meeting(self) -> DecisionMeeting | None:
        """The open meeting, or the last one there was."""
        return DecisionMeeting.objects.order_by(F("closed_at").desc(nulls_first=True)).first()

    def meeting(self) -> DecisionMeeting:
        """The last meeting; one is opened when there is none."""
        by = self.people["approver"]
        return self.last_meeting() or meetings.open_for(
            self.pool.pk, title="Møde", meets_on=timezone.localdate(), by=by
        )


def build(
    *,
    cases: int = 3,
    budget: Decimal = BUDGET,
    status: ApplicationStatus = S.SUBMITTED,
    first: ApplicationStatus | None = None,
) -> DecidingWorld:
    """A pool with a share for one place, cases there and elsewhere, and all the people.

    All cases have one status, but for the first, which may have its own: of drafts a citizen has
    one at a time.
    """
    here = NeighbourhoodFactory.create()
    pool = GrantPoolFactory.create(budget=budget)
    PoolShare.objects.create(pool=pool, neighbourhood=here, amount=SHARE)
    funding_round = FundingRoundFactory.create(
        pool=pool,
        second_approver_above=LIMIT,
        payout_plan=PayoutPlan.HALVES,
        short_report_up_to=Decimal(3000),
    )
    criterion = CriterionFactory.create(funding_round=funding_round)
    people = {
        "citizen": UserFactory.create(),
        "caseworker": staff(Role.CASEWORKER),
        "both": staff(Role.CASEWORKER, Role.APPROVER),
        "approver": staff(Role.APPROVER, Role.PAYER),
        "second": staff(Role.APPROVER),
        "guide": staff(Role.APPROVER, Role.CASEWORKER, Role.PAYER),
        "panel": staff(Role.APPROVER),
        "payer": staff(Role.PAYER),
        "stranger": UserFactory.create(),
    }
    PanelMember.objects.create(user=people["panel"], funding_round=funding_round)
    guide = guide_in(here, user=people["guide"])
    ids = []
    for number in range(cases):
        place = here if number % 2 == 0 else NeighbourhoodFactory.create()
        row = _asked(people["citizen"], funding_round, place, status if number else first or status)
        CaseFactory.create(initiative=row.initiative, guide=guide, status=CaseStatus.ACTIVE)
        ids.append(row.pk)
    return DecidingWorld(pool, ids, criterion, people)


def _asked(
    citizen: User, funding_round: FundingRound, place: Neighbourhood, status: ApplicationStatus
) -> Application:
    day = timezone.localdate()
    initiative = led_by(
        citizen,
        neighbourhood=place,
        starts_on=day + datetime.timedelta(days=60),
        ends_on=day + datetime.timedelta(days=90),
    )
    return application(
        by=citizen, status=status, funding_round=funding_round, amount=ASKED, initiative=initiative
    )
