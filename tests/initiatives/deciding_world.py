"""A pool, three cases and everybody who touches them, with an account of its own of what is lawful.

`do` makes one action by one person and then holds what the rows say against that account: it asks
no permission and no table of the portal's but the two drawn ones. `tests/initiatives/
test_state_machine.py` walks here at random, `tests/races/` with many threads.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum
from django.utils import timezone

from guides.enums import CaseStatus
from initiatives.actions import answering, applications, approvals, awards, casework, meetings
from initiatives.enums import (
    APPLICATION_TRANSITIONS,
    AWARD_TRANSITIONS,
    ApplicationStatus,
    AwardStatus,
)
from initiatives.models import (
    Application,
    Award,
    Criterion,
    Decision,
    DecisionMeeting,
    GrantPool,
    ImpartialityDeclaration,
    Inquiry,
    PoolShare,
    TrialAward,
)
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

REASONS = "Pengene går til jord og brædder, som hele gården kan bruge. Teltet er kun til jer selv."
SHORT = "Nej."
ASKED, LIMIT, BUDGET, SHARE = Decimal(5000), Decimal(4500), Decimal(9000), Decimal(5000)
AMOUNTS = [Decimal(0), Decimal(2000), Decimal(4000), ASKED, Decimal(6000)]
AGAINST = {ApplicationStatus.PARTLY_AWARDED, ApplicationStatus.REFUSED}


@dataclass(frozen=True)
class Said:
    """What goes with an action: an amount (DKK), reasons, and how old the page was."""

    amount: Decimal = ASKED
    reasons: str = REASONS
    is_stale: bool = False


@dataclass
class DecidingWorld:
    """The rows, the people by name, and what happened."""

    pool: GrantPool
    cases: list[int]
    criterion: Criterion
    people: dict[str, User]
    seen: Counter[str] = field(default_factory=Counter)

    def do(self, verb: str, person: str, case: int, said: Said = Said()) -> bool:
        """Let one person do one thing in one case, and check all that must hold afterwards.

        Tells whether the rules let it through. Any other error than a refusal in words fails.
        """
        before, decided = self.rows(), set(Decision.objects.values_list("pk", flat=True))
        row = Application.objects.get(pk=self.cases[case])
        held_back = self.why_not_decide(row, self.people[person])
        try:
            ACTIONS[verb](self, row, self.people[person], said)
        except DomainError:
            assert self.rows() == before, f"{verb} was refused and changed something"
            return False
        self.seen[verb] += 1
        self.check_moves(before)
        self.check_money()
        for decision in Decision.objects.exclude(pk__in=decided):
            self.check_decision(decision, held_back)
        return True

    def rows(self) -> dict[str, Any]:
        """Statuses and money, as the rows say it now."""
        return {
            "cases": dict(Application.objects.values_list("pk", "status")),
            "awards": dict(Award.objects.values_list("pk", "status")),
            "money": list(GrantPool.objects.values_list("pk", "amount_committed")),
            "shares": list(PoolShare.objects.values_list("pk", "amount_committed")),
            "decisions": Decision.objects.count(),
        }

    def why_not_decide(self, row: Application, user: User) -> set[str]:
        """By a plain reading of the rows: what keeps this person from deciding this case now."""
        said = ImpartialityDeclaration.objects.filter(application=row, user=user)
        reasons = {
            "no approver": not user.groups.filter(name=Role.APPROVER.value).exists(),
            "is the caseworker": row.caseworker_id == user.pk,
            "recommended": row.recommendations.filter(recommended_by=user).exists(),
            "takes part": row.initiative.members.filter(user=user).exists(),
            "helped": row.initiative.cases.filter(guide__user=user).exists(),
            "has a conflict": said.filter(is_impartial=False).exists(),
        }
        return {name for name, is_so in reasons.items() if is_so}

    def check_moves(self, before: dict[str, Any]) -> None:
        """Nothing went from one status to another but by a move of the table."""
        tables: list[tuple[str, Any]] = [
            ("cases", APPLICATION_TRANSITIONS),
            ("awards", AWARD_TRANSITIONS),
        ]
        now = self.rows()
        for kind, table in tables:
            lawful = {(str(was), str(to)) for sources, to in table.values() for was in sources}
            for pk, status in now[kind].items():
                was = before[kind].get(pk, AwardStatus.OFFERED if kind == "awards" else status)
                assert status == was or (was, status) in lawful, (kind, was, status)

    def check_money(self) -> None:
        """The sums are those of the entries, and nothing holds more than there is."""
        pool = GrantPool.objects.get(pk=self.pool.pk)
        entries = Award.objects.exclude(status=AwardStatus.LAPSED).filter(pool=pool)
        held = F("amount") - F("amount_returned")
        whole = entries.aggregate(sum=Sum(held))["sum"] or 0
        assert pool.amount_committed == whole <= pool.budget
        share = PoolShare.objects.get(pool=pool)
        place = entries.filter(application__initiative__neighbourhood=share.neighbourhood_id)
        inside = place.aggregate(sum=Sum(held))["sum"] or 0
        assert share.amount_committed == inside <= share.amount
        assert whole - inside <= pool.budget - share.amount

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

    def meeting(self) -> DecisionMeeting:
        """The open meeting, or the last one there was; one is opened when there is none."""
        found = DecisionMeeting.objects.order_by(F("closed_at").desc(nulls_first=True)).first()
        return found or meetings.open_for(
            self.pool.pk, title="Møde", meets_on=timezone.localdate(), by=self.people["approver"]
        )


def build(*, cases: int = 3, budget: Decimal = BUDGET, is_ready: bool = False) -> DecidingWorld:
    """A pool with a share for one place, cases there and elsewhere, and all the people."""
    here = NeighbourhoodFactory.create()
    pool = GrantPoolFactory.create(budget=budget)
    PoolShare.objects.create(pool=pool, neighbourhood=here, amount=SHARE)
    funding_round = FundingRoundFactory.create(pool=pool, second_approver_above=LIMIT)
    criterion = CriterionFactory.create(funding_round=funding_round)
    people = {
        "citizen": UserFactory.create(),
        "caseworker": staff(Role.CASEWORKER),
        "both": staff(Role.CASEWORKER, Role.APPROVER),
        "approver": staff(Role.APPROVER),
        "second": staff(Role.APPROVER),
        "guide": staff(Role.APPROVER, Role.CASEWORKER),
        "payer": staff(Role.PAYER),
        "stranger": UserFactory.create(),
    }
    guide = guide_in(here, user=people["guide"])
    day, ids = timezone.localdate(), []
    status = ApplicationStatus.READY_FOR_DECISION if is_ready else ApplicationStatus.SUBMITTED
    for number in range(cases):
        initiative = led_by(
            people["citizen"],
            neighbourhood=here if number % 2 == 0 else NeighbourhoodFactory.create(),
            starts_on=day + datetime.timedelta(days=60),
            ends_on=day + datetime.timedelta(days=90),
        )
        row = application(
            by=people["citizen"],
            status=status,
            funding_round=funding_round,
            amount=ASKED,
            initiative=initiative,
        )
        CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)
        ids.append(row.pk)
    return DecidingWorld(pool, ids, criterion, people)


Act = Callable[[DecidingWorld, Application, User, Said], object]


def _version(row: Application, said: Said) -> int:
    return row.version - 1 if said.is_stale else row.version


def _grounds(world: DecidingWorld, row: Application, by: User, said: Said) -> dict[str, Any]:
    named = [world.criterion.pk] if said.reasons else []
    told = {"reasons": said.reasons, "criteria_ids": named}
    return {**told, "version": _version(row, said), "by": by}


def _mark(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    meeting = world.meeting()
    version = meeting.marks.filter(application=row).values_list("version", flat=True).first() or 0
    return meetings.mark(
        meeting.pk, row.pk, amount=said.amount, version=version - said.is_stale, by=by
    )


def _unmark(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    meeting = world.meeting()
    version = meeting.marks.filter(application=row).values_list("version", flat=True).first() or 0
    return meetings.unmark(meeting.pk, row.pk, version=version, by=by)


def _decide_marked(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    meeting = world.meeting()
    mark: TrialAward | None = meeting.marks.filter(application=row).first()
    verdict = meetings.Verdict(
        row.pk,
        version=_version(row, said),
        amount=mark.amount if mark else said.amount,
        reasons=said.reasons,
        criteria_ids=[world.criterion.pk] if said.reasons else [],
        declares=True,
    )
    return meetings.decide(meeting.pk, [verdict], by=by)


def _of_award(action: Callable[..., object]) -> Act:
    def act(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
        award = row.awards.order_by("-pk").first()
        return action(award.pk, by=by) if award else None

    return act


def _ask(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    due_on = timezone.localdate() + datetime.timedelta(days=7)
    version = _version(row, said)
    return casework.request_information(
        row.pk, text=said.reasons, due_on=due_on, version=version, by=by
    )


def _let_time_pass(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    past = timezone.localdate() - datetime.timedelta(days=1)
    return Inquiry.objects.filter(application=row, closed_at=None).update(due_on=past)


ACTIONS: dict[str, Act] = {
    "take up": lambda w, row, by, said: casework.take_up(row.pk, by=by),
    "declare": lambda w, row, by, said: casework.declare_impartiality(
        row.pk, is_impartial=not said.is_stale, by=by
    ),
    "ask": _ask,
    "hear": lambda w, row, by, said: casework.open_hearing(
        row.pk, text=said.reasons, version=_version(row, said), by=by
    ),
    "time passes": _let_time_pass,
    "pass deadline": lambda w, row, by, said: casework.pass_information_deadline(row.pk, by=by),
    "close hearing": lambda w, row, by, said: casework.close_hearing(row.pk, by=by),
    "answer": lambda w, row, by, said: answering.answer_inquiry(row.pk, answer=SHORT, by=by),
    "recommend": lambda w, row, by, said: casework.recommend(
        row.pk, amount=said.amount, reasons=said.reasons, version=_version(row, said), by=by
    ),
    "send back": lambda w, row, by, said: casework.send_back(
        row.pk, reason=said.reasons, version=_version(row, said), by=by
    ),
    "give": lambda w, row, by, said: approvals.give(
        row.pk, amount=said.amount, **_grounds(w, row, by, said)
    ),
    "award": lambda w, row, by, said: awards.award(
        row.pk, amount=said.amount, **_grounds(w, row, by, said)
    ),
    "refuse": lambda w, row, by, said: awards.refuse(row.pk, **_grounds(w, row, by, said)),
    "dismiss": lambda w, row, by, said: casework.dismiss(
        row.pk, reasons=said.reasons, version=_version(row, said), by=by
    ),
    "withdraw": lambda w, row, by, said: applications.withdraw(row.pk, by=by),
    "reopen": lambda w, row, by, said: casework.reopen(row.pk, reason=said.reasons, by=by),
    "mark": _mark,
    "unmark": _unmark,
    "decide marked": _decide_marked,
    "close meeting": lambda w, row, by, said: meetings.close(w.meeting().pk, by=by),
    "accept": _of_award(awards.accept),
    "start": _of_award(awards.start),
    "lapse": _of_award(awards.lapse),
    "call for report": _of_award(awards.call_for_report),
    "close award": _of_award(awards.close),
}
"""Verb → the action it makes. Every action of casework up to the end of an award."""
