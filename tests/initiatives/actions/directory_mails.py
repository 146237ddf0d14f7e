"""A mail of each template about the directory and offers of help, from rows full of canaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from guides import emails
from initiatives import emails as initiatives_emails
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from tests.factories.communities import (
    CommunityFactory,
    CommunitySuggestionFactory,
    HelpNeedFactory,
    HelpOfferFactory,
    IntroductionFactory,
    ReferralFactory,
)

if TYPE_CHECKING:
    from guides.models import Case, CommunityGuide
    from portal.users.models import User


def tell_of_directory(case: Case, guide: CommunityGuide, citizen: User) -> None:
    """Put them all in the post."""
    place = case.initiative.neighbourhood
    community = CommunityFactory.create(
        name="KANARI-CLUB", what="KANARI-WHAT", contact_name="KANARI-CONTACT", neighbourhood=place
    )
    emails.community_confirm(community)
    suggestion = CommunitySuggestionFactory.create(
        community=community, note="KANARI-WORDS", reason="KANARI-REASON",
        sender_email="afsender@example.org",
    )  # fmt: skip
    emails.suggestion_waiting(suggestion, to=guide.user)
    emails.suggestion_answered(suggestion)
    referral = ReferralFactory.create(
        case=case, community=community, passed_on="KANARI-WORDS", referred_by=guide.user
    )
    emails.referred_on(referral)
    emails.referral_due(referral)
    emails.referred_in(case.initiative_id, "henvist@example.org", call_back_by=timezone.localdate())
    offer = HelpOfferFactory.create(
        offered_by=citizen, neighbourhood=place, text="KANARI-OFFER", hidden_because="KANARI-REASON"
    )
    record(AuditAction.OFFER_HIDDEN, target=offer, by=None)
    initiatives_emails.offer_hidden(offer)
    need = HelpNeedFactory.create(initiative=case.initiative, text="KANARI-NEED")
    row = IntroductionFactory.create(
        offer=offer, initiative=case.initiative, need=need, made_by=guide
    )
    mails = emails.introductions
    for number, tell in enumerate((mails.asked, mails.made, mails.over)):
        tell(row, to=citizen, event=number)
    mails.told_guide(row, event=9)
