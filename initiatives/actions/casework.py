"""What the caseworker does with an application, up to the recommendation; and taking it up anew."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import answering, awards, letters, moves
from initiatives.enums import ApplicationMove, ApplicationStatus
from initiatives.errors import (
    AmountNotAllowed,
    DeadlineNotPassed,
    DeadlineTooSoon,
    NotPermitted,
)
from initiatives.models import (
    HEARING_DAYS,
    Application,
    Decision,
    ImpartialityDeclaration,
    Inquiry,
    InquiryKind,
    Recommendation,
)
from initiatives.signals import application_decided
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import ZERO, is_whole_cents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.users.models import User


@transaction.atomic
def take_up(application_id: int, *, by: User) -> Application:
    """Begin the handling of an application, as its caseworker.

    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed.
    Effects: audit `initiatives.application_taken_up`, defers the message that there is news.
    """
    application = _locked_for_handling(application_id, ApplicationMove.TAKE_UP, by=by)
    moves.make(
        application,
        ApplicationMove.TAKE_UP,
        by=by,
        action=AuditAction.APPLICATION_TAKEN_UP,
        caseworker=by,
    )
    return application


@transaction.atomic
def declare_impartiality(
    application_id: int, *, is_impartial: bool, by: User
) -> ImpartialityDeclaration:
    """Say whether one is without conflict of interest in the case («ikke inhabil»).

    One who declares a conflict is shut out of the case at once and for good, and is no longer its
    caseworker. Source: forvaltningsloven §§ 3 and 6.

    Raises: NotPermitted, ConflictOfInterest (a declared conflict cannot be taken back).
    Effects: audit `initiatives.impartiality_declared`.
    """
    application = moves.lock(application_id)
    if not permissions.can_declare(by, application):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    if not is_impartial and application.caseworker_id == by.pk:
        application.caseworker = None
        application.save(update_fields=["caseworker"])
    elif is_impartial:
        standing = permissions.Standing(by, application)
        moves.require_handling(standing, permitted=True)
    declaration, is_new = ImpartialityDeclaration.objects.get_or_create(
        application=application, user=by, defaults={"is_impartial": is_impartial}
    )
    if not is_new and declaration.is_impartial == is_impartial:
        return declaration
    declaration.is_impartial = is_impartial
    declaration.declared_at = timezone.now()
    declaration.save(update_fields=["is_impartial", "declared_at"])
    audit.record(
        AuditAction.IMPARTIALITY_DECLARED,
        target=application,
        by=by,
        data={"is_impartial": is_impartial},
    )
    return declaration


@transaction.atomic
def request_information(
    application_id: int,
    *,
    text: str,
    due_on: datetime.date,
    version: int,
    by: User,
    open_fields: Sequence[str] = (),
) -> Inquiry:
    """Ask the group for what is missing, with a day to answer by.

    Args: open_fields: the answers the group may put right meanwhile, as `answering.openable` names
    them; those that hang together with them are opened too.
    Raises: NotPermitted, ConflictOfInterest, EditConflict, TransitionNotAllowed, ReasonsMissing (no
        text), DeadlineTooSoon.
    Effects: audit `initiatives.information_requested`, defers the message that there is news.
    """
    move = ApplicationMove.REQUEST_INFORMATION
    application = _locked_for_handling(application_id, move, by=by, version=version)
    question = moves.require_text(text, _("Skriv, hvad I mangler at få at vide."))
    if due_on <= timezone.localdate():
        raise DeadlineTooSoon(_("Vælg en frist, der ligger efter i dag."))
    return _ask(
        application,
        move,
        Inquiry(
            kind=InquiryKind.INFORMATION,
            text=question,
            due_on=due_on,
            asked_by=by,
            open_fields=answering.opened(application, open_fields),
        ),
        action=AuditAction.INFORMATION_REQUESTED,
    )


@transaction.atomic
def pass_information_deadline(application_id: int, *, by: User) -> Application:
    """Go on with the case without an answer, when the deadline has passed.

    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed, DeadlineNotPassed.
    Effects: audit `initiatives.information_overdue`, defers the message that there is news.
    """
    move = ApplicationMove.PASS_INFORMATION_DEADLINE
    application = _locked_for_handling(application_id, move, by=by)
    _close_inquiry(application)
    moves.make(application, move, by=by, action=AuditAction.INFORMATION_OVERDUE)
    return application


@transaction.atomic
def open_hearing(
    application_id: int,
    *,
    text: str,
    version: int,
    by: User,
    due_on: datetime.date | None = None,
) -> Inquiry:
    """Put facts that speak against the group to it before they are used («partshøring»).

    Args: due_on: 14 days from today by default, and never sooner.
    Raises: NotPermitted, ConflictOfInterest, EditConflict, TransitionNotAllowed, ReasonsMissing (no
        text), DeadlineTooSoon. Source: forvaltningsloven § 19.
    Effects: audit `initiatives.hearing_opened`, defers the message that there is news.
    """
    move = ApplicationMove.OPEN_HEARING
    application = _locked_for_handling(application_id, move, by=by, version=version)
    facts = moves.require_text(text, _("Skriv de oplysninger, gruppen skal udtale sig om."))
    earliest = timezone.localdate() + datetime.timedelta(days=HEARING_DAYS)
    due_on = due_on or earliest
    if due_on < earliest:
        raise DeadlineTooSoon(
            _("Giv gruppen mindst %(days)s dage til at svare.") % {"days": HEARING_DAYS}
        )
    return _ask(
        application,
        move,
        Inquiry(kind=InquiryKind.HEARING, text=facts, due_on=due_on, asked_by=by),
        action=AuditAction.HEARING_OPENED,
    )


@transaction.atomic
def close_hearing(application_id: int, *, by: User) -> Application:
    """Go on with the case when the hearing's deadline has passed; an answer closes it by itself.

    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed, DeadlineNotPassed.
    Effects: audit `initiatives.hearing_closed`, defers the message that there is news.
    """
    move = ApplicationMove.CLOSE_HEARING
    application = _locked_for_handling(application_id, move, by=by)
    _close_inquiry(application)
    moves.make(application, move, by=by, action=AuditAction.HEARING_CLOSED)
    return application


@transaction.atomic
def recommend(
    application_id: int, *, amount: Decimal, reasons: str, version: int, by: User
) -> Recommendation:
    """Advise the approver what to give, and why («indstilling»).

    Args: amount: DKK, from 0 (refuse) to what was asked for.
    Raises: NotPermitted (also without a declaration), ConflictOfInterest, EditConflict,
        TransitionNotAllowed, AmountNotAllowed, ReasonsMissing.
    Effects: audit `initiatives.application_recommended`.
    """
    move = ApplicationMove.RECOMMEND
    application = _locked_for_handling(
        application_id, move, by=by, version=version, must_be_impartial=True
    )
    if not ZERO <= amount <= application.amount_requested or not is_whole_cents(amount):
        raise AmountNotAllowed(_("Indstil et beløb mellem 0 kr. og det, der er søgt om."))
    recommendation = Recommendation.objects.create(
        application=application,
        amount=amount,
        reasons=moves.require_text(reasons, _("Skriv, hvorfor du indstiller det.")),
        recommended_by=by,
    )
    moves.make(
        application,
        move,
        by=by,
        action=AuditAction.APPLICATION_RECOMMENDED,
        data={"amount": str(amount)},
        # The one who recommends answers for the case, also when it lost its caseworker.
        caseworker=application.caseworker or by,
    )
    return recommendation


@transaction.atomic
def send_back(application_id: int, *, reason: str, version: int, by: User) -> Application:
    """Give a case back to the caseworker instead of deciding it.

    Raises: NotPermitted, ConflictOfInterest, EditConflict, TransitionNotAllowed, ReasonsMissing.
    Effects: audit `initiatives.application_sent_back`.
    """
    application = moves.lock(application_id)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=standing.approves)
    moves.require_version(application, version)
    moves.require_move(application, ApplicationMove.SEND_BACK)
    text = moves.require_text(reason, _("Skriv, hvad sagsbehandleren skal se på igen."))
    latest = application.recommendations.order_by("-recommended_at", "-pk").first()
    if latest:
        latest.sent_back_reason = text
        latest.sent_back_by = by
        latest.sent_back_at = timezone.now()
        latest.save(update_fields=["sent_back_reason", "sent_back_by", "sent_back_at"])
    moves.make(
        application, ApplicationMove.SEND_BACK, by=by, action=AuditAction.APPLICATION_SENT_BACK
    )
    return application


@transaction.atomic
def dismiss(application_id: int, *, reasons: str, version: int, by: User) -> Decision:
    """Turn an application down on form («afvisning»), without weighing its merits.

    Raises: NotPermitted (also without a declaration), ConflictOfInterest, EditConflict,
        TransitionNotAllowed, ReasonsMissing (< 80 characters).
    Effects: audit `initiatives.application_dismissed`, signal `application_decided`, defers the
        message that there is news.
    """
    move = ApplicationMove.DISMISS
    application = _locked_for_handling(
        application_id, move, by=by, version=version, must_be_impartial=True
    )
    decision = Decision.objects.create(
        application=application,
        outcome=ApplicationStatus.DISMISSED,
        reasons=moves.require_reasons(reasons),
        legal_basis=application.funding_round.pool.legal_basis,
        decided_by=by,
    )
    letters.defer(decision)
    moves.make(
        application,
        move,
        by=by,
        action=AuditAction.APPLICATION_DISMISSED,
        decided_at=decision.decided_at,
        caseworker=application.caseworker or by,
    )
    application_decided.send(sender=Application, application=application)
    return decision


@transaction.atomic
def reopen(application_id: int, *, reason: str, by: User) -> Application:
    """Take a decided case up anew («genoptagelse»); the award of a part lapses.

    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed (also when the award is paid or
        begun), ReasonsMissing.
    Effects: the award's money returns to the pool; audit `initiatives.application_reopened`,
        defers the message that there is news.
    """
    awards.lock_pool_of(application_id)
    application = _locked_for_handling(application_id, ApplicationMove.REOPEN, by=by)
    text = moves.require_text(reason, _("Skriv, hvorfor sagen skal genoptages."))
    for award in application.awards.committing().select_for_update():
        award.application = application
        awards.let_lapse(award, by=by)
    latest = application.decisions.order_by("-decided_at", "-pk").first()
    if latest:
        latest.reopened_reason = text
        latest.reopened_by = by
        latest.reopened_at = timezone.now()
        latest.save(update_fields=["reopened_reason", "reopened_by", "reopened_at"])
    moves.make(
        application,
        ApplicationMove.REOPEN,
        by=by,
        action=AuditAction.APPLICATION_REOPENED,
        decided_at=None,
        caseworker=by,
    )
    return application


def _locked_for_handling(
    application_id: int,
    move: ApplicationMove,
    *,
    by: User,
    version: int | None = None,
    must_be_impartial: bool = False,
) -> Application:
    """Lock the application for a caseworker's move; see `moves` for what each check refuses."""
    application = moves.lock(application_id)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=standing.handles)
    if must_be_impartial:
        moves.require_impartiality(standing)
    if version is not None:
        moves.require_version(application, version)
    moves.require_move(application, move)
    return application


def _ask(
    application: Application, move: ApplicationMove, inquiry: Inquiry, *, action: AuditAction
) -> Inquiry:
    inquiry.application = application
    inquiry.save()
    moves.make(
        application,
        move,
        by=inquiry.asked_by,
        action=action,
        data={"due_on": inquiry.due_on.isoformat()},
    )
    return inquiry


def _close_inquiry(application: Application) -> None:
    open_ones = application.inquiries.filter(closed_at=None)
    if open_ones.filter(due_on__gte=timezone.localdate()).exists():
        raise DeadlineNotPassed(_("Fristen er ikke gået endnu. Gruppen kan stadig svare."))
    open_ones.update(closed_at=timezone.now())
