"""Handing a course over to a colleague, who says yes before anything changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.actions import assignments, cases
from guides.enums import HANDOVER_TRANSITIONS, HandoverMove, HandoverStatus
from guides.errors import HandoverRefused, NotPermitted
from guides.models import Case, CommunityGuide, Handover
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.users.models import User


@transaction.atomic
def offer(case_ids: Iterable[int], *, to_guide_id: int, words: str, by: User) -> list[Handover]:
    """Offer courses to a colleague of the same organisation, all or none.

    Raises: NotPermitted (neither the guide nor the organisation's lead), HandoverRefused (closed,
        offered already, or the colleague cannot).
    Effects: audit `guides.handover_offered` for each; one mail to the colleague.
    """
    to = CommunityGuide.objects.active().select_related("user").filter(pk=to_guide_id).first()
    chosen = sorted(set(case_ids))
    if to is None or not chosen:
        raise HandoverRefused(_("Vælg et forløb og en kollega, der er på arbejde."))
    made = [_offer(cases.locked(case_id), to, words, by=by) for case_id in chosen]
    emails.handover_offered(made)
    return made


@transaction.atomic
def accept(handover_id: int, *, by: User) -> Case:
    """Take an offered course over. Accepting again changes nothing.

    Raises: NotPermitted (not the one who is asked, or not at work), HandoverRefused (answered
        otherwise, closed, or gone to another).
    Effects: the guide before is out at once; audit `guides.handover_accepted`; tells the citizen
        and the one who offered by mail.
    """
    row, case = _locked(handover_id)
    guide = permissions.active_guide(by)
    if guide is None or row.to_guide_id != guide.pk:
        raise NotPermitted(_("Kun den, der er spurgt, kan overtage forløbet."))
    if row.status == HandoverStatus.ACCEPTED and case.guide_id == guide.pk:
        return case
    _require(row, HandoverMove.ACCEPT)
    if not case.is_open or case.guide_id != row.from_guide_id:
        raise HandoverRefused(_("Forløbet kan ikke overtages mere."))
    _answer(row, HandoverMove.ACCEPT, by=by)
    assignments.pass_on(case, to=guide, by=by)
    facts = {"from": row.from_guide_id, "to": row.to_guide_id}
    record(AuditAction.HANDOVER_ACCEPTED, target=case, by=by, data=facts)
    emails.handover_answered(row)
    return case


@transaction.atomic
def decline(handover_id: int, *, answer: str, by: User) -> Handover:
    """Say no thank you; the course stays where it is.

    Raises: NotPermitted, HandoverRefused (answered already).
    Effects: audit `guides.handover_declined`; tells the one who offered by mail.
    """
    row, case = _locked(handover_id)
    guide = permissions.active_guide(by)
    if guide is None or row.to_guide_id != guide.pk:
        raise NotPermitted(_("Kun den, der er spurgt, kan svare."))
    _require(row, HandoverMove.DECLINE)
    row.answer = answer
    _answer(row, HandoverMove.DECLINE, by=by)
    record(AuditAction.HANDOVER_DECLINED, target=case, by=by, data={"to": row.to_guide_id})
    emails.handover_answered(row)
    return row


@transaction.atomic
def withdraw(handover_id: int, *, by: User) -> Handover:
    """Take an offer back before it is answered.

    Raises: NotPermitted, HandoverRefused (answered already).
    Effects: audit `guides.handover_withdrawn`.
    """
    row, case = _locked(handover_id)
    if not _may_offer(by, case, row.from_guide):
        raise NotPermitted(_("Kun forløbets guide eller lederen kan trække tilbuddet tilbage."))
    take_back(handover_id, by=by)
    row.refresh_from_db()
    return row


def take_back(handover_id: int, *, by: User) -> None:
    """Take an offer back because the one who was asked leaves; in the caller's transaction.

    Effects: audit `guides.handover_withdrawn`.
    """
    row, case = _locked(handover_id)
    _require(row, HandoverMove.WITHDRAW)
    _answer(row, HandoverMove.WITHDRAW, by=by)
    record(AuditAction.HANDOVER_WITHDRAWN, target=case, by=by, data={"to": row.to_guide_id})


def _offer(case: Case, to: CommunityGuide, words: str, *, by: User) -> Handover:
    holder = case.guide
    if holder is None or not _may_offer(by, case, holder):
        raise NotPermitted(_("Kun forløbets guide eller lederen kan overdrage det."))
    if to.organisation_id != holder.organisation_id:
        raise HandoverRefused(_("Et forløb bliver i guidens egen organisation."))
    if to.pk == holder.pk:
        raise HandoverRefused(_("Kollegaen har allerede forløbet."))
    if not case.is_open:
        raise HandoverRefused(_("Forløbet er afsluttet."))
    if Handover.objects.filter(case=case, status=HandoverStatus.OFFERED).exists():
        raise HandoverRefused(_("Forløbet er allerede tilbudt en kollega."))
    row = Handover.objects.create(
        case=case, from_guide=holder, to_guide=to, words=words, offered_by=by
    )
    record(AuditAction.HANDOVER_OFFERED, target=case, by=by, data={"to": to.pk})
    return row


def _may_offer(by: User, case: Case, holder: CommunityGuide) -> bool:
    guide = permissions.active_guide(by)
    is_own = guide is not None and case.guide_id == guide.pk
    return is_own or permissions.leads(by, holder.organisation_id)


def _locked(handover_id: int) -> tuple[Handover, Case]:
    """Lock the course, then the offer: everybody who moves a course takes them in that order."""
    case_id = Handover.objects.values_list("case", flat=True).get(pk=handover_id)
    case = cases.locked(case_id)
    rows = Handover.objects.select_for_update(of=("self",)).select_related(
        "from_guide__user", "to_guide__user"
    )
    return rows.get(pk=handover_id), case


def _require(row: Handover, move: HandoverMove) -> None:
    if not row.allows(move):
        raise HandoverRefused(
            _("Det kan ikke gøres nu. Svaret er »%(status)s«.")
            % {"status": row.get_status_display()}
        )


def _answer(row: Handover, move: HandoverMove, *, by: User) -> None:
    row.status = HANDOVER_TRANSITIONS[move][1]
    row.answered_at, row.answered_by = timezone.now(), by
    row.save(update_fields=["status", "answer", "answered_at", "answered_by"])
