"""How guides and leads come to an organisation, and how they leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.actions import absences, handovers
from guides.enums import HandoverStatus, Post
from guides.errors import InvitationRefused, NotPermitted
from guides.models import (
    Case,
    CommunityGuide,
    Cover,
    GuideInvitation,
    Handover,
    Organisation,
    OrganisationLead,
)
from guides.models.employment import INVITATION_LIFE
from initiatives.actions import consents
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.users.actions import end_sessions
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.users.models import User


@transaction.atomic
def invite(
    organisation_id: int,
    *,
    email: str,
    post: Post,
    by: User,
    neighbourhood_ids: Iterable[int] = (),
) -> GuideInvitation:
    """Offer somebody a post in the organisation; a letter on its way already is sent once more.

    Raises: NotPermitted (leads invite guides, the programme lead invites both), InvitationRefused
        (holds the post already).
    Effects: audit `guides.guide_invited`; a mail with a link that lives 14 days.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if not _may_staff(by, organisation_id, post):
        raise NotPermitted(_("Du kan ikke invitere til den organisation."))
    address = email.strip().lower()
    if _holds(address, organisation_id, post):
        raise InvitationRefused(_("Personen er her allerede."))
    pending = GuideInvitation.objects.pending().filter(organisation=organisation, post=post)
    row = pending.filter(email=address).first() or GuideInvitation(
        organisation=organisation, email=address, post=post
    )
    row.invited_by, row.expires_at = by, timezone.now() + INVITATION_LIFE
    row.save()
    row.neighbourhoods.set(neighbourhood_ids)
    # The address stays out of the log, which outlives the invitation.
    facts = {"invitation": str(row.public_id), "post": post}
    event = record(AuditAction.GUIDE_INVITED, target=organisation, by=by, data=facts)
    emails.guide_invitation(row, event=event.pk)
    return row


@transaction.atomic
def withdraw_invitation(invitation_id: int, *, by: User) -> None:
    """Take an invitation back: its link is dead from now on. Twice changes nothing.

    Raises: NotPermitted, InvitationRefused (accepted already).
    Effects: audit `guides.guide_invitation_withdrawn`.
    """
    row = GuideInvitation.objects.select_for_update().get(pk=invitation_id)
    if not _may_staff(by, row.organisation_id, Post(row.post)):
        raise NotPermitted(_("Du kan ikke trække invitationen tilbage."))
    if row.accepted_at is not None:
        raise InvitationRefused(_("Invitationen er allerede brugt."))
    if row.withdrawn_at is None:
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
        facts = {"invitation": str(row.public_id)}
        record(AuditAction.GUIDE_INVITATION_WITHDRAWN, target=row.organisation, by=by, data=facts)


@transaction.atomic
def accept(
    invitation_id: int, *, full_name: str, phone: str, languages: str, greeting: str, by: User
) -> CommunityGuide | OrganisationLead:
    """Take the post. Only the person with the invited address can.

    Access begins with the post, and not before the organisation's agreement is registered.

    Raises: InvitationRefused (used, too old, another's, or of a guide elsewhere).
    Effects: audit `guides.guide_started` or `guides.organisation_lead_started`.
    """
    rows = GuideInvitation.objects.select_for_update(of=("self",))
    row = rows.select_related("organisation").get(pk=invitation_id)
    if not row.is_usable or not row.is_for(by):
        raise InvitationRefused(_("Linket kan ikke bruges. Bed om en ny invitation."))
    if full_name and not by.full_name:
        by.full_name = full_name
        by.save(update_fields=["full_name"])
    made: CommunityGuide | OrganisationLead
    if row.post == Post.LEAD:
        made = _become_lead(row, by)
    else:
        made = _become_guide(row, by, phone=phone, languages=languages, greeting=greeting)
    row.accepted_at, row.accepted_by = timezone.now(), by
    row.save(update_fields=["accepted_at", "accepted_by"])
    return made


@transaction.atomic
def end_guide(guide_id: int, *, by: User) -> CommunityGuide:
    """Let a guide's access end in this very minute. Ending again changes nothing.

    Open courses keep their history and wait on the lead's page for a new guide. Closed ones stay.

    Raises: NotPermitted (neither the organisation's lead nor the programme lead).
    Effects: audit `guides.guide_ended`; offers the guide made or got are withdrawn, cover ends,
        leave to write in drafts ends, and the person is signed out everywhere.
    """
    rows = CommunityGuide.objects.select_for_update(of=("self",)).select_related("user")
    guide = rows.get(pk=guide_id)
    if not _may_staff(by, guide.organisation_id, Post.GUIDE):
        raise NotPermitted(_("Kun organisationens leder kan afslutte en guide."))
    if guide.ended_at is not None:
        return guide
    offers = Handover.objects.filter(status=HandoverStatus.OFFERED)
    for offer in offers.filter(Q(from_guide=guide) | Q(to_guide=guide)):
        handovers.take_back(offer.pk, by=by)
    for cover in Cover.objects.not_over().filter(Q(guide=guide) | Q(by=guide)):
        absences.close(cover, by=by)
    guide.ended_at = timezone.now()
    guide.save(update_fields=["ended_at"])
    open_courses = Case.objects.open().filter(guide=guide)
    for initiative_id in open_courses.values_list("initiative", flat=True):
        consents.end_help(initiative_id, helper_id=guide.user_id, by=by)
    end_sessions(guide.user_id, by=by)
    facts = {"open_courses": open_courses.count()}
    record(AuditAction.GUIDE_ENDED, target=guide, by=by, data=facts)
    return guide


@transaction.atomic
def end_lead(lead_id: int, *, by: User) -> OrganisationLead:
    """Let a lead's access end in this very minute. Ending again changes nothing.

    Raises: NotPermitted (only the programme lead can).
    Effects: audit `guides.organisation_lead_ended`; signed out everywhere.
    """
    row = OrganisationLead.objects.select_for_update().get(pk=lead_id)
    if not by.has_role(Role.PROGRAMME_LEAD):
        raise NotPermitted(_("Kun programlederen kan afslutte en leder."))
    if row.ended_at is None:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        end_sessions(row.user_id, by=by)
        record(AuditAction.ORGANISATION_LEAD_ENDED, target=row, by=by)
    return row


def _may_staff(by: User, organisation_id: int, post: Post) -> bool:
    """Leads look after their guides; also while the agreement is on its way."""
    if by.has_role(Role.PROGRAMME_LEAD):
        return True
    led = permissions.leadership(by)
    return post == Post.GUIDE and led is not None and led.organisation_id == organisation_id


def _holds(email: str, organisation_id: int, post: Post) -> bool:
    if post == Post.LEAD:
        leads = OrganisationLead.objects.active()
        return leads.filter(user__email=email, organisation=organisation_id).exists()
    guides = CommunityGuide.objects.filter(ended_at__isnull=True)
    return guides.filter(user__email=email, organisation=organisation_id).exists()


def _become_lead(row: GuideInvitation, by: User) -> OrganisationLead:
    if OrganisationLead.objects.filter(user=by, ended_at__isnull=True).exists():
        raise InvitationRefused(_("Du leder allerede en organisations guider."))
    made = OrganisationLead.objects.create(user=by, organisation=row.organisation)
    record(AuditAction.ORGANISATION_LEAD_STARTED, target=made, by=by)
    return made


def _become_guide(
    row: GuideInvitation, by: User, *, phone: str, languages: str, greeting: str
) -> CommunityGuide:
    """Make the guide, or let one who stopped begin again in the same organisation."""
    known = CommunityGuide.objects.select_for_update().filter(user=by).first()
    if known is not None and known.organisation_id != row.organisation_id:
        # Their courses belong to the organisation they were in.
        raise InvitationRefused(_("Du har været guide i en anden organisation. Ring til kommunen."))
    guide = known or CommunityGuide(user=by, organisation=row.organisation)
    guide.phone, guide.languages, guide.greeting = phone, languages, greeting
    guide.ended_at, guide.active_to = None, None
    guide.save()
    guide.neighbourhoods.set(row.neighbourhoods.all())
    record(AuditAction.GUIDE_STARTED, target=guide, by=by)
    return guide
