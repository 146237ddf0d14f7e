"""Where the cases of a walk begin, and what is likely to be done where they are.

It steers the walk and judges nothing: a wrong line here makes a walk shorter, never a fault unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from initiatives.enums import ApplicationStatus
from initiatives.models import (
    Application,
    Award,
    CprNumber,
    DecisionMeeting,
    Inquiry,
    PaymentBatch,
    Payout,
)
from tests.initiatives.deciding_world import DecidingWorld, build
from tests.initiatives.walking.saying import ASKED, Said

CASES = 7
BUDGET = Decimal(16_000)
Way = tuple[str, str]

TO_READY = [
    ("take up", "caseworker"), ("declare", "caseworker"),
    ("recommend", "caseworker"), ("declare", "approver"), ("declare", "second"),
]  # fmt: skip
TO_OFFER = [*TO_READY, ("give", "second")]
TO_PLAN = [*TO_OFFER, ("accept", "citizen"), ("pay to association", "citizen")]
TO_LIST = [*TO_PLAN, ("approve payment", "payer"), ("make list", "payer")]
TO_REPORT = [
    *TO_READY, ("award", "second"), *TO_LIST[len(TO_OFFER):], ("say paid", "payer"),
    ("start", "citizen"), ("call for report", "caseworker"),
]  # fmt: skip
BEGINNINGS = [
    [], TO_READY[:2], TO_READY, TO_OFFER, TO_PLAN, TO_LIST, TO_REPORT,
]  # fmt: skip


def spread_out() -> DecidingWorld:
    """A world whose cases stand at seven points of the way, each brought there by the actions."""
    world = build(cases=CASES, budget=BUDGET, first=ApplicationStatus.DRAFT)
    for case, way in enumerate(BEGINNINGS):
        for verb, person in way:
            amount = Decimal(1000) if verb in {"give", "award"} else ASKED
            assert world.do(verb, person, case, Said(amount=amount)), (verb, person, case)
    assert world.do("open meeting", "approver", 0)
    return world


ALWAYS = [("write", "citizen"), ("write note", "caseworker")]
_SENT = [
    ("assess", "caseworker"), ("assess", "panel"), ("declare", "panel"),
    ("assign panel", "caseworker"), ("take from panel", "caseworker"),
    ("ask opinion", "caseworker"), ("give opinion", "second"), ("dismiss", "caseworker"),
    ("declare", "caseworker"), ("declare", "both"),
]  # fmt: skip
_DECIDE = [
    (verb, person)
    for verb in ("give", "award", "mark", "decide marked", "refuse", "not now")
    for person in ("approver", "second", "panel")
]
BY_STATUS: dict[str, list[Way]] = {
    "DRAFT": [("submit", "citizen")],
    "SUBMITTED": [("withdraw", "citizen"), ("take up", "caseworker"), ("take up", "both"), *_SENT],
    "UNDER_REVIEW": [
        ("recommend", "caseworker"), ("recommend", "both"), ("ask", "caseworker"),
        ("hear", "caseworker"), *_SENT, ("declare", "approver"),
    ],
    "INFORMATION_REQUESTED": [
        ("answer", "citizen"), ("time passes", "citizen"), ("pass deadline", "caseworker"),
    ],
    "IN_HEARING": [
        ("answer", "citizen"), ("time passes", "citizen"), ("close hearing", "caseworker"),
    ],
    "READY_FOR_DECISION": [
        *_DECIDE, ("unmark", "approver"), ("close meeting", "second"), ("open meeting", "second"),
        ("declare", "panel"), ("send back", "approver"), ("declare", "second"),
        ("declare", "approver"),
    ],
    "REFUSED": [("reopen", "caseworker")],
    "DISMISSED": [("reopen", "caseworker")],
    "PARTLY_AWARDED": [("reopen", "caseworker")],
}  # fmt: skip
_TO_WHOM = [
    ("pay to association", "citizen"), ("pay to person", "citizen"), ("give CPR", "citizen"),
    ("pay by bill", "citizen"), ("put a bill", "citizen"),
]  # fmt: skip
_OUT = [
    ("approve payment", "payer"), ("approve payment", "approver"), ("make list", "payer"),
    ("make list", "approver"), ("make list again", "payer"), ("fetch list", "payer"),
    ("say paid", "payer"), ("say failed", "payer"), ("plan again", "caseworker"),
    ("record payment", "payer"), ("show CPR", "payer"), ("change payments", "caseworker"),
    ("reduce", "caseworker"),
]  # fmt: skip
_PLAN = [
    ("extend", "citizen"), ("ask change", "citizen"), ("take change back", "citizen"),
    ("answer change", "caseworker"),
]  # fmt: skip
BY_AWARD: dict[str, list[Way]] = {
    "OFFERED": [("accept", "citizen"), ("lapse", "caseworker"), ("a year passes", "citizen")],
    "ACCEPTED": [*_TO_WHOM, *_OUT, *_PLAN, ("start", "citizen"), ("lapse", "caseworker")],
    "RUNNING": [
        *_TO_WHOM, *_OUT, *_PLAN, ("report", "citizen"), ("call for report", "caseworker"),
        ("end passes", "citizen"), ("a year passes", "citizen"),
    ],
    "REPORT_DUE": [*_OUT, ("report", "citizen"), ("demand", "caseworker")],
    "REPORTED": [
        *_OUT, ("check report", "caseworker"), ("close award", "caseworker"),
        ("demand", "caseworker"),
    ],
    "REPAYMENT_DUE": [
        ("waive", "approver"), ("waive", "second"), ("waive", "panel"),
        ("pay back", "payer"), ("pay back", "approver"), ("close award", "caseworker"),
        ("a year passes", "citizen"),
    ],
}  # fmt: skip


def _asked(row: Application) -> Inquiry | None:
    return row.inquiries.filter(closed_at=None).first()


def _paying(*statuses: str) -> Callable[[Application, Award], bool]:
    return lambda row, award: award.payments.filter(status__in=statuses).exists()


def _way(way: str) -> Callable[[Application, Award], bool]:
    return lambda row, award: Payout.objects.filter(award=award, way=way).exists()


NEEDS: dict[str, Callable[[Application, Award], bool]] = {
    "time passes": lambda row, award: not _asked(row).is_overdue,
    "pass deadline": lambda row, award: _asked(row).is_overdue,
    "close hearing": lambda row, award: _asked(row).is_overdue,
    "take from panel": lambda row, award: row.panel_assignments.exists(),
    "give opinion": lambda row, award: row.second_opinions.unanswered().exists(),
    "mark": lambda row, award: _meets(),
    "unmark": lambda row, award: _meets() and row.trial_awards.exists(),
    "decide marked": lambda row, award: _meets() and row.trial_awards.exists(),
    "close meeting": lambda row, award: _meets(),
    "open meeting": lambda row, award: not _meets(),
    "give CPR": _way("PERSON_CPR"),
    "put a bill": _way("MUNICIPALITY_PAYS"),
    "show CPR": lambda row, award: CprNumber.objects.filter(award=award).exists(),
    "approve payment": _paying("PLANNED"),
    "make list": _paying("APPROVED"),
    "make list again": lambda row, award: PaymentBatch.objects.exists(),
    "fetch list": lambda row, award: PaymentBatch.objects.exclude(sealed=None).exists(),
    "say paid": _paying("EXPORTED"),
    "say failed": _paying("EXPORTED"),
    "plan again": _paying("FAILED"),
    "change payments": _paying("PLANNED"),
    "check report": lambda row, award: award.report.checked_at is None,
    "close award": lambda row, award: not award.amount_open,
    "demand": _paying("PAID"),
    "take change back": lambda row, award: award.open_plan_change is not None,
    "answer change": lambda row, award: award.open_plan_change is not None,
}
"""Verb → what must be there, beside the status, before it can be let through."""


def _meets() -> bool:
    return DecisionMeeting.objects.open().exists()


def likely(row: Application) -> list[Way]:
    """What could be done with the case where it is, and by whom."""
    award = row.awards.order_by("-pk").first()
    after = BY_AWARD.get(award.status, []) if award and row.status.endswith("AWARDED") else []
    found = [*BY_STATUS.get(row.status, []), *after, *ALWAYS]
    return [way for way in found if way[0] not in NEEDS or NEEDS[way[0]](row, award)]
