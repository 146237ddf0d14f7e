"""One case with everybody who has a part in it, and ways to make each move."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils import timezone

from initiatives.actions import (
    answering,
    applications,
    awards,
    casework,
    payments,
    repayments,
    reports,
)
from initiatives.enums import (
    ApplicationMove,
    ApplicationStatus,
    AwardMove,
    AwardStatus,
    PaymentStatus,
)
from initiatives.models import (
    Application,
    Award,
    Criterion,
    Decision,
    FundingRound,
    ImpartialityDeclaration,
    Inquiry,
    InquiryKind,
    Payment,
    Repayment,
    WillContinue,
)
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.initiatives import CriterionFactory, FundingRoundFactory, application

REASONS = (
    "Initiativet er åbent for alle i kvarteret, men budgettet til musik går ud over det, "
    "som puljen kan støtte."
)
ASKED = Decimal("5000.00")


@dataclass
class World:
    """A round, and the people who apply, handle, decide and pay."""

    funding_round: FundingRound
    criterion: Criterion
    applicant: User
    caseworker: User
    approver: User
    payer: User

    def application(self, status: ApplicationStatus, **fields: object) -> Application:
        """A complete application in this status, with what belongs to the status."""
        made = application(
            status=status, by=self.applicant, funding_round=self.funding_round, **fields
        )
        for user in (self.caseworker, self.approver):
            ImpartialityDeclaration.objects.create(application=made, user=user, is_impartial=True)
        kinds = {
            ApplicationStatus.INFORMATION_REQUESTED: InquiryKind.INFORMATION,
            ApplicationStatus.IN_HEARING: InquiryKind.HEARING,
        }
        if status in kinds:
            Inquiry.objects.create(
                application=made,
                kind=kinds[status],
                text="Hvem ejer pladsen?",
                due_on=timezone.localdate() - datetime.timedelta(days=1),
                asked_by=self.caseworker,
            )
        return made

    def award(self, status: AwardStatus = AwardStatus.OFFERED) -> Award:
        """An award of everything asked for, in this status."""
        made = self.application(ApplicationStatus.AWARDED, decided_at=timezone.now())
        decision = Decision.objects.create(
            application=made,
            outcome=ApplicationStatus.AWARDED,
            amount=ASKED,
            legal_basis="Kommunalfuldmagten",
            decided_by=self.approver,
        )
        pool = self.funding_round.pool
        if status != AwardStatus.LAPSED:
            pool.amount_committed += ASKED
            pool.save()
        return Award.objects.create(
            application=made, decision=decision, pool=pool, amount=ASKED, status=status
        )

    def make(self, move: ApplicationMove, row: Application) -> object:
        """Make this move of the application as the one whose move it is."""
        pk, version = row.pk, row.version
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        citizen, worker, approver = self.applicant, self.caseworker, self.approver
        m = ApplicationMove
        doing: dict[ApplicationMove, Callable[[], object]] = {
            m.SUBMIT: lambda: applications.submit(pk, by=citizen),
            m.TAKE_UP: lambda: casework.take_up(pk, by=worker),
            m.REQUEST_INFORMATION: lambda: casework.request_information(
                pk, text="Hvem ejer pladsen?", due_on=tomorrow, version=version, by=worker
            ),
            m.ANSWER_INFORMATION: lambda: answering.answer_inquiry(
                pk, answer="Boligforeningen.", by=citizen
            ),
            m.PASS_INFORMATION_DEADLINE: lambda: casework.pass_information_deadline(pk, by=worker),
            m.OPEN_HEARING: lambda: casework.open_hearing(
                pk, text="Boligforeningen siger nej.", version=version, by=worker
            ),
            m.CLOSE_HEARING: lambda: casework.close_hearing(pk, by=worker),
            m.RECOMMEND: lambda: casework.recommend(
                pk, amount=ASKED, reasons="Godt for kvarteret.", version=version, by=worker
            ),
            m.SEND_BACK: lambda: casework.send_back(
                pk, reason="Hvad siger ejeren?", version=version, by=approver
            ),
            m.AWARD_IN_FULL: lambda: awards.award(pk, amount=ASKED, version=version, by=approver),
            m.AWARD_IN_PART: lambda: awards.award(
                pk,
                amount=Decimal("2000.00"),
                reasons=REASONS,
                criteria_ids=[self.criterion.pk],
                version=version,
                by=approver,
            ),
            m.REFUSE: lambda: awards.refuse(
                pk,
                reasons=REASONS,
                criteria_ids=[self.criterion.pk],
                version=version,
                by=approver,
            ),
            m.DISMISS: lambda: casework.dismiss(pk, reasons=REASONS, version=version, by=worker),
            m.WITHDRAW: lambda: applications.withdraw(pk, by=citizen),
            m.REOPEN: lambda: casework.reopen(pk, reason="Nye oplysninger.", by=worker),
        }
        return doing[move]()

    def make_award(self, move: AwardMove, row: Award) -> object:
        """Make this move of the award as the one whose move it is."""
        worker = self.caseworker
        doing: dict[AwardMove, Callable[[], object]] = {
            AwardMove.ACCEPT: lambda: awards.accept(row.pk, by=self.applicant),
            AwardMove.START: lambda: awards.start(row.pk, by=self.applicant),
            AwardMove.CALL_FOR_REPORT: lambda: awards.call_for_report(row.pk, by=worker),
            AwardMove.REPORT: lambda: self.report(row, by=self.applicant),
            AwardMove.CLOSE: lambda: awards.close(row.pk, by=worker),
            AwardMove.DECLINE: lambda: awards.decline(row.pk, by=self.applicant),
            AwardMove.LAPSE: lambda: awards.lapse(row.pk, reason=REASONS, by=worker),
            AwardMove.DEMAND_REPAYMENT: lambda: self.demand(row, by=worker),
        }
        return doing[move]()

    def report(self, row: Award, *, by: User) -> object:
        """Send a report on the award."""
        return reports.submit(
            row.pk,
            what_happened="Vi byggede seks højbede, og 40 kom til høstfesten.",
            participants=40,
            volunteers=9,
            volunteer_hours=120,
            reached_new_people=True,
            continues=WillContinue.YES,
            is_declared=True,
            amount_spent=ASKED,
            by=by,
        )

    def demand(self, row: Award, *, by: User) -> Repayment:
        """Ask all of the money back, which was paid yesterday."""
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        row.payments.create(
            amount=row.amount,
            status=PaymentStatus.PAID,
            paid_on=yesterday,
            recorded_by=self.payer,
        )
        return repayments.demand(
            row.pk,
            amount=row.amount,
            due_on=timezone.localdate() + datetime.timedelta(days=30),
            reason="Højbedene blev ikke til noget.",
            by=by,
        )

    def pay(self, row: Award, amount: Decimal, *, by: User | None = None) -> Payment:
        """Record a payment of today."""
        return payments.record(
            row.pk, amount=amount, paid_on=timezone.localdate(), by=by or self.payer
        )


@pytest.fixture
def world(applicant: User, caseworker: User, approver: User, payer: User) -> World:
    criterion = CriterionFactory.create(funding_round=FundingRoundFactory.create())
    return World(
        funding_round=criterion.funding_round,
        criterion=criterion,
        applicant=applicant,
        caseworker=caseworker,
        approver=approver,
        payer=payer,
    )


def log() -> list[tuple[str, str | None]]:
    """What the log says: (action, who), oldest first."""
    rows = AuditEvent.objects.order_by("pk").select_related("actor")
    return [(row.action, row.actor.email if row.actor else None) for row in rows]
