"""Who is in a group: leaving it, being taken out of it, and handing the lead over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails
from initiatives.actions.invitations import locked_by_lead
from initiatives.enums import MemberRole
from initiatives.errors import NotPermitted
from initiatives.models import Application, Initiative, InitiativeMember, WritingConsent
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User


@transaction.atomic
def leave(initiative_id: int, *, by: User) -> None:
    """Go out of a group; the person sees nothing of it from now on.

    Raises: NotPermitted (the «tovholder», who hands the lead over first, or no member).
    Effects: audit `initiatives.member_left`; tells the «tovholder» by mail.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    member = _member(initiative, by.pk)
    if member.role == MemberRole.LEAD:
        raise NotPermitted(_("Giv først rollen som tovholder videre til en anden."))
    event = _take_out(member, by=by)
    if initiative.lead is not None:
        emails.group_news(initiative, reader=initiative.lead, event=event)


@transaction.atomic
def remove(initiative_id: int, *, user_id: int, by: User) -> None:
    """Take a member out of the group; the person sees nothing of it from now on.

    Raises: NotPermitted (not the «tovholder», the «tovholder» themselves, or no member).
    Effects: audit `initiatives.member_left`.
    """
    initiative = locked_by_lead(initiative_id, by=by)
    member = _member(initiative, user_id)
    if member.role == MemberRole.LEAD:
        raise NotPermitted(_("Giv først rollen som tovholder videre til en anden."))
    _take_out(member, by=by)


@transaction.atomic
def hand_over(initiative_id: int, *, user_id: int, by: User) -> None:
    """Make a member the «tovholder», and the «tovholder» a member.

    The drafts follow, unless the new one has a draft of their own in the same round. What the old
    one allowed a helper ends: a yes is given by the person who answers for the application.

    Raises: NotPermitted (not the «tovholder», no member, or one whom no mail can reach).
    Effects: audit `initiatives.lead_changed`; tells both by mail.
    """
    initiative = locked_by_lead(initiative_id, by=by)
    chosen = _member(initiative, user_id)
    if chosen.user_id == by.pk:
        return
    if not chosen.user.email or not chosen.user.is_active:
        raise NotPermitted(_("Tovholderen skal kunne logge på. Vælg en anden."))
    initiative.members.filter(user=by).update(role=MemberRole.MEMBER)
    initiative.members.filter(pk=chosen.pk).update(role=MemberRole.LEAD)
    _move_drafts(initiative, to=chosen.user)
    WritingConsent.objects.filter(application__initiative=initiative, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    data = {"from": by.pk, "to": chosen.user_id}
    event = audit.record(AuditAction.LEAD_CHANGED, target=initiative, by=by, data=data)
    for reader in (by, chosen.user):
        emails.group_news(initiative, reader=reader, event=event.pk)


def _member(initiative: Initiative, user_id: int) -> InitiativeMember:
    row = initiative.members.filter(user=user_id).select_related("user").first()
    if row is None:
        raise NotPermitted(_("Personen er ikke med i gruppen."))
    return row


def _take_out(member: InitiativeMember, *, by: User) -> int:
    """Let the person see nothing of the group from now on, and name the log's line about it."""
    data = {"member": member.user_id}
    event = audit.record(AuditAction.MEMBER_LEFT, target=member.initiative, by=by, data=data)
    member.delete()
    return event.pk


def _move_drafts(initiative: Initiative, *, to: User) -> None:
    """Let the drafts stand in the new lead's name: one draft for each person and round."""
    taken = Application.objects.drafts().filter(applicant=to).values("funding_round")
    drafts = initiative.applications.filter(pk__in=Application.objects.drafts())
    drafts.exclude(funding_round__in=taken).update(applicant=to)
