"""The directory's side of the two cases: an entry, a suggestion, people sent on, offers of help."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils import timezone

from guides.enums import CaseOrigin, ContactWay
from guides.models import IncomingReferral
from initiatives.enums import OfferVisibility
from tests.access.canaries import canary
from tests.factories.communities import (
    CommunityFactory,
    CommunitySuggestionFactory,
    HelpOfferFactory,
    IntroductionFactory,
    ReferralFactory,
)
from tests.factories.users import UserFactory

if TYPE_CHECKING:
    from django.db.models import Model

    from guides.models import Case, CommunityGuide
    from initiatives.models import HelpNeed
    from portal.users.models import User


def directory_side(
    side: str, citizen: User, guide: CommunityGuide, *, case: Model, need: Model
) -> dict[str, Model]:
    course, lacks = cast("Case", case), cast("HelpNeed", need)
    place = course.initiative.neighbourhood
    community = CommunityFactory.create(neighbourhood=place, contact_name=canary(side, "KEPT"))
    course.origin = CaseOrigin.REFERRAL
    course.save(update_fields=["origin"])
    IncomingReferral.objects.create(
        case=course,
        sender_name=canary(side, "VEJVISER"),
        sender_work="Biblioteket",
        agreed_at=timezone.now(),
    )
    neighbour = UserFactory.create(full_name=canary(side, "OFFERER"), phone=canary(side, "TEL"))
    theirs = HelpOfferFactory.create(offered_by=neighbour, neighbourhood=place, need=lacks)
    return {
        "community": community,
        "suggestion": CommunitySuggestionFactory.create(
            community=community, note=canary(side, "SUGGESTED")
        ),
        "referral": ReferralFactory.create(
            case=course,
            community=community,
            passed_on=canary(side, "PASSED-ON"),
            referred_by=guide.user,
        ),
        "offer": HelpOfferFactory.create(
            offered_by=citizen,
            neighbourhood=place,
            text=canary(side, "OFFER"),
            visibility=OfferVisibility.AWAITING_MODERATION,
        ),
        "neighbour offer": theirs,
        "introduction": IntroductionFactory.create(
            offer=theirs,
            initiative=lacks.initiative,
            need=lacks,
            made_by=guide,
            offerer_yes_at=timezone.now(),
            offerer_way=ContactWay.PHONE,
        ),
    }
