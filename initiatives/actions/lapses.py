"""Grants that nobody said yes to, or nobody began: a warning, and then they lapse by themselves."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.actions import awards, moves, revocations
from initiatives.enums import UNDER_WAY, AwardStatus, PaymentStatus
from initiatives.models import Award, Payment
from initiatives.models.award import WARNING_DAYS
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.money import ZERO
from portal.templatetags.portal_tags import dato

if TYPE_CHECKING:
    from initiatives.models.award import AwardQuerySet


def warn_and_lapse(on: datetime.date | None = None) -> tuple[int, int]:
    """Warn of what lapses in 14 days, and let lapse what was warned of 14 days ago.

    For the clock; each in a transaction of its own. A group that says yes, begins or is paid in
    between keeps its grant. Done twice, it changes nothing.

    Returns: how many were warned, and how many lapsed.
    """
    day = on or timezone.localdate()
    ids = list(_idle(day).order_by("pk").values_list("pk", flat=True))
    done = [_next_step(award_id, day) for award_id in ids]
    return done.count("warned"), done.count("lapsed")


def _idle(day: datetime.date) -> AwardQuerySet:
    """Grants whose time is up within 14 days, of which nothing is paid or let go.

    What has a first day begins by itself on it, so only those without one can stay accepted.
    """
    let_go = Payment.objects.filter(
        award=OuterRef("pk"), status__in=UNDER_WAY | {PaymentStatus.PAID}
    )
    return Award.objects.filter(
        Q(
            status=AwardStatus.OFFERED,
            awarded_at__date__lte=_before(day, settings.LAPSE_UNACCEPTED_DAYS),
        )
        | Q(
            status=AwardStatus.ACCEPTED,
            accepted_at__date__lte=_before(day, settings.LAPSE_UNSTARTED_DAYS),
            application__initiative__starts_on__isnull=True,
        ),
        ~Exists(let_go),
    )


def _before(day: datetime.date, days: int) -> datetime.date:
    return day - datetime.timedelta(days=days - WARNING_DAYS)


@transaction.atomic
def _next_step(award_id: int, day: datetime.date) -> str:
    awards.lock_pool_of(Award.objects.values_list("application_id", flat=True).get(pk=award_id))
    award = moves.lock_award(award_id)
    if not _idle(day).filter(pk=award_id).exists():
        return ""
    begun = award.awarded_at if award.status == AwardStatus.OFFERED else award.accepted_at
    warned = award.lapse_warned_on
    if warned is None or (begun is not None and warned < timezone.localdate(begun)):
        award.lapse_warned_on = day
        award.save(update_fields=["lapse_warned_on"])
        audit.record(AuditAction.AWARD_LAPSE_WARNED, target=award, by=None)
        moves.tell_news(award.application)
        return "warned"
    if day - warned < datetime.timedelta(days=WARNING_DAYS):
        return ""
    revocations.write(award, before=award.amount_held, after=ZERO, reasons=_reasons(award), by=None)
    awards.let_lapse(award, by=None)
    moves.tell_news(award.application)
    return "lapsed"


def _reasons(award: Award) -> str:
    """Why the clock lets it lapse, with the day on which the group was told that it would."""
    told = {"day": dato(award.lapse_warned_on)}
    if award.status == AwardStatus.OFFERED:
        why = _("I har ikke sagt ja til vilkårene. Vi mindede jer om det %(day)s.") % told
    else:
        why = _("I er ikke gået i gang. Vi mindede jer om det %(day)s.") % told
    return " ".join([why, _("Vi har ikke hørt fra jer siden, og derfor bortfalder tilskuddet.")])
