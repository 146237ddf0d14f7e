"""What people do with an application until it is decided, each as one verb for the walks."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from initiatives.actions import (
    answering,
    applications,
    approvals,
    assessments,
    awards,
    casefile,
    casework,
    deciding,
    meetings,
    messages,
    opinions,
    panels,
)
from initiatives.enums import NextStep
from initiatives.models import (
    Application,
    AssessmentKind,
    Inquiry,
    PanelAssignment,
    PanelMember,
    Stance,
    TrialAward,
)
from portal.users.models import User
from tests.initiatives.walking.saying import SHORT, NothingToDo, Said, one

if TYPE_CHECKING:
    from tests.initiatives.deciding_world import DecidingWorld

Act = Callable[["DecidingWorld", Application, User, Said], object]


def _version(row: Application, said: Said) -> int:
    return row.version - 1 if said.is_stale else row.version


def _grounds(world: DecidingWorld, row: Application, by: User, said: Said) -> dict[str, Any]:
    named = [world.criterion.pk] if said.reasons else []
    told = {"reasons": said.reasons, "criteria_ids": named}
    return {**told, "version": _version(row, said), "by": by}


def _mark(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    meeting = one(world.last_meeting())
    version = meeting.marks.filter(application=row).values_list("version", flat=True).first() or 0
    return meetings.mark(
        meeting.pk, row.pk, amount=said.amount, version=version - said.is_stale, by=by
    )


def _unmark(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    meeting = one(world.last_meeting())
    version = meeting.marks.filter(application=row).values_list("version", flat=True).first() or 0
    return meetings.unmark(meeting.pk, row.pk, version=version, by=by)


def _decide_marked(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    meeting = one(world.last_meeting())
    mark: TrialAward | None = meeting.marks.filter(application=row).first()
    verdict = meetings.Verdict(
        row.pk,
        version=_version(row, said),
        amount=mark.amount if mark else said.amount,
        reasons=said.reasons,
        criteria_ids=[world.criterion.pk] if said.reasons else [],
        declares=True,
    )
    (outcome,) = meetings.decide(meeting.pk, [verdict], by=by)
    if outcome.refusal:
        raise NothingToDo(outcome.refusal)
    return outcome


def _ask(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    due_on = timezone.localdate() + datetime.timedelta(days=7)
    version = _version(row, said)
    return casework.request_information(
        row.pk, text=said.reasons, due_on=due_on, version=version, by=by
    )


def _let_time_pass(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    past = timezone.localdate() - datetime.timedelta(days=1)
    return Inquiry.objects.filter(application=row, closed_at=None).update(due_on=past)


def _assess(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    """As a caseworker, or as what the person sits there for."""
    is_panel = by == world.people["panel"]
    kept = row.assessments.filter(assessor=by).first()
    return assessments.save(
        row.pk,
        kind=AssessmentKind.PANEL if is_panel else AssessmentKind.CASEWORKER,
        scores=[assessments.Scored(2, said.reasons)],
        comment="",
        version=(kept.version if kept else 0) - said.is_stale,
        by=by,
        is_done=True,
    )


def _assign_panel(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    seats = PanelMember.objects.filter(user=world.people["panel"])
    due_on = timezone.localdate() + datetime.timedelta(days=7)
    ids = list(seats.values_list("pk", flat=True))
    return panels.assign(row.pk, member_ids=ids, due_on=due_on, by=by)


def _take_from_panel(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    given = PanelAssignment.objects.filter(application=row).first()
    return panels.withdraw(one(given).pk, by=by)


def _ask_opinion(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    """Of a colleague who could decide the case, and must not when they have answered."""
    due_on = timezone.localdate() + datetime.timedelta(days=7)
    asked = world.people["second"]
    return opinions.ask(row.pk, of_id=asked.pk, question=said.reasons, due_on=due_on, by=by)


def _give_opinion(world: DecidingWorld, row: Application, by: User, said: Said) -> object:
    asked = row.second_opinions.unanswered().first()
    return opinions.answer(one(asked).pk, stance=Stance.POSITIVE, text=said.reasons, by=by)


BEFORE_DECIDED: dict[str, Act] = {
    "submit": lambda w, row, by, said: applications.submit(row.pk, by=by),
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
    "not now": lambda w, row, by, said: awards.refuse(
        row.pk, onward=deciding.Onward(NextStep.GUIDE), **_grounds(w, row, by, said)
    ),
    "dismiss": lambda w, row, by, said: casework.dismiss(
        row.pk, reasons=said.reasons, version=_version(row, said), by=by
    ),
    "withdraw": lambda w, row, by, said: applications.withdraw(row.pk, by=by),
    "reopen": lambda w, row, by, said: casework.reopen(row.pk, reason=said.reasons, by=by),
    "mark": _mark,
    "unmark": _unmark,
    "decide marked": _decide_marked,
    "open meeting": lambda w, row, by, said: meetings.open_for(
        w.pool.pk, title="Møde", meets_on=timezone.localdate(), by=by
    ),
    "close meeting": lambda w, row, by, said: meetings.close(one(w.last_meeting()).pk, by=by),
    "assess": _assess,
    "assign panel": _assign_panel,
    "take from panel": _take_from_panel,
    "ask opinion": _ask_opinion,
    "give opinion": _give_opinion,
    "write": lambda w, row, by, said: messages.send(
        row.pk, text=said.reasons or SHORT, token=uuid4(), by=by
    ),
    "write note": lambda w, row, by, said: casefile.write_note(
        row.pk, kind="PHONE", text=said.reasons, is_internal=True, token=uuid4(), by=by
    ),
}
"""Verb → the action it makes, up to the decision and when it is taken up anew."""
