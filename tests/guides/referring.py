"""The same guides, who besides refer people on to communities, and get them from a «vejviser».

A referral opens no course to anybody: neither to those who keep the community's entry, nor to the
guide who once made it and has the course no more.
"""

from __future__ import annotations

import datetime
from uuid import uuid4

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from guides.actions import referrals
from guides.enums import ReferralOutcome
from guides.models import Referral
from portal.users.models import User
from tests.factories.communities import CommunityFactory
from tests.guides.staffing import APT, COURSES, GUIDES, Course, Staffing

DAY = datetime.timedelta(days=1)


class Referring(Staffing):
    """The machine of the staffing, with referrals beside the model's courses."""

    def __init__(self) -> None:
        self.referred: dict[int, int] = {}
        super().__init__()
        self.communities = [CommunityFactory.create(neighbourhood=place) for place in self.places]
        self.refer(who=0, which=0, to=0, has_agreed=True, apt=True)

    @precondition(lambda self: self.model.courses)
    @rule(
        who=st.integers(0, GUIDES - 1), which=st.integers(0, COURSES), to=st.integers(0, 1),
        has_agreed=APT, apt=APT,
    )  # fmt: skip
    def refer(self, who: int, which: int, to: int, has_agreed: bool, apt: bool) -> None:
        pk, model = self.pick(which), self.model
        who, _other = self.apt(who, who, pk, apt)
        works = pk in model.works_on(who, timezone.localdate())
        may = works and has_agreed and not model.courses[pk].is_closed
        made: list[int] = []

        def do() -> None:
            row = referrals.refer(
                pk, token=uuid4(), community_id=self.communities[to].pk, passed_on="Hun kommer.",
                has_agreed=has_agreed, follow_up_on=timezone.localdate() + DAY,
                by=self.person(who),
            )  # fmt: skip
            made.append(row.pk)

        assert self.tried(do) == may
        self.referred |= dict.fromkeys(made, pk)

    @precondition(lambda self: self.referred)
    @rule(who=st.integers(0, GUIDES - 1), which=st.integers(0, 9), apt=APT)
    def follow_up(self, who: int, which: int, apt: bool) -> None:
        referral_id = sorted(self.referred)[which % len(self.referred)]
        pk = self.referred[referral_id]
        who, _other = self.apt(who, who, pk, apt)
        told = {"outcome": ReferralOutcome.CAME, "again_on": None}
        done = self.tried(
            lambda: referrals.follow_up(referral_id, by=self.person(who), **told)  # type: ignore[arg-type]
        )
        assert done == (pk in self.model.works_on(who, timezone.localdate()))

    @precondition(lambda self: len(self.model.courses) < COURSES)
    @rule(place=st.integers(0, 1))
    def person_is_referred_in(self, place: int) -> None:
        case = referrals.refer_in(
            token=uuid4(), text="Vil gerne møde nogen.", neighbourhood_id=self.places[place].pk,
            name="Åse", phone="+4520304050", email="", has_agreed=True, sender_name="Lis",
            sender_work="Biblioteket", sender_phone="+4520304051", sender_email="",
        )  # fmt: skip
        self.model.courses[case.pk] = Course(place)

    def check_guide(self, number: int) -> None:
        super().check_guide(number)
        works = self.model.works_on(number, timezone.localdate())
        theirs = {pk for pk, course in self.referred.items() if course in works}
        assert self.referrals_seen(self.person(number)) == theirs, number

    def check_lead(self, organisation: int) -> None:
        super().check_lead(organisation)
        lead = User.objects.get(pk=self.leads[organisation].user_id)
        assert self.referrals_seen(lead) == set(), organisation

    def referrals_seen(self, user: User) -> set[int]:
        return set(Referral.objects.visible_to(user).values_list("pk", flat=True))
