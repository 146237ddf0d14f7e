"""A guide brings two together; each says yes or no, and either may end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import permissions
from guides.emails import introductions as mails
from guides.enums import (
    INTRODUCTION_TRANSITIONS,
    ContactWay,
    IntroductionMove,
    IntroductionOutcome,
)
from guides.errors import ContactMissing, NotPermitted, NotSuited, TransitionNotAllowed
from guides.models import Introduction
from initiatives.models import HelpNeed, HelpOffer, Initiative
from initiatives.permissions import is_lead
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User


@transaction.atomic
def ask(offer_id: int, *, need_id: int, by: User) -> Introduction:
    """Ask one who offers and a group that lacks whether they want to know each other.

    Neither learns who the other is. Asking again while they think gives the same row back.

    Raises: NotPermitted (no guide at work in the offer's place), NotSuited (the offer or the need
    is no more, they are not in one place, or they are the same person).
    Effects: audit `guides.introduction_asked`; a mail to both.
    """
    guide = permissions.active_guide(by)
    offer = HelpOffer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    need = HelpNeed.objects.open().select_related("initiative").filter(pk=need_id).first()
    if guide is None or not permissions.can_keep(by, offer.neighbourhood_id):
        raise NotPermitted(_("Kun en guide i kvarteret kan gøre det."))
    lead = need.initiative.lead if need else None
    if need is None or lead is None or not offer.is_running:
        raise NotSuited(_("Tilbuddet gælder ikke mere, eller behovet er dækket."))
    if need.initiative.neighbourhood_id != offer.neighbourhood_id or lead.pk == offer.offered_by_id:
        raise NotSuited(_("De to passer ikke sammen."))
    known = Introduction.objects.open().filter(offer=offer, initiative=need.initiative).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            row = Introduction.objects.create(
                offer=offer, initiative=need.initiative, need=need, made_by=guide
            )
    except IntegrityError:  # a colleague was as quick
        return Introduction.objects.open().get(offer=offer, initiative=need.initiative)
    event = record(AuditAction.INTRODUCTION_ASKED, target=row, by=by).pk
    for person in (offer.offered_by, lead):
        mails.asked(row, to=person, event=event)
    return row


@transaction.atomic
def accept(introduction_id: int, *, way: ContactWay, by: User) -> Introduction:
    """Say yes, and choose what the other gets. With the second yes both get the other's.

    Saying yes again only changes the way. Raises: NotPermitted, TransitionNotAllowed, NotSuited,
    ContactMissing (the person has no such number or address).
    Effects: audit `guides.introduction_accepted`, then `guides.introduction_made` and mails.
    """
    row = _of_party(introduction_id, by)
    if not row.allows(IntroductionMove.ACCEPT):
        raise TransitionNotAllowed(_refusal(row))
    if not row.offer.is_running:
        raise NotSuited(_("Tilbuddet gælder ikke mere."))
    if not getattr(by, way.lower()):
        raise ContactMissing(_("Skriv det først under dine oplysninger, eller vælg noget andet."))
    now = timezone.now()
    if by.pk == row.offer.offered_by_id:
        row.offerer_yes_at, row.offerer_way = now, way
    else:
        row.lead, row.lead_yes_at, row.lead_way = by, now, way
    record(AuditAction.INTRODUCTION_ACCEPTED, target=row, by=by)
    is_made = row.offerer_yes_at is not None and row.lead_yes_at is not None
    if is_made:
        row.status = INTRODUCTION_TRANSITIONS[IntroductionMove.ACCEPT][1]
        row.introduced_at = now
    row.save()
    if is_made and row.lead is not None:
        event = record(AuditAction.INTRODUCTION_MADE, target=row, by=by).pk
        for person in (row.offer.offered_by, row.lead):
            mails.made(row, to=person, event=event)
        mails.told_guide(row, event=event)
    return row


@transaction.atomic
def decline(introduction_id: int, *, by: User) -> Introduction:
    """Say no, without having to say why; nobody's contact has been shown.

    Raises: NotPermitted, TransitionNotAllowed.
    Effects: audit `guides.introduction_declined`; the guide hears of it, the other if asked too.
    """
    row = _of_party(introduction_id, by)
    if not row.allows(IntroductionMove.DECLINE):
        raise TransitionNotAllowed(_refusal(row))
    return _finish(row, IntroductionMove.DECLINE, AuditAction.INTRODUCTION_DECLINED, by=by)


@transaction.atomic
def end(
    introduction_id: int, *, outcome: IntroductionOutcome | None, by: User | None
) -> Introduction:
    """End it, and tell the guide what came of it. From then on no contact is shown.

    Args: outcome: None when it is not told.
    Raises: NotPermitted, TransitionNotAllowed.
    Effects: audit `guides.introduction_ended`; mails to the other and to the guide.
    """
    row = _locked(introduction_id) if by is None else _of_party(introduction_id, by)
    if not row.allows(IntroductionMove.END):
        raise TransitionNotAllowed(_refusal(row))
    row.outcome = outcome or ""
    return _finish(row, IntroductionMove.END, AuditAction.INTRODUCTION_ENDED, by=by)


def end_all_of(offer: HelpOffer, *, by: User) -> None:
    """End what an offer was in, when it is withdrawn. Part of the caller's transaction."""
    for pk in Introduction.objects.open().filter(offer=offer).values_list("pk", flat=True):
        end(pk, outcome=None, by=by)


def _finish(
    row: Introduction, move: IntroductionMove, action: AuditAction, *, by: User | None
) -> Introduction:
    row.status = INTRODUCTION_TRANSITIONS[move][1]
    row.ended_at, row.ended_by = timezone.now(), by
    row.save(update_fields=["status", "ended_at", "ended_by", "outcome"])
    data = {"outcome": row.outcome} if row.outcome else {}
    event = record(action, target=row, by=by, data=data).pk
    lead = row.lead or row.initiative.lead
    for person in (row.offer.offered_by, lead):
        if person is not None and person != by:
            mails.over(row, to=person, event=event)
    mails.told_guide(row, event=event)
    return row


def _locked(introduction_id: int) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",)).with_parties()
    return rows.get(pk=introduction_id)


def _of_party(introduction_id: int, by: User) -> Introduction:
    """Lock one that this person is a party to: who offers, or leads. Raises: NotPermitted."""
    row = _locked(introduction_id)
    initiative: Initiative = row.initiative
    if by.pk != row.offer.offered_by_id and not is_lead(by, initiative):
        raise NotPermitted(_("Kun de to, det handler om, kan svare."))
    return row


def _refusal(row: Introduction) -> str:
    return _("Det kan ikke gøres nu. Introduktionens status er »%(status)s«.") % {
        "status": row.get_status_display()
    }
