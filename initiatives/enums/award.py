"""A grant and its payments: statuses and the tables of moves between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from initiatives.enums.initiative import Stage


class AwardStatus(TextChoices):
    """What becomes of a grant after the decision."""

    OFFERED = "OFFERED", _("Tilbudt")
    ACCEPTED = "ACCEPTED", _("Vilkår accepteret")
    RUNNING = "RUNNING", _("I gang")
    REPORT_DUE = "REPORT_DUE", _("Afventer afrapportering")
    REPORTED = "REPORTED", _("Afrapportering modtaget")
    CLOSED = "CLOSED", _("Afsluttet")
    LAPSED = "LAPSED", _("Bortfaldet")
    REPAYMENT_DUE = "REPAYMENT_DUE", _("Tilbagebetaling kræves")


class AwardMove(TextChoices):
    """What can be done to an award."""

    ACCEPT = "ACCEPT", _("Accepter vilkår")
    START = "START", _("Meld i gang")
    CALL_FOR_REPORT = "CALL_FOR_REPORT", _("Bed om afrapportering")
    REPORT = "REPORT", _("Send afrapportering")
    CLOSE = "CLOSE", _("Afslut")
    DECLINE = "DECLINE", _("Sig nej tak")
    LAPSE = "LAPSE", _("Lad bortfalde")
    DEMAND_REPAYMENT = "DEMAND_REPAYMENT", _("Kræv tilbagebetaling")


_A = AwardStatus

AWARD_TRANSITIONS: dict[AwardMove, tuple[frozenset[AwardStatus], AwardStatus]] = {
    AwardMove.ACCEPT: (frozenset({_A.OFFERED}), _A.ACCEPTED),
    AwardMove.START: (frozenset({_A.ACCEPTED}), _A.RUNNING),
    AwardMove.CALL_FOR_REPORT: (frozenset({_A.RUNNING}), _A.REPORT_DUE),
    AwardMove.REPORT: (frozenset({_A.RUNNING, _A.REPORT_DUE}), _A.REPORTED),
    AwardMove.CLOSE: (frozenset({_A.REPORTED, _A.REPAYMENT_DUE}), _A.CLOSED),
    AwardMove.DECLINE: (frozenset({_A.OFFERED, _A.ACCEPTED}), _A.LAPSED),
    AwardMove.LAPSE: (frozenset({_A.OFFERED, _A.ACCEPTED}), _A.LAPSED),
    AwardMove.DEMAND_REPAYMENT: (frozenset({_A.REPORT_DUE, _A.REPORTED}), _A.REPAYMENT_DUE),
}

COMMITTING = frozenset(set(AwardStatus) - {_A.LAPSED})
"""Awards whose amount is held of the pool's budget."""

PAYABLE = frozenset({_A.ACCEPTED, _A.RUNNING, _A.REPORT_DUE, _A.REPORTED})
"""Awards on which a payment can be recorded: the terms are accepted, the end is not reached."""

PLAN_OPEN = frozenset({_A.ACCEPTED, _A.RUNNING})
"""Awards whose plan can still be changed: the terms are accepted, no report is called for."""

AWARD_STAGES: dict[AwardStatus, frozenset[Stage]] = {
    _A.OFFERED: frozenset({Stage.PREPARING}),
    _A.ACCEPTED: frozenset({Stage.PREPARING}),
    _A.RUNNING: frozenset({Stage.PREPARING, Stage.RUNNING}),
    _A.REPORT_DUE: frozenset({Stage.PREPARING, Stage.RUNNING}),
    _A.REPORTED: frozenset({Stage.PREPARING, Stage.RUNNING, Stage.COMPLETED}),
    _A.CLOSED: frozenset({Stage.PREPARING, Stage.RUNNING, Stage.COMPLETED}),
    _A.LAPSED: frozenset(Stage),
    _A.REPAYMENT_DUE: frozenset({Stage.PREPARING, Stage.RUNNING}),
}
"""How far an initiative may have come by its award; it may be stopped at any time."""


class GroupMove(TextChoices):
    """What a group says beside the moves of its application and award."""

    EXTEND = "EXTEND", _("Udskyd slutdatoen")
    ASK_PLAN_CHANGE = "ASK_PLAN_CHANGE", _("Bed om at ændre planen")
    TAKE_BACK_WISH = "TAKE_BACK_WISH", _("Tag ønsket tilbage")
    CHOOSE_WAY = "CHOOSE_WAY", _("Vælg, hvem pengene skal ud til")
    GIVE_CPR = "GIVE_CPR", _("Giv CPR-nummer")
    ANSWER_VOTE = "ANSWER_VOTE", _("Svar på invitationen til en afstemning")


class PayoutPlan(TextChoices):
    """When a grant is paid; the round says which."""

    UPFRONT = "UPFRONT", _("Forud")
    HALVES = "HALVES", _("Halvdelen forud, resten efter regnskab")
    AFTER_ACCOUNTS = "AFTER_ACCOUNTS", _("Efter regnskab")


class PaymentStatus(TextChoices):
    """Where one payment of a plan is. The portal pays nothing itself."""

    PLANNED = "PLANNED", _("Planlagt")
    APPROVED = "APPROVED", _("Godkendt")
    EXPORTED = "EXPORTED", _("Sendt til udbetaling")
    PAID = "PAID", _("Udbetalt")
    FAILED = "FAILED", _("Gik ikke igennem")
    CANCELLED = "CANCELLED", _("Udgået")


class PaymentMove(TextChoices):
    """What can be done to a payment."""

    APPROVE = "APPROVE", _("Godkend udbetaling")
    TAKE_BACK = "TAKE_BACK", _("Tag godkendelse tilbage")
    EXPORT = "EXPORT", _("Sæt på betalingsliste")
    PAY = "PAY", _("Registrer som udbetalt")
    FAIL = "FAIL", _("Registrer som mislykket")
    PLAN_AGAIN = "PLAN_AGAIN", _("Planlæg igen")
    CANCEL = "CANCEL", _("Tag ud af planen")


_P = PaymentStatus

PAYMENT_TRANSITIONS: dict[PaymentMove, tuple[frozenset[PaymentStatus], PaymentStatus]] = {
    PaymentMove.APPROVE: (frozenset({_P.PLANNED}), _P.APPROVED),
    PaymentMove.TAKE_BACK: (frozenset({_P.APPROVED}), _P.PLANNED),
    PaymentMove.EXPORT: (frozenset({_P.APPROVED}), _P.EXPORTED),
    PaymentMove.PAY: (frozenset({_P.APPROVED, _P.EXPORTED}), _P.PAID),
    PaymentMove.FAIL: (frozenset({_P.EXPORTED}), _P.FAILED),
    PaymentMove.PLAN_AGAIN: (frozenset({_P.FAILED}), _P.PLANNED),
    PaymentMove.CANCEL: (frozenset({_P.PLANNED, _P.FAILED}), _P.CANCELLED),
}

TO_COME = frozenset({_P.PLANNED, _P.APPROVED, _P.EXPORTED, _P.FAILED})
"""Payments that are not made and not given up."""

UNDER_WAY = frozenset({_P.APPROVED, _P.EXPORTED})
"""Payments that a payer has let go and that are not yet made."""
