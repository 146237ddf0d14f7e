"""Communities, suggestions, referrals, offers and introductions for tests."""

import datetime
from uuid import uuid4

import factory
from django.utils import timezone

from guides.models import Community, CommunitySuggestion, Introduction, Referral
from initiatives.enums import NeedKind, OfferVisibility
from initiatives.models import HelpNeed, HelpOffer
from tests.factories.areas import NeighbourhoodFactory, ThemeFactory
from tests.factories.users import UserFactory


class CommunityFactory(factory.django.DjangoModelFactory[Community]):
    class Meta:
        model = Community

    name = factory.Sequence(lambda n: f"Strikkeklub {n}")
    what = "Vi strikker og snakker. Alle kan være med."
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    theme = factory.SubFactory(ThemeFactory)
    weekdays = [1]
    starts_at = datetime.time(19)
    ends_at = datetime.time(21)
    contact_name = "Åse Ørsted"
    contact_phone = "+4520304050"
    contact_email = factory.Sequence(lambda n: f"klub{n}@example.org")


class CommunitySuggestionFactory(factory.django.DjangoModelFactory[CommunitySuggestion]):
    class Meta:
        model = CommunitySuggestion

    community = factory.SubFactory(CommunityFactory)
    neighbourhood = factory.SelfAttribute("community.neighbourhood")
    changes = {"place": "Kvarterhuset"}
    submission_token = factory.LazyFunction(uuid4)


class ReferralFactory(factory.django.DjangoModelFactory[Referral]):
    class Meta:
        model = Referral

    community = factory.SubFactory(CommunityFactory)
    agreed_at = factory.LazyFunction(timezone.now)
    follow_up_on = factory.LazyFunction(timezone.localdate)
    submission_token = factory.LazyFunction(uuid4)


class HelpNeedFactory(factory.django.DjangoModelFactory[HelpNeed]):
    class Meta:
        model = HelpNeed

    kind = NeedKind.TOOLS
    text = "En trailer til at hente brædder"
    added_by = factory.SubFactory(UserFactory)


class HelpOfferFactory(factory.django.DjangoModelFactory[HelpOffer]):
    class Meta:
        model = HelpOffer

    offered_by = factory.SubFactory(UserFactory)
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    kind = NeedKind.TOOLS
    text = "I må låne min trailer om søndagen"
    active_until = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=90))
    visibility = OfferVisibility.PUBLIC
    submission_token = factory.LazyFunction(uuid4)


class IntroductionFactory(factory.django.DjangoModelFactory[Introduction]):
    class Meta:
        model = Introduction

    offer = factory.SubFactory(HelpOfferFactory)
