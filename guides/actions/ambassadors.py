"""The role of ambassador: begun, shown, renewed, asked about, ended."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions, renewal
from guides.enums import EndReason
from guides.errors import AlreadyAnswered, NameMissing, NotPermitted, RoleNotOpen
from guides.models import (
    ActivityQuestion,
    Ambassador,
    Certificate,
    CommunityGuide,
    Enrolment,
    Renewal,
)
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User


def begin(
    enrolment: Enrolment,
    *,
    until: datetime.date,
    trainer: CommunityGuide,
    shown_publicly: bool,
    words: str,
) -> Ambassador:
    """Make a person who has finished an ambassador. Part of the caller's transaction."""
    shown = {"words": words, "public_since": timezone.now() if shown_publicly else None}
    first = {"since": enrolment.completed_on, "enrolment": enrolment, "trained_by": trainer}
    ambassador, is_new = Ambassador.objects.select_for_update(of=("self",)).get_or_create(
        user=enrolment.person, defaults={**shown, **first, "active_to": until}
    )
    if not is_new:
        was = ambassador.active_to
        ambassador.words = words
        ambassador.public_since = shown["public_since"]
        ambassador.ended_on, ambassador.end_reason = None, ""
        # A role without an end stays so, and nobody loses days by learning more.
        ambassador.active_to = max(was, until) if was is not None else None
        ambassador.save(
            update_fields=["words", "public_since", "ended_on", "end_reason", "active_to"]
        )
    ambassador.neighbourhoods.add(enrolment.neighbourhood)
    return ambassador


@transaction.atomic
def change_consent(ambassador_id: int, *, shown_publicly: bool, by: User) -> Ambassador:
    """Record an ambassador's yes to being shown by first name, or that it is taken back.

    Raises: NotPermitted, NameMissing.
    Effects: audit `guides.ambassador_consent_changed`, when it did change.
    """
    ambassador = locked(ambassador_id)
    if not permissions.can_change_consent(by, ambassador):
        raise NotPermitted(_("Kun ambassadøren selv eller holdets guide kan ændre det."))
    if ambassador.is_shown_publicly == shown_publicly:
        return ambassador
    check_name(ambassador.user, shown_publicly=shown_publicly)
    ambassador.public_since = timezone.now() if shown_publicly else None
    ambassador.save(update_fields=["public_since"])
    facts = {"shown_publicly": shown_publicly}
    record(AuditAction.AMBASSADOR_CONSENT_CHANGED, target=ambassador, by=by, data=facts)
    return ambassador


@transaction.atomic
def renew(ambassador_id: int, *, by: User) -> Ambassador:
    """Let the role go on from its last day; no day lies between. Again changes nothing new.

    In the window before the last day the person does it; when the day has passed, the guide.

    Raises: NotPermitted, RoleNotOpen (ended, without an end, or not yet in the window).
    Effects: certificates are valid as long; audit `guides.role_renewed`.
    """
    ambassador = locked(ambassador_id)
    if not permissions.can_change_consent(by, ambassador):
        raise NotPermitted(_("Kun ambassadøren selv eller holdets guide kan ændre det."))
    is_over = ambassador.active_to is not None and ambassador.active_to < timezone.localdate()
    if is_over and not permissions.can_look_after(by, ambassador):
        raise RoleNotOpen(_("Rollen er udløbet. Ring til din guide, så hjælper vi."))
    return _renewed(ambassador, by=by, may_be_over=is_over)


def _renewed(ambassador: Ambassador, *, by: User | None, may_be_over: bool = False) -> Ambassador:
    today, was = timezone.localdate(), ambassador.active_to
    if ambassador.ended_on is not None or was is None:
        raise RoleNotOpen(_("Rollen kan ikke fornyes."))
    if not (ambassador.can_renew or may_be_over):
        raise RoleNotOpen(_("Det er for tidligt at forny. Vi skriver, når det er tid."))
    months = ambassador.enrolment.course.programme.valid_months
    until = renewal.renewed_until(was, months=months, today=today)
    ambassador.active_to = until
    ambassador.save(update_fields=["active_to"])
    Renewal.objects.create(
        ambassador=ambassador, renewed_on=today, was_until=was, until=until, renewed_by=by
    )
    Certificate.objects.filter(
        enrolment__person=ambassador.user_id, revoked_at=None, valid_until__lt=until
    ).update(valid_until=until)
    record(AuditAction.ROLE_RENEWED, target=ambassador, by=by, data={"from": was, "to": until})
    return ambassador


@transaction.atomic
def end(ambassador_id: int, *, reason: EndReason, by: User) -> Ambassador:
    """End the role today, and say why; the person is gone from every page. Again changes nothing.

    Raises: NotPermitted.
    Effects: audit `guides.role_ended`; tells the person by mail.
    """
    ambassador = locked(ambassador_id)
    if not permissions.can_change_consent(by, ambassador):
        raise NotPermitted(_("Kun ambassadøren selv eller holdets guide kan ændre det."))
    if ambassador.ended_on is None:
        close(ambassador, reason=EndReason(reason), by=by)
        emails.role_over(ambassador)
    return ambassador


def close(ambassador: Ambassador, *, reason: EndReason, by: User | None) -> None:
    """End the role. Part of the caller's transaction."""
    ambassador.ended_on, ambassador.end_reason = timezone.localdate(), reason
    ambassador.public_since = None
    ambassador.save(update_fields=["ended_on", "end_reason", "public_since"])
    record(AuditAction.ROLE_ENDED, target=ambassador, by=by, data={"reason": reason})


def ask_those_due(today: datetime.date) -> int:
    """Ask «er du stadig aktiv?» of those not asked for half a year; how many were asked now.

    Whoever has not answered the last one is asked again only when the next half year is over.
    """
    asked = 0
    for ambassador_id in Ambassador.objects.active(today).values_list("pk", flat=True):
        asked += _ask(ambassador_id, today)
    return asked


@transaction.atomic
def _ask(ambassador_id: int, today: datetime.date) -> bool:
    ambassador = locked(ambassador_id)
    last = ambassador.questions.first()
    if renewal.asks_again_on(last.asked_on if last else ambassador.since) > today:
        return False
    question = ActivityQuestion.objects.create(ambassador=ambassador, asked_on=today)
    record(AuditAction.STILL_ACTIVE_ASKED, target=ambassador, by=None)
    emails.still_active(question)
    return True


@transaction.atomic
def answer(public_id: UUID, *, is_active: bool) -> ActivityQuestion:
    """Take the answer to «er du stadig aktiv?», from whoever has the mail's link. Once.

    A yes in the window also renews the role; a no ends it today, as the person's own wish.

    Raises: AlreadyAnswered (also by a newer question), RoleNotOpen (the role is over).
    Effects: audit `guides.still_active_answered`, and those of `renew` or `end`.
    """
    key = ActivityQuestion.objects.values_list("ambassador", flat=True).get(public_id=public_id)
    ambassador = locked(key)
    question = ambassador.questions.get(public_id=public_id)
    if question.answered_at is not None or question != ambassador.questions.first():
        raise AlreadyAnswered(_("Tak, vi har fået dit svar."))
    if not Ambassador.objects.active().filter(pk=ambassador.pk).exists():
        raise RoleNotOpen(_("Rollen er slut. Ring til din guide, hvis du vil i gang igen."))
    question.answered_at, question.is_active = timezone.now(), is_active
    question.save(update_fields=["answered_at", "is_active"])
    facts = {"is_active": is_active}
    record(AuditAction.STILL_ACTIVE_ANSWERED, target=ambassador, by=ambassador.user, data=facts)
    question.ambassador = ambassador
    if not is_active:
        close(ambassador, reason=EndReason.OWN_WISH, by=ambassador.user)
        emails.role_over(ambassador)
    elif ambassador.can_renew:
        _renewed(ambassador, by=ambassador.user)
    return question


def tell_of_windows(today: datetime.date) -> int:
    """Write to those whose window is open, and to those whose last day was yesterday; new mails.

    Each is told once for each last day.
    """
    told = 0
    rows = Ambassador.objects.filter(active_to__isnull=False, ended_on=None, user__is_active=True)
    rows = rows.select_related("user", "enrolment__course__programme")
    last_ones = today - datetime.timedelta(days=1)
    for ambassador in rows.filter(active_to__gte=last_ones):
        if ambassador.can_renew:
            told += emails.renewal_opens(ambassador)
        elif ambassador.active_to == last_ones:
            told += emails.role_over(ambassador)
    return told


def locked(ambassador_id: int) -> Ambassador:
    """Hold one ambassador until the end of the transaction, with person and programme."""
    rows = Ambassador.objects.select_for_update(of=("self",))
    return rows.select_related("user", "enrolment__course__programme").get(pk=ambassador_id)


def check_name(person: User, *, shown_publicly: bool) -> None:
    """Refuse to show somebody without a name. Raises: NameMissing."""
    if shown_publicly and not person.first_name:
        raise NameMissing(_("Personen har ikke skrevet sit navn endnu og kan ikke vises."))
