"""What the group does when it is asked: answer, put right exactly what was opened, and be heard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import queries
from initiatives.actions import applications, moves
from initiatives.enums import STEP_FIELDS, ApplicationMove, ApplicationStatus, Step
from initiatives.errors import AnswerLacking, NotOpened, ReasonsMissing
from initiatives.models import Application, Inquiry, InquiryKind
from portal.audit.enums import AuditAction
from portal.form_fields import contains_cpr_number

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from portal.users.models import User

GROUPS: dict[Step, tuple[str, ...]] = {
    Step.TIME_AND_PLACE: ("milestones",),
    Step.MONEY: ("lines",),
    Step.PERMITS: ("files",),
}
"""What a step asks beside its fields, by the name it has in `Inquiry.open_fields`."""

_TOGETHER = (
    {"has_begun", "what_remains"},
    {"starts_on", "ends_on"},
    {"has_sought_elsewhere", "sought_where"},
    {"audience", "declares_child_certificates"},
    {"applicant_kind", "association_name", "association_cvr", "payout_way"},
)
"""Answers of which one cannot be put right without the others."""


@dataclass(frozen=True)
class Corrections:
    """What the group puts right in one step; None keeps the lines or milestones there are."""

    answers: dict[str, Any] = field(default_factory=dict)
    lines: Sequence[tuple[str, Decimal]] | None = None
    milestones: Sequence[tuple[str, datetime.date | None]] | None = None

    @property
    def names(self) -> set[str]:
        """Everything it would write, by the names of `Inquiry.open_fields`."""
        named = set(self.answers)
        if self.lines is not None:
            named.add("lines")
        if self.milestones is not None:
            named.add("milestones")
        return named


def openable(application: Application) -> dict[Step, tuple[str, ...]]:
    """Everything that can be opened for the group to put right, by step, in the form's order."""
    blocks = application.funding_round.extra_questions
    # A file that answers a question is put with the others: «files» opens for it.
    own = tuple(str(block.id) for block in blocks if block.block_type != "file")
    found = {step: names + GROUPS.get(step, ()) for step, names in STEP_FIELDS.items()}
    found[Step.EXTRA_QUESTIONS] = own
    return {step: names for step, names in found.items() if names}


def opened(application: Application, chosen: Iterable[str]) -> list[str]:
    """The chosen answers and those that hang together with them, in the form's order.

    Raises: ValueError (a name the form does not know).
    """
    wanted = set(chosen)
    known = [name for names in openable(application).values() for name in names]
    if wanted - set(known):
        raise ValueError(f"Not of the form: {sorted(wanted - set(known))}")
    for group in _TOGETHER:
        if wanted & group:
            wanted |= group
    return [name for name in known if name in wanted]


@transaction.atomic
def answer_inquiry(
    application_id: int,
    *,
    answer: str,
    by: User,
    corrections: dict[str, Corrections] | None = None,
    stood_by: moves.StoodBy | None = None,
) -> Application:
    """Answer what the municipality asked, or what it put to the group in a hearing.

    Late answers count too, as long as the caseworker has not gone on.

    Args: answer: may be empty when something is put right. corrections: by step.
        stood_by: for one who acts for an applicant without log-in.
    Raises: NotPermitted, ConfirmationMissing, TransitionNotAllowed (nothing is asked), NotOpened
        (an answer that was not asked for), AnswerLacking (what is left is no whole application, or
        over the ceiling), ReasonsMissing (nothing said and nothing changed, or a CPR number).
    Effects: when something changed, a new `ApplicationVersion` and a new amount asked for; audit
        `initiatives.information_answered` or `initiatives.hearing_closed`.
    """
    application = moves.lock(application_id)
    in_hearing = application.status == ApplicationStatus.IN_HEARING
    move = ApplicationMove.CLOSE_HEARING if in_hearing else ApplicationMove.ANSWER_INFORMATION
    moves.require_voice(application, by, stood_by, to=move)
    moves.require_move(application, move)
    kind = InquiryKind.HEARING if in_hearing else InquiryKind.INFORMATION
    inquiry = application.inquiries.get(closed_at=None, kind=kind)
    changed = _put_right(application, inquiry, corrections or {}, by=by)
    inquiry.answer = _said(answer, has_changed=bool(changed))
    inquiry.closed_at = timezone.now()
    inquiry.save(update_fields=["answer", "closed_at"])
    amount = application.amount_requested
    if changed:
        applications.freeze(application, by=by)
        amount = application.sum_of_lines()
    moves.make(
        application,
        move,
        by=by,
        action=AuditAction.HEARING_CLOSED if in_hearing else AuditAction.INFORMATION_ANSWERED,
        data={"changed": changed} if changed else None,
        amount_requested=amount,
    )
    return application


def _said(answer: str, *, has_changed: bool) -> str:
    """The group's words, or that it let its corrections speak. Raises: ReasonsMissing."""
    if contains_cpr_number(answer):
        raise ReasonsMissing(_("Fjern CPR-nummeret"))
    if not answer.strip() and has_changed:
        return _("Vi har rettet svarene i ansøgningen.")
    return moves.require_text(answer, _("Skriv jeres svar, eller ret et af svarene"))


def _put_right(
    application: Application,
    inquiry: Inquiry,
    corrections: dict[str, Corrections],
    *,
    by: User,
) -> list[str]:
    """Write the corrections, and name what is other than before; new files count too."""
    named = {name for correction in corrections.values() for name in correction.names}
    if named - set(inquiry.open_fields):
        raise NotOpened(_("I kan kun rette det, som kommunen har spurgt om."))
    changed: list[str] = []
    for step, given in corrections.items():
        changed += applications.write(
            application,
            step,
            given.answers,
            lines=given.lines,
            milestones=given.milestones,
            by=by,
        )
    if application.files.filter(added_at__gt=inquiry.asked_at).exists():
        changed.append("files")
    if changed:
        _require_whole(application, inquiry)
    return changed


def _require_whole(application: Application, inquiry: Inquiry) -> None:
    """Refuse corrections that leave something out, as far as the group can put it right now."""
    for problem in queries.missing(application):
        if problem.field in inquiry.open_fields:
            raise AnswerLacking(problem.message, field=problem.field)
