"""Messages about the directory. To people without an account they carry a link, and no facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides import queries
from guides.emails import links
from guides.emails.addresses import address
from portal.post import actions as post
from portal.post.enums import MailKind

if TYPE_CHECKING:
    from guides.models import Community, CommunitySuggestion, Referral
    from portal.users.models import User

_DANISH = "da"


def community_confirm(community: Community) -> None:
    """Send the contact the link that confirms the entry, and says yes or no to being shown."""
    if not community.contact_email:
        return
    token = links.to_confirm(community.public_id, community.confirmations)
    times = f"{community.confirmations}:{community.version}:{bool(community.reminded_at):d}"
    post.put(
        MailKind.GUIDE,
        template="guides/community_confirm",
        to=community.contact_email,
        context={"url": address("guides:community-confirm", _DANISH, token)},
        key=f"guides.community_confirm:{community.pk}:{times}",
        locale=_DANISH,
    )


def suggestion_waiting(suggestion: CommunitySuggestion, *, to: User) -> None:
    """Tell a guide that there is something to answer about the directory."""
    post.put(
        MailKind.GUIDE,
        template="guides/suggestion_waiting",
        to=to,
        context={"url": address("guides:suggestions", to.locale)},
        key=f"guides.suggestion:{suggestion.pk}",
    )


def suggestion_answered(suggestion: CommunitySuggestion) -> None:
    """Tell the sender that there is an answer, and where to read it."""
    token = links.to_answer(suggestion.public_id)
    post.put(
        MailKind.GUIDE,
        template="guides/suggestion_answered",
        to=suggestion.sender_email,
        context={"url": address("guides:suggestion-answer", _DANISH, token)},
        key=f"guides.suggestion_answered:{suggestion.pk}",
        locale=_DANISH,
    )


def referred_on(referral: Referral) -> None:
    """Tell the «tovholder», who can sign in and read it, that the guide found something."""
    initiative = referral.case.initiative
    lead = initiative.lead
    if lead is None:
        return
    post.put(
        MailKind.GUIDE,
        template="guides/referred_on",
        to=lead,
        context={
            "url": address("initiatives:initiative-detail", lead.locale, initiative.public_id)
        },
        key=f"guides.referred_on:{referral.pk}",
    )


def referral_due(referral: Referral) -> None:
    """Remind the guide of a course, or who covers it today, to ask how it went."""
    guide = queries.looks_after(referral.case)
    if guide is None:
        return
    person = guide.user
    post.put(
        MailKind.GUIDE,
        template="guides/referral_due",
        to=person,
        context={"url": address("guides:case-detail", person.locale, referral.case.public_id)},
        key=f"guides.referral_due:{referral.pk}:{referral.follow_up_on}",
    )


def referred_in(initiative_id: int, email: str, *, call_back_by: object) -> None:
    """Tell the person that somebody asked a guide to ring them, and by when."""
    post.put(
        MailKind.GUIDE,
        template="guides/referred_in",
        to=email,
        context={"call_back_by": call_back_by},
        key=f"guides.referred_in:{initiative_id}",
        locale=_DANISH,
    )
