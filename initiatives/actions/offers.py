"""«Jeg kan hjælpe»: offers made, changed, withdrawn, looked through and forgotten."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.actions.needs import plain
from initiatives.enums import OFFER_TRANSITIONS, NeedKind, OfferStatus, OfferVisibility, Visibility
from initiatives.errors import DayNotPossible, NotPermitted, ReasonsMissing, TransitionNotAllowed
from initiatives.models import HelpNeed, HelpOffer
from initiatives.models.offer import OFFER_DAYS
from initiatives.signals import offer_withdrawn
from portal.areas.models import Neighbourhood
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User


@transaction.atomic
def make(
    *,
    token: UUID,
    kind: NeedKind,
    text: str,
    neighbourhood_id: int,
    theme_id: int | None,
    active_until: datetime.date,
    need_id: int | None,
    by: User,
) -> HelpOffer:
    """Offer help, for a need or for a neighbourhood; the form sent twice is one offer.

    Args: need_id: the need it answers. It is then offered where that initiative is.
    Raises: ReasonsMissing (no text), ContactShown (a number or an address in it), DayNotPossible.
    Effects: audit `initiatives.offer_made`; a moderator reads it before the neighbours do.
    """
    known = HelpOffer.objects.filter(submission_token=token, offered_by=by).first()
    if known is not None:
        return known
    _check_day(active_until)
    need = _shown_need(need_id)
    place = Neighbourhood.objects.active().get(pk=neighbourhood_id)
    if need is not None and need.initiative.neighbourhood is not None:
        place = need.initiative.neighbourhood
    row = HelpOffer.objects.create(
        offered_by=by,
        need=need,
        neighbourhood=place,
        theme_id=theme_id,
        kind=kind,
        text=plain(text),
        active_until=active_until,
        submission_token=token,
    )
    audit.record(AuditAction.OFFER_MADE, target=row, by=by, data={"kind": kind})
    return row


@transaction.atomic
def edit(
    offer_id: int,
    *,
    kind: NeedKind,
    text: str,
    theme_id: int | None,
    active_until: datetime.date,
    by: User,
) -> HelpOffer:
    """Write one's own offer anew. New words wait for a moderator again.

    Raises: NotPermitted, TransitionNotAllowed (it was withdrawn), and as `make`.
    Effects: audit `initiatives.offer_changed`.
    """
    row = _own(offer_id, by)
    if row.status != OfferStatus.OPEN:
        raise TransitionNotAllowed(_("Tilbuddet er trukket tilbage."))
    _check_day(active_until)
    words = plain(text)
    if words != row.text:
        row.visibility, row.hidden_because = OfferVisibility.AWAITING_MODERATION, ""
    row.kind, row.text, row.theme_id, row.active_until = kind, words, theme_id, active_until
    row.save(
        update_fields=["kind", "text", "theme", "active_until", "visibility", "hidden_because"]
    )
    audit.record(AuditAction.OFFER_CHANGED, target=row, by=by)
    return row


@transaction.atomic
def withdraw(offer_id: int, *, by: User) -> HelpOffer:
    """Take one's own offer back, at any time; doing it again changes nothing.

    Raises: NotPermitted.
    Effects: audit `initiatives.offer_withdrawn`; signal `offer_withdrawn`: its introductions end.
    """
    row = _own(offer_id, by)
    if row.status not in OFFER_TRANSITIONS[OfferStatus.WITHDRAWN]:
        return row
    row.status, row.withdrawn_at = OfferStatus.WITHDRAWN, timezone.now()
    row.save(update_fields=["status", "withdrawn_at"])
    audit.record(AuditAction.OFFER_WITHDRAWN, target=row, by=by)
    offer_withdrawn.send(sender=HelpOffer, offer=row, by=by)
    return row


@transaction.atomic
def moderate(offer_id: int, *, shown: bool, reason: str, by: User) -> HelpOffer:
    """Let an offer's words out without the name, or say why not. A moderator's own is another's.

    Raises: NotPermitted, ReasonsMissing (a no without a reason), TransitionNotAllowed (withdrawn).
    Effects: audit `initiatives.offer_shown` or `initiatives.offer_hidden`; a mail about a no.
    """
    row = HelpOffer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    if not permissions.moderates(by) or row.offered_by_id == by.pk:
        raise NotPermitted(_("En anden moderator må se på det."))
    if row.status != OfferStatus.OPEN:
        raise TransitionNotAllowed(_("Tilbuddet er trukket tilbage."))
    if not shown and not reason.strip():
        raise ReasonsMissing(_("Skriv til personen, hvorfor"))
    row.visibility = OfferVisibility.PUBLIC if shown else OfferVisibility.HIDDEN
    row.hidden_because = "" if shown else reason.strip()
    row.looked_at_by = by
    row.save(update_fields=["visibility", "hidden_because", "looked_at_by"])
    audit.record(AuditAction.OFFER_SHOWN if shown else AuditAction.OFFER_HIDDEN, target=row, by=by)
    if not shown:
        emails.offer_hidden(row)
    return row


def forget(today: datetime.date) -> int:
    """Delete offers that were over a year ago, and what came of them; done twice, it does nothing.

    Effects: audit `initiatives.offer_forgotten`, which names nobody.
    """
    forgotten = 0
    for pk in HelpOffer.objects.to_forget(today).values_list("pk", flat=True):
        with transaction.atomic():
            row = HelpOffer.objects.to_forget(today).select_for_update().filter(pk=pk).first()
            if row is None:
                continue
            audit.record(AuditAction.OFFER_FORGOTTEN, target=row, by=None)
            row.delete()
            forgotten += 1
    return forgotten


def _shown_need(need_id: int | None) -> HelpNeed | None:
    """The need an offer answers, if everybody may read it; else it is for the neighbourhood."""
    if need_id is None:
        return None
    rows = HelpNeed.objects.open().filter(initiative__visibility=Visibility.PUBLIC)
    return rows.select_related("initiative__neighbourhood").filter(pk=need_id).first()


def _own(offer_id: int, by: User) -> HelpOffer:
    row = HelpOffer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    if row.offered_by_id != by.pk:
        raise NotPermitted(_("Kun den, der tilbyder hjælpen, kan gøre det."))
    return row


def _check_day(day: datetime.date) -> None:
    today = timezone.localdate()
    if not today <= day <= today + datetime.timedelta(days=OFFER_DAYS):
        raise DayNotPossible(_("Vælg en dag fra i dag og højst et år frem"))
