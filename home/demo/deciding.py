"""What the office is in the middle of: a panel, a meeting, payment lists, a claim and a waiver.

The initiatives here are beside the eighteen of `data/initiatives.toml`, so that every screen of the
municipality's people shows something.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from guides.models import Case
from home.demo.applying import Office, initiative_story, rounds
from home.demo.clock import Calendar, Story
from home.demo.data import Row, read, token
from initiatives.actions import (
    assessments,
    batches,
    casework,
    deciding,
    letter_texts,
    letters,
    meetings,
    panels,
    payments,
    payouts,
    repayments,
    reports,
    reviews,
)
from initiatives.enums import ApplicationStatus, NextStep, PaymentStatus
from initiatives.models import (
    Application,
    AssessmentKind,
    Award,
    GrantPool,
    LetterText,
    LineVerdict,
    PanelAssignment,
    PanelMember,
    Payment,
    PaymentBatch,
    RoundSetup,
    WillContinue,
)
from portal.money import total
from portal.users.models import User

_REMARKS = (
    "Alle er velkomne, og det står på flere sprog.",
    "Folk, der ikke kender hinanden, laver noget sammen.",
    "Fem frivillige deler opgaverne.",
    "Det er ikke prøvet her før.",
    "Planen holder, men budgettet er stramt.",
)


def office_stories(calendar: Calendar) -> list[Story]:
    """All of them; the initiatives first, then what the office does with them."""
    office, told = Office(), {row["key"]: _whole(row) for row in read("office")["initiative"]}
    repaid = ("claimed", "waived")
    plain = [_told(row, office, calendar) for key, row in told.items() if key not in repaid]
    return [
        *plain,
        *(_claim(told[key], office, calendar, is_waived=key == "waived") for key in repaid),
        _words(office, calendar),
        _panel(told, office, calendar),
        _meeting(told, office, calendar),
        _lists(told, office, calendar),
    ]


def _whole(row: Row) -> Row:
    """A row with what all of them have in common."""
    usual: Row = {
        "kind": "ASSOCIATION",
        "payout": "ASSOCIATION_CVR",
        "round": "straks",
        "theme": "sundhed-og-ensomhed",
        "audience": ["EVERYONE"],
        "counts": [5, 40],
        "outreach": "Opslag i opgangene og på biblioteket.",
        "asked": ["Både ude og inde", "Næstformanden", "At flere hilser på hinanden."],
    }
    return {**usual, **row}


def _told(row: Row, office: Office, calendar: Calendar) -> Story:
    """One of them, by a group that wants no guide: it stands in nobody's queue."""
    yield from initiative_story(row, office, calendar)
    Case.objects.queued().filter(initiative__title=row["title"]).delete()


def _application(title: str) -> Application:
    return Application.objects.select_related("initiative").get(initiative__title=title)


def _claim(row: Row, office: Office, calendar: Calendar, *, is_waived: bool) -> Story:
    """A group that spent less than it got: the claim, and for one of them the waiver."""
    yield from _told(row, office, calendar)
    yield calendar.work(24, hour=20)
    award = Award.objects.get(application=_application(row["title"]))
    email, _name, _phone = row["lead"]
    spent = Decimal(row["spent"])
    reports.submit(
        award.pk,
        what_happened=row["report"],
        participants=31,
        volunteers=5,
        volunteer_hours=60,
        reached_new_people=True,
        continues=WillContinue.NO,
        is_declared=True,
        amount_spent=spent,
        by=User.objects.get(email=email),
    )
    yield calendar.work(20, hour=9)
    said = [reviews.Judgement(None, LineVerdict.ACCEPTED, spent)]
    reviews.check(award.pk, said, token=token("check", row["title"]), by=office.caseworker)
    yield calendar.work(18, hour=10)
    claim = repayments.demand(
        award.pk,
        amount=Decimal(row["granted"]) - spent,
        due_on=calendar.day(12),
        reason="I brugte mindre, end I fik. Resten skal tilbage til puljen.",
        by=office.caseworker,
    )
    letters.send_claim(claim.pk)
    if is_waived:
        yield calendar.work(6, hour=11)
        waiver = repayments.waive(
            award.pk,
            amount=claim.amount,
            reasons=row["waived"],
            owed_before=claim.amount,
            by=office.approver,
        )
        letters.send_waiver(waiver.pk)


def _words(office: Office, calendar: Calendar) -> Story:
    """The municipality's own words in letters: one text approved, one that waits."""
    yield calendar.work(200, hour=14)
    pool = GrantPool.objects.get()
    approved = LetterText.objects.create(
        pool=pool,
        outcome=ApplicationStatus.REFUSED,
        text="Tak, fordi I søgte om [søgt] til »[titel]«. Vi håber, I prøver igen en anden gang.",
        written_by=office.caseworker,
    )
    yield calendar.work(198, hour=9)
    lead = User.objects.get(email="programleder@example.org")
    letter_texts.approve(approved.pk, as_read=approved.text, by=lead)
    yield calendar.work(3, hour=15)
    LetterText.objects.create(
        pool=pool,
        outcome=ApplicationStatus.AWARDED,
        text="Tillykke! I får [beløb]. Husk at gemme kvitteringerne, mens I er i gang.",
        written_by=office.caseworker,
    )


def _panel(told: dict[str, Row], office: Office, calendar: Calendar) -> Story:
    """Two panel members, and what they are asked: new, begun, sent, in conflict, taken back."""
    yield calendar.work(7, hour=9)
    round_ = rounds()["runde"]
    people = [User.objects.get(email=email) for email in ("panel@example.org", _SECOND)]
    seats = [
        PanelMember.objects.create(user=user, funding_round=round_, from_day=calendar.day(-90))
        for user in people
    ]
    first, second = seats
    cases = {key: _application(told[key]["title"]) for key in ("new", "begun", "sent", "shut")}
    asked = [("new", first), ("begun", first), ("sent", first), ("sent", second),
             ("shut", first), ("shut", second)]  # fmt: skip
    for key, seat in asked:
        panels.assign(
            cases[key].pk, member_ids=[seat.pk], due_on=calendar.day(5), by=office.caseworker
        )
    yield calendar.work(5, hour=19)
    for key in ("begun", "sent"):
        casework.declare_impartiality(cases[key].pk, is_impartial=True, by=first.user)
        _assess(cases[key], first.user, is_done=key == "sent")
    casework.declare_impartiality(cases["sent"].pk, is_impartial=True, by=second.user)
    _assess(cases["sent"], second.user, is_done=True)
    casework.declare_impartiality(cases["shut"].pk, is_impartial=False, by=first.user)
    yield calendar.work(4, hour=10)
    taken = PanelAssignment.objects.get(application=cases["shut"], member=second)
    panels.withdraw(taken.pk, by=office.caseworker)


def _assess(application: Application, member: User, *, is_done: bool) -> None:
    criteria = list(RoundSetup.objects.criteria_for(application))
    known = len(criteria) if is_done else 2
    scores = [
        assessments.Scored(3 - place % 2, remark) if place < known else assessments.Scored(None, "")
        for place, (remark, _criterion) in enumerate(zip(_REMARKS, criteria, strict=True))
    ]
    assessments.save(
        application.pk,
        kind=AssessmentKind.PANEL,
        scores=scores,
        comment="En god idé, som mange kan være med i." if is_done else "",
        version=0,
        by=member,
        is_done=is_done,
    )


def _meeting(told: dict[str, Row], office: Office, calendar: Calendar) -> Story:
    """An open meeting with a trial set: in full, in part, and not now; one case is unmarked."""
    yield calendar.work(1, hour=14)
    found = meetings.open_for(
        GrantPool.objects.get().pk,
        title="Næste beslutningsmøde",
        meets_on=calendar.day(2),
        by=office.approver,
    )
    marks: list[tuple[str, int, deciding.Onward | None]] = [
        ("full", 4000, None),
        ("part", 6000, None),
        ("later", 0, deciding.Onward(NextStep.LATER, on=calendar.day(60))),
    ]
    for key, amount, onward in marks:
        pk = _application(told[key]["title"]).pk
        meetings.mark(
            found.pk, pk, amount=Decimal(amount), version=0, onward=onward, by=office.approver
        )


def _lists(told: dict[str, Row], office: Office, calendar: Calendar) -> Story:
    """Three payment lists: one done, one with a failed payment, one that waits for the bank."""
    yield calendar.work(13, hour=10)
    done = _list("done", [told["paid"]], office)
    yield calendar.work(12, hour=10)
    day = calendar.work(12).date()
    payments.settle(done.pk, {1: payments.Answer(paid_on=day)}, by=office.payer)
    failed = _list("failed", [told["failed"], told["half"]], office)
    yield calendar.work(10, hour=10)
    paid = payments.Answer(paid_on=calendar.work(10).date())
    lost = payments.Answer(failure="Foreningen har ingen NemKonto.")
    answers = {}
    for line in failed.lines.select_related("payment__award__application__initiative"):
        title = line.payment.award.application.initiative.title
        answers[line.number] = lost if title == told["failed"]["title"] else paid
    payments.settle(failed.pk, answers, by=office.payer)
    yield calendar.work(2, hour=10)
    _list("waiting", [told["listed"]], office)
    late = _first(told["ready_to_list"])
    payouts.approve([late.pk], by=office.payer)


def _first(row: Row) -> Payment:
    rows = Payment.objects.filter(
        award__application__initiative__title=row["title"], status=PaymentStatus.PLANNED
    )
    found = rows.order_by("pk").first()
    if found is None:
        raise LookupError(row["title"])
    return found


def _list(name: str, rows: list[Row], office: Office) -> PaymentBatch:
    ids = [_first(row).pk for row in rows]
    let_go: Any = payouts.approve(ids, by=office.payer)
    return batches.make(
        ids,
        expected=total(row.amount for row in let_go),
        token=token("list", name),
        by=office.payer,
    )


_SECOND = "panel.to@example.org"
