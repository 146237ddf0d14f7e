"""Inviting people to a group by e-mail, and what they answer."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.enums import MemberRole
from initiatives.errors import InvitationRefused, NotPermitted
from initiatives.models import INVITATION_LIFE, Initiative, InitiativeMember, Invitation
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.users.models import User

MOST_PEOPLE = 30
"""In one group, those invited counted in: more is an association, which has a board."""
MOST_A_DAY = 20
"""Invitations from one person in 24 hours, so that nobody uses the portal to send mail."""
_BETWEEN_MAILS = datetime.timedelta(minutes=10)


@transaction.atomic
def invite(initiative_id: int, *, emails: Iterable[str], by: User) -> list[Invitation]:
    """Offer people a place in the group, and give back the invitations that are sent.

    Who is in the group or has a letter on its way already gets no second one.

    Raises: NotPermitted (not the «tovholder»), InvitationRefused (all are in, too many).
    Effects: audit `initiatives.member_invited` for each, defers the mails.
    """
    initiative = locked_by_lead(initiative_id, by=by)
    members = set(initiative.members.values_list("user__email", flat=True))
    wanted = [email for email in dict.fromkeys(map(str.lower, emails)) if email not in members]
    if not wanted:
        raise InvitationRefused(_("De er allerede med i gruppen."))
    pending = {row.email: row for row in initiative.invitations.pending()}
    fresh = [email for email in wanted if email not in pending]
    _require_room(len(members) + len(pending) + len(fresh), fresh=len(fresh), by=by)
    expired = [row for email, row in pending.items() if email in wanted and row.is_expired]
    sent = [_renewed(row) for row in expired]
    sent += [
        Invitation.objects.create(
            initiative=initiative,
            email=email,
            invited_by=by,
            expires_at=timezone.now() + INVITATION_LIFE,
        )
        for email in fresh
    ]
    for row in sent:
        _send(row, by=by)
    return sent


@transaction.atomic
def send_again(invitation_id: int, *, by: User) -> Invitation:
    """Send the same link once more, and let it live 14 days from now.

    Raises: NotPermitted, InvitationRefused (answered, withdrawn, or sent a moment ago).
    Effects: audit `initiatives.member_invited`, defers the mail.
    """
    row = _locked(invitation_id)
    locked_by_lead(row.initiative_id, by=by)
    _require_pending(row)
    if row.expires_at > timezone.now() + INVITATION_LIFE - _BETWEEN_MAILS:
        raise InvitationRefused(_("Vi har lige sendt mailen. Vent ti minutter, og prøv igen."))
    _send(_renewed(row), by=by)
    return row


@transaction.atomic
def withdraw(invitation_id: int, *, by: User) -> Invitation:
    """Take an invitation back: its link is dead from now on.

    Raises: NotPermitted, InvitationRefused (accepted already).
    Effects: audit `initiatives.invitation_withdrawn`.
    """
    row = _locked(invitation_id)
    locked_by_lead(row.initiative_id, by=by)
    _require_pending(row)
    _close(row, by=by, declined=False)
    return row


@transaction.atomic
def accept(invitation_id: int, *, by: User) -> Invitation:
    """Join the group. Whoever holds the link may: it was sent to one address alone.

    Accepting again, or as one who is in the group already, changes nothing.

    Raises: InvitationRefused (used by another, withdrawn, or its time is up).
    Effects: audit `initiatives.member_joined`; tells the «tovholder» by mail.
    """
    row = _locked(invitation_id)
    initiative = row.initiative
    if initiative.members.filter(user=by).exists():
        return row
    if not row.is_usable:
        raise InvitationRefused(_("Linket kan ikke bruges mere. Bed om en ny invitation."))
    InitiativeMember.objects.create(initiative=initiative, user=by, role=MemberRole.MEMBER)
    row.accepted_at, row.accepted_by = timezone.now(), by
    row.save(update_fields=["accepted_at", "accepted_by"])
    event = audit.record(
        AuditAction.MEMBER_JOINED, target=initiative, by=by, data={"member": by.pk}
    )
    if initiative.lead is not None:
        emails.group_news(initiative, reader=initiative.lead, event=event.pk)
    return row


@transaction.atomic
def decline(invitation_id: int, *, by: User) -> Invitation:
    """Say no thank you; the link is dead from now on. Saying it twice changes nothing.

    Raises: InvitationRefused (accepted already).
    Effects: audit `initiatives.invitation_withdrawn`.
    """
    row = _locked(invitation_id)
    if row.withdrawn_at is not None:
        return row
    _require_pending(row)
    _close(row, by=by, declined=True)
    return row


def locked_by_lead(initiative_id: int, *, by: User) -> Initiative:
    """Lock a group for a change by its «tovholder». Raises: NotPermitted."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    if not permissions.is_lead(by, initiative):
        raise NotPermitted(_("Kun tovholderen kan gøre det."))
    return initiative


def _locked(invitation_id: int) -> Invitation:
    """Lock an invitation after its group, so that two links at once fill one place each."""
    group = Invitation.objects.values_list("initiative_id", flat=True).get(pk=invitation_id)
    initiative = Initiative.objects.select_for_update().get(pk=group)
    row = Invitation.objects.select_for_update().get(pk=invitation_id)
    row.initiative = initiative
    return row


def _require_pending(row: Invitation) -> None:
    if row.accepted_at is not None or row.withdrawn_at is not None:
        raise InvitationRefused(_("Invitationen er allerede besvaret eller trukket tilbage."))


def _require_room(people: int, *, fresh: int, by: User) -> None:
    if people > MOST_PEOPLE:
        raise InvitationRefused(
            _("Der kan højst være %(most)s i en gruppe.") % {"most": MOST_PEOPLE}
        )
    since = timezone.now() - datetime.timedelta(days=1)
    today = Invitation.objects.filter(invited_by=by, invited_at__gte=since).count()
    if today + fresh > MOST_A_DAY:
        raise InvitationRefused(_("Du har inviteret mange på kort tid. Prøv igen i morgen."))


def _renewed(row: Invitation) -> Invitation:
    row.expires_at = timezone.now() + INVITATION_LIFE
    row.save(update_fields=["expires_at"])
    return row


def _send(row: Invitation, *, by: User) -> None:
    """Log and mail; the address stays out of the log, which outlives the invitation."""
    data = {"invitation": str(row.public_id)}
    event = audit.record(AuditAction.MEMBER_INVITED, target=row.initiative, by=by, data=data)
    emails.invitation(row, event=event.pk)


def _close(row: Invitation, *, by: User, declined: bool) -> None:
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    data = {"invitation": str(row.public_id), "declined": declined}
    audit.record(AuditAction.INVITATION_WITHDRAWN, target=row.initiative, by=by, data=data)
