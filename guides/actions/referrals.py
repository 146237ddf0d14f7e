"""People sent on: to a community by their guide, and to a guide by a «vejviser»."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.actions import cases
from guides.enums import CaseOrigin, ReferralOutcome
from guides.errors import ConsentMissing, DayNotPossible, NotPermitted, TransitionNotAllowed
from guides.models import Case, Community, IncomingReferral, Referral
from initiatives.actions import initiatives
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User

_REMINDED_FOR_DAYS = 14


@transaction.atomic
def refer(
    case_id: int,
    *,
    token: UUID,
    community_id: int,
    passed_on: str,
    has_agreed: bool,
    follow_up_on: datetime.date,
    by: User,
) -> Referral:
    """Send the people of a course on to a community; the same form sent twice is one referral.

    The portal tells the community nothing: the guide does, and writes down what. Nobody's access
    to the course changes.

    Args: passed_on: what the community is told about the person.
    Raises: NotPermitted (not the guide's own course), TransitionNotAllowed (it is closed),
    ConsentMissing, DayNotPossible.
    Effects: audit `guides.referred_on`; tells the «tovholder» by mail that there is news.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("guide").get(pk=case_id)
    if not permissions.can_work_on(permissions.active_guide(by), case):
        raise NotPermitted(_("Kun forløbets egen guide kan gøre det."))
    known = Referral.objects.filter(submission_token=token, case=case).first()
    if known is not None:
        return known
    if not case.is_open:
        raise TransitionNotAllowed(_("Forløbet er afsluttet."))
    if not has_agreed:
        raise ConsentMissing(_("Spørg personen, og sæt kryds, når svaret er ja"))
    if follow_up_on < timezone.localdate():
        raise DayNotPossible(_("Vælg i dag eller en senere dag"))
    referral = Referral.objects.create(
        case=case,
        community=Community.objects.listed().get(pk=community_id),
        passed_on=passed_on,
        agreed_at=timezone.now(),
        referred_by=by,
        follow_up_on=follow_up_on,
        submission_token=token,
    )
    data = {"referral": referral.pk, "community": referral.community_id}
    record(AuditAction.REFERRED_ON, target=case, by=by, data=data)
    emails.referred_on(referral)
    return referral


@transaction.atomic
def follow_up(
    referral_id: int, *, outcome: ReferralOutcome | None, again_on: datetime.date | None, by: User
) -> Referral:
    """Write how it went, or put the question off to another day.

    Raises: NotPermitted, DayNotPossible (neither an outcome nor a day to come).
    Effects: audit `guides.referral_followed_up`.
    """
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case__guide")
    referral = rows.get(pk=referral_id)
    if not permissions.can_work_on(permissions.active_guide(by), referral.case):
        raise NotPermitted(_("Kun forløbets egen guide kan gøre det."))
    today = timezone.localdate()
    if outcome is None and (again_on is None or again_on <= today):
        raise DayNotPossible(_("Vælg, hvordan det gik, eller en senere dag"))
    if outcome is not None:
        referral.outcome, referral.outcome_at = outcome, timezone.now()
        changed = ["outcome", "outcome_at"]
    else:
        referral.follow_up_on = again_on or today
        changed = ["follow_up_on"]
    referral.save(update_fields=changed)
    data = {"referral": referral.pk, "outcome": referral.outcome}
    record(AuditAction.REFERRAL_FOLLOWED_UP, target=referral.case, by=by, data=data)
    return referral


@transaction.atomic
def refer_in(
    *,
    token: UUID,
    text: str,
    neighbourhood_id: int,
    name: str,
    phone: str,
    email: str,
    has_agreed: bool,
    sender_name: str,
    sender_work: str,
    sender_phone: str,
    sender_email: str,
) -> Case:
    """Take in a person whom a «vejviser» sends to a guide, who rings within three working days.

    The same form sent twice is one course. Nobody is told the person's affairs but the guide.

    Raises: ConsentMissing (the person has not said yes), and as `initiatives.tell_idea`.
    Effects: audit `guides.referred_in` beside those of `cases.open_case`; a mail to the person.
    """
    if not has_agreed:
        raise ConsentMissing(_("Spørg personen, og sæt kryds, når svaret er ja"))
    initiative, is_new = initiatives.take_in_referred(
        token=token, text=text, neighbourhood_id=neighbourhood_id, name=name, phone=phone,
        email=email,
    )  # fmt: skip
    case = cases.open_case(initiative.pk, origin=CaseOrigin.REFERRAL, by=None)
    if not is_new:
        return case
    IncomingReferral.objects.create(
        case=case,
        sender_name=sender_name,
        sender_work=sender_work,
        sender_phone=sender_phone,
        sender_email=sender_email,
        agreed_at=timezone.now(),
    )
    record(AuditAction.REFERRED_IN, target=case, by=None)
    if email:
        emails.referred_in(initiative.pk, email, call_back_by=case.call_back_by)
    return case


def remind(today: datetime.date) -> int:
    """Remind guides once to ask how it went, on the day; those missed a few days are caught up."""
    since = today - datetime.timedelta(days=_REMINDED_FOR_DAYS)
    due = Referral.objects.to_follow_up(today).filter(follow_up_on__gte=since)
    rows = due.select_related("case__guide__user")
    for referral in rows:
        emails.referral_due(referral)
    return len(rows)
