"""The demo with everything in it that staff can meet: each kind of page, filled, long and late.

All of it goes through the portal's own actions, so that no page shows what cannot be.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from initiatives.actions import (
    answering,
    assessments,
    awards,
    batches,
    casefile,
    casework,
    meetings,
    opinions,
    panels,
    payments,
    payouts,
    repayments,
    reports,
)
from initiatives.actions.answering import Corrections
from initiatives.actions.assessments import Scored
from initiatives.enums import ApplicationStatus, AwardStatus, PayoutWay, Step
from initiatives.models import (
    Application,
    AssessmentKind,
    Award,
    DecisionMeeting,
    LetterText,
    PanelMember,
    PaymentBatch,
    SavedView,
    WillContinue,
)
from portal.areas.models import Neighbourhood
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.initiatives import application, led_by
from tests.factories.users import staff

LONG_TITLE = "Sommerfællesspisning, ukrudtsrydning og byggeværksted for hele Rønnevangsområdet"
LONG_WORD = "Boligforeningsbestyrelsesmedlemsuddannelsesudvalgsformandsstedfortræder"
PARAGRAPH = (
    "Gruppen har skrevet, at alle kan være med, og at de selv rydder op bagefter. "
    "Der er aftalt plads i gården, og naboerne er spurgt. "
)

Pages = dict[str, list[str]]


def _person(email: str) -> User:
    return User.objects.get(email=email)


def _case(title: str) -> Application:
    return Application.objects.select_related("initiative").get(initiative__title=title)


def build() -> Pages:
    """Add to the loaded demo, and list the addresses by the e-mail of who opens them."""
    worker = _person("sagsbehandler@example.org")
    approver = _person("godkender@example.org")
    payer = _person("udbetaler@example.org")
    member = _person("nabo@example.org")
    new, answered, heard = _waiting(worker)
    panel = _assessed(worker, member, answered)
    meeting = _meeting(approver)
    reported, owed, batch = _paid(worker, payer)
    case_file = casefile.order(answered.pk, with_internal=True, by=worker)
    SavedView.objects.create(user=worker, name=LONG_TITLE[:60], query="status=OVERDUE")
    text = LetterText.objects.create(
        pool=new.funding_round.pool,
        outcome=ApplicationStatus.REFUSED,
        text=f"Tak, fordi I søgte til [titel].\n\n{PARAGRAPH}",
        written_by=staff(Role.CASEWORKER, full_name="Kim Kollega"),
    )
    assert case_file.pk
    ready = Application.objects.filter(status=ApplicationStatus.READY_FOR_DECISION).first()
    running = Award.objects.filter(payments__status="PLANNED").first()
    assert ready
    assert running
    casework.declare_impartiality(ready.pk, is_impartial=True, by=approver)
    casework.declare_impartiality(new.pk, is_impartial=True, by=worker)
    return {
        worker.email: [
            *_lists(),
            *_of_case(new, "", "take-up", "dismiss", "impartiality"),
            *_of_case(answered, "", "assessment", "panel", "opinion", "recommend", "notes/new",
                      "file", "log", "request-information", "open-hearing"),
            *_of_case(heard, ""),
            *_of_case(running.application, "", "payments", "reduce", "lapse"),
            *_of_case(reported.application, "", "check-report"),
            *_of_case(owed.application, ""),
            reverse("initiatives:meetings"),
            reverse("initiatives:meeting", args=[meeting.public_id]),
            reverse("initiatives:meeting-close", args=[meeting.public_id]),
            reverse("initiatives:dispatch-list"),
            reverse("initiatives:letter-texts"),
            reverse("initiatives:letter-text", args=[text.pk]),
            reverse("initiatives:messages", args=[answered.public_id]),
            reverse("initiatives:enter-for-another"),
        ],
        approver.email: [
            *_of_case(ready, "", "award", "refuse", "send-back"),
            reverse("initiatives:meeting", args=[meeting.public_id]),
        ],
        payer.email: [
            *(f"{reverse('initiatives:payments')}?show={show}"
              for show in ("ready", "approved", "late", "failed", "sent")),
            reverse("initiatives:payment-batch", args=[batch.public_id]),
            *_of_case(owed.application, "", "paid-back"),
        ],
        member.email: [
            reverse("initiatives:assessments"),
            reverse("initiatives:assessment", args=[panel]),
        ],
    }  # fmt: skip


def _lists() -> list[str]:
    cases = reverse("initiatives:casework-list")
    return [
        reverse("overview"),
        cases,
        f"{cases}?status=OPEN&sort=newest&columns=sent&columns=amount&columns=due",
        f"{cases}?q=findesikke",
        f"{cases}?amount_from=x&sent_from=y",
    ]


def _of_case(about: Application, *parts: str) -> list[str]:
    case = reverse("initiatives:casework-detail", args=[about.public_id])
    return [f"{case}{part}/" if part else case for part in parts]


def _waiting(worker: User) -> tuple[Application, Application, Application]:
    """A new one with the longest words, one that answered with corrections, one being heard."""
    day = timezone.localdate()
    about = _case("Podcast om at være ny i gymnasiet")
    place = Neighbourhood.objects.order_by("-name").first()
    new = application(
        by=_person("nabo@example.org"),
        funding_round=about.funding_round,
        amount=Decimal(20000),
        initiative=led_by(
            _person("nabo@example.org"),
            title=LONG_TITLE,
            description=f"{LONG_WORD} {PARAGRAPH * 6}",
            neighbourhood=place,
            theme=about.initiative.theme,
        ),
    )
    Application.objects.filter(pk=new.pk).update(answer_by=day - datetime.timedelta(days=9))
    casework.request_information(
        about.pk,
        text=PARAGRAPH,
        due_on=day + datetime.timedelta(days=8),
        version=about.version,
        open_fields=["organisers", "why_here"],
        by=worker,
    )
    answering.answer_inquiry(
        about.pk,
        answer=PARAGRAPH * 3,
        corrections={Step.COMMUNITY.value: Corrections(answers={"organisers": PARAGRAPH * 2})},
        by=about.applicant,
    )
    casework.declare_impartiality(about.pk, is_impartial=True, by=worker)
    for number in range(12):
        casefile.write_note(
            about.pk,
            kind="PHONE",
            text=f"{number}. {PARAGRAPH}",
            is_internal=number % 2 == 0,
            token=uuid4(),
            by=worker,
        )
    heard = application(
        by=_person("nabo@example.org"),
        status=ApplicationStatus.UNDER_REVIEW,
        funding_round=about.funding_round,
        caseworker=worker,
    )
    casework.open_hearing(heard.pk, text=PARAGRAPH, version=heard.version, by=worker)
    about.refresh_from_db()
    return new, about, heard


def _assessed(worker: User, member: User, about: Application) -> str:
    """Scores by the caseworker, a panel member who is asked, and a colleague who is too."""
    seat = PanelMember.objects.create(user=member, funding_round=about.funding_round)
    soon = timezone.localdate() + datetime.timedelta(days=7)
    (given,) = panels.assign(about.pk, member_ids=[seat.pk], due_on=soon, by=worker)
    casework.declare_impartiality(about.pk, is_impartial=True, by=member)
    count = about.funding_round.criteria.count()
    assessments.save(
        about.pk,
        kind=AssessmentKind.CASEWORKER,
        scores=[Scored(number % 4, PARAGRAPH[:120]) for number in range(count)],
        comment=PARAGRAPH,
        version=0,
        by=worker,
        is_done=True,
    )
    colleague = staff(Role.CASEWORKER, full_name="Karl Kollega")
    opinions.ask(about.pk, of_id=colleague.pk, question=PARAGRAPH, due_on=soon, by=worker)
    return str(given.public_id)


def _meeting(approver: User) -> DecisionMeeting:
    """The demo's open meeting, with one more case marked, and long reasons behind it."""
    made = DecisionMeeting.objects.filter(closed_at=None).get()
    about = (
        Application.objects.filter(status=ApplicationStatus.READY_FOR_DECISION)
        .exclude(pk__in=made.marks.values("application"))
        .first()
    )
    assert about
    amount = about.amount_requested / 2
    meetings.mark(made.pk, about.pk, amount=amount, version=0, by=approver)
    return made


def _paid(worker: User, payer: User) -> tuple[Award, Award, PaymentBatch]:
    """Grants whose report is in, whose money is claimed back, and a list with a failed line."""
    ways = {"way": PayoutWay.ASSOCIATION_CVR, "name": "Beboerforeningen", "cvr": "99050616"}
    accepted = list(Award.objects.filter(status=AwardStatus.OFFERED).order_by("pk")[:2])
    for award in accepted:
        awards.accept(award.pk, by=award.application.applicant)
        payouts.confirm_way(award.pk, **ways, by=award.application.applicant)
    rows = [award.payments.planned().order_by("pk")[0] for award in accepted]
    payouts.approve([row.pk for row in rows], by=payer)
    batch = batches.make(
        [row.pk for row in rows], expected=sum(row.amount for row in rows), token=uuid4(), by=payer
    )
    failed = batch.lines.order_by("pk")[0]
    payments.settle(batch.pk, {failed.number: payments.Answer(failure=PARAGRAPH[:100])}, by=payer)
    reported, owed = list(Award.objects.filter(status=AwardStatus.RUNNING).order_by("-amount")[:2])
    for award in (reported, owed):
        awards.call_for_report(award.pk, by=worker)
    _report(reported)
    repayments.demand(
        owed.pk,
        amount=owed.amount_paid,
        due_on=timezone.localdate() + datetime.timedelta(days=20),
        reason=PARAGRAPH,
        by=worker,
    )
    return reported, owed, batch


def _report(award: Award) -> None:
    lines = award.application.budget_lines.all()
    reports.submit(
        award.pk,
        what_happened=PARAGRAPH,
        participants=40,
        volunteers=6,
        volunteer_hours=30,
        reached_new_people=True,
        continues=WillContinue.YES,
        is_declared=True,
        lines=[reports.SpentLine(row.pk, row.text, row.amount - 100) for row in lines],
        by=award.application.applicant,
    )
