"""Messages about who follows a course. Each says that there is news, and never what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guides.emails.addresses import address
from guides.enums import EscalationLevel, HandoverStatus
from portal.post import actions as post
from portal.post.enums import MailKind

if TYPE_CHECKING:
    import datetime

    from guides.models import (
        Case,
        CommunityGuide,
        Cover,
        EmergencyAccess,
        GuideInvitation,
        Handover,
        OrganisationLead,
    )
    from portal.users.models import User

_DANISH = "da"


def _put(
    template: str, *, to: User | str, key: str, locale: str | None = None, **context: Any
) -> None:
    post.put(
        MailKind.GUIDE,
        template=f"guides/{template}",
        to=to,
        context=context,
        key=f"guides.{template}:{key}",
        locale=locale,
    )


def case_assigned(case: Case, *, to: CommunityGuide) -> None:
    """Tell a guide that a course was given to them."""
    url = address("guides:case-detail", to.user.locale, case.public_id)
    _put("case_assigned", to=to.user, key=f"{case.pk}:{case.version}", url=url)


def guide_changed(case: Case) -> None:
    """Tell the citizen who their guide is from now on, with the telephone number."""
    initiative, guide = case.initiative, case.guide
    to = initiative.lead or initiative.contact_email
    if guide is None or not to:
        return
    _put(
        "guide_changed",
        to=to,
        key=f"{case.pk}:{case.version}",
        locale=_DANISH,
        name=str(guide.user),
        organisation=str(guide.organisation),
        phone=guide.phone,
    )


def handover_offered(rows: list[Handover]) -> None:
    """Ask a guide to take courses over; one mail for all that were offered together."""
    to = rows[0].to_guide.user
    url = address("guides:radar", to.locale)
    _put("handover_offered", to=to, key=f"{rows[0].pk}", number=len(rows), url=url)


def handover_answered(row: Handover) -> None:
    """Tell the one who offered a course what the colleague said."""
    to = row.offered_by
    accepted = row.status == HandoverStatus.ACCEPTED
    url = address("overview", to.locale)
    _put("handover_answered", to=to, key=f"{row.pk}", accepted=accepted, url=url)


def cover_arranged(cover: Cover) -> None:
    """Tell the colleague what they cover, and when."""
    to = cover.by.user
    url = address("guides:radar", to.locale)
    _put(
        "cover_arranged",
        to=to,
        key=f"{cover.pk}",
        url=url,
        name=str(cover.guide.user),
        starts_on=cover.starts_on,
        ends_on=cover.ends_on,
    )


def cover_told(case: Case, cover: Cover) -> None:
    """Tell a citizen who waits to hear from the guide, whom to ring while the guide is away."""
    to = case.initiative.lead or case.initiative.contact_email
    if not to:
        return
    _put(
        "cover_told",
        to=to,
        key=f"{cover.pk}:{case.pk}",
        locale=_DANISH,
        guide=str(cover.guide.user),
        name=str(cover.by.user),
        phone=cover.by.phone,
        starts_on=cover.starts_on,
        ends_on=cover.ends_on,
    )


def opened_in_emergency(access: EmergencyAccess, *, programme_leads: list[User]) -> None:
    """Tell the course's guide and the programme leads that somebody opened it."""
    guide = access.case.guide
    people = [*programme_leads, *([guide.user] if guide else [])]
    for person in people:
        if person != access.by:
            url = address("overview", person.locale)
            _put("opened_in_emergency", to=person, key=f"{access.pk}", by=str(access.by), url=url)


def late_call_backs(to: User, *, level: EscalationLevel, number: int, on: datetime.date) -> None:
    """Tell a lead how many promised call-backs are late."""
    url = address("guides:queue", to.locale)
    _put("late_call_backs", to=to, key=f"{level}:{on}", number=number, url=url)


def lead_digest(lead: OrganisationLead, *, figures: dict[str, int], on: datetime.date) -> None:
    """Tell a lead how the courses stand this week."""
    year, week, _day = on.isocalendar()
    url = address("guides:lead", lead.user.locale)
    told: dict[str, Any] = {"url": url, **figures}
    _put("lead_digest", to=lead.user, key=f"{lead.pk}:{year}-{week}", **told)


def guide_invitation(row: GuideInvitation, *, event: int) -> None:
    """Offer somebody a post in an organisation."""
    _put(
        "guide_invitation",
        to=row.email,
        key=f"{event}",
        locale=_DANISH,
        organisation=str(row.organisation),
        by=str(row.invited_by),
        is_lead=row.post == "LEAD",
        expires_on=row.expires_at.date(),
        url=address("guides:invitation", _DANISH, row.token),
    )
