"""Which line of the log each verb of a walk leaves: just one, and none when nothing changed."""

from __future__ import annotations

from collections.abc import Sequence

from portal.audit.enums import AuditAction as A
from portal.audit.models import AuditEvent
from portal.users.models import User

_GIVEN = {A.AWARD_PROPOSED, A.APPLICATION_AWARDED}
LOGGED: dict[str, set[A]] = {
    "submit": {A.APPLICATION_SUBMITTED},
    "take up": {A.APPLICATION_TAKEN_UP},
    "declare": {A.IMPARTIALITY_DECLARED},
    "ask": {A.INFORMATION_REQUESTED},
    "hear": {A.HEARING_OPENED},
    "pass deadline": {A.INFORMATION_OVERDUE},
    "close hearing": {A.HEARING_CLOSED},
    "answer": {A.INFORMATION_ANSWERED, A.HEARING_CLOSED},
    "recommend": {A.APPLICATION_RECOMMENDED},
    "send back": {A.APPLICATION_SENT_BACK},
    "give": _GIVEN,
    "award": {A.APPLICATION_AWARDED},
    "refuse": {A.APPLICATION_REFUSED},
    "not now": {A.APPLICATION_REFUSED},
    "dismiss": {A.APPLICATION_DISMISSED},
    "withdraw": {A.APPLICATION_WITHDRAWN},
    "reopen": {A.APPLICATION_REOPENED},
    "mark": {A.TRIAL_MARKED},
    "unmark": {A.TRIAL_UNMARKED},
    "decide marked": _GIVEN | {A.APPLICATION_REFUSED},
    "open meeting": {A.MEETING_OPENED},
    "close meeting": {A.MEETING_CLOSED},
    "assess": {A.ASSESSMENT_SUBMITTED},
    "assign panel": {A.PANEL_ASSIGNED},
    "take from panel": {A.PANEL_WITHDRAWN},
    "ask opinion": {A.OPINION_ASKED},
    "give opinion": {A.OPINION_GIVEN},
    "write": {A.MESSAGE_SENT},
    "write note": {A.FILE_NOTE_WRITTEN},
    "accept": {A.AWARD_ACCEPTED},
    "start": {A.AWARD_STARTED},
    "decline": {A.AWARD_DECLINED},
    "lapse": {A.AWARD_LAPSED},
    "call for report": {A.AWARD_REPORT_DUE},
    "close award": {A.AWARD_CLOSED},
    "pay to association": {A.PAYOUT_CONFIRMED},
    "pay to person": {A.PAYOUT_CONFIRMED},
    "pay by bill": {A.PAYOUT_CONFIRMED},
    "give CPR": {A.CPR_GIVEN},
    "put a bill": {A.FILE_ADDED},
    "change payments": {A.PAYMENT_PLANNED},
    "approve payment": {A.PAYMENT_APPROVED},
    "make list": {A.PAYMENT_LIST_MADE},
    "make list again": {A.PAYMENT_LIST_MADE},
    "say paid": {A.PAYMENT_RECORDED},
    "say failed": {A.PAYMENT_FAILED},
    "plan again": {A.PAYMENT_PLANNED_AGAIN},
    "record payment": {A.PAYMENT_RECORDED},
    "report": {A.AWARD_REPORTED},
    "check report": {A.REPORT_CHECKED, A.MESSAGE_SENT},
    "reduce": {A.AWARD_REDUCED},
    "demand": {A.AWARD_REPAYMENT_DUE},
    "pay back": {A.REPAYMENT_RECORDED},
    "waive": {A.REPAYMENT_WAIVED},
    "extend": {A.PLAN_EXTENDED},
    "ask change": {A.PLAN_CHANGE_ASKED},
    "take change back": {A.PLAN_CHANGE_TAKEN_BACK},
    "answer change": {A.PLAN_CHANGE_APPROVED, A.PLAN_CHANGE_DECLINED},
}
READ = {"show CPR": A.CPR_SHOWN, "fetch list": A.PAYMENT_LIST_FETCHED}
"""Verbs that change nothing, and are logged each time."""

CLOCK = {"time passes", "end passes", "a year passes"}
"""What nobody does: its changes are logged row by row, and by nobody."""


def check_log(verb: str, by: User, events: Sequence[AuditEvent], *, has_changed: bool) -> None:
    """The verb's own line is there once when something changed, by the one who did it."""
    if verb in CLOCK:
        assert {event.actor_id for event in events} <= {None}
        return
    assert {event.actor_id for event in events} <= {by.pk}
    wanted = {READ[verb]} if verb in READ else LOGGED[verb]
    own = [event for event in events if event.action in wanted]
    assert len(own) == (has_changed or verb in READ), (verb, [event.action for event in events])
