"""People sent on to a community, and sent to a guide by somebody who meets them at work."""

import datetime
import time
from uuid import uuid4

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides import schedule
from guides.actions import referrals
from guides.enums import CaseOrigin, CaseStatus, ReferralOutcome
from guides.errors import ConsentMissing, DayNotPossible, NotPermitted, TransitionNotAllowed
from guides.models import Case, Community, CommunityGuide, IncomingReferral, Referral
from initiatives.models import Initiative
from portal.areas.models import Neighbourhood
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from portal.users.models import User
from tests.factories.communities import CommunityFactory, ReferralFactory
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.initiatives import led_by
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen(db: None) -> User:
    return UserFactory.create()


@pytest.fixture
def guide(neighbourhood: Neighbourhood) -> CommunityGuide:
    return guide_in(neighbourhood)


@pytest.fixture
def case(guide: CommunityGuide, citizen: User, neighbourhood: Neighbourhood) -> Case:
    initiative = led_by(citizen, neighbourhood=neighbourhood)
    return CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)


@pytest.fixture
def club(neighbourhood: Neighbourhood) -> Community:
    return CommunityFactory.create(name="Skakklubben", neighbourhood=neighbourhood)


def asked(club: Community, **more: object) -> dict[str, object]:
    return {
        "token": uuid4(),
        "community_id": club.pk,
        "passed_on": "Hun kan lide skak.",
        "has_agreed": True,
        "follow_up_on": timezone.localdate() + datetime.timedelta(days=14),
    } | more


def test_guide_picks_a_near_community_and_the_person_reads_it(
    client: Client, case: Case, club: Community, citizen: User, guide: CommunityGuide
) -> None:
    CommunityFactory.create(name="Langt væk", theme=case.initiative.theme)
    CommunityFactory.create(name="Noget helt tredje")
    client.force_login(guide.user)
    address = reverse("guides:case-refer", args=[case.public_id])
    html = client.get(address).content.decode()
    assert html.index("Skakklubben") < html.index("Langt væk") < html.index("Noget helt tredje")
    form = {"token": str(uuid4()), "community": club.pk, "passed_on": "Hun kan lide skak."}
    form["follow_up_on"] = (timezone.localdate() + datetime.timedelta(days=9)).isoformat()
    assert "Spørg personen" in client.post(address, form).content.decode()
    assert Referral.objects.count() == 0
    client.post(address, form | {"has_agreed": "on"})
    row = Referral.objects.get()
    detail = client.get(reverse("guides:case-detail", args=[case.public_id])).content.decode()
    assert "Hun kan lide skak." in detail
    client.force_login(citizen)
    page = reverse("initiatives:initiative-detail", args=[case.initiative.public_id])
    html = client.get(page).content.decode()
    assert "Din guide har fundet et fællesskab" in html
    assert "Hun kan lide skak." in html
    assert Delivery.objects.get(template="guides/referred_on").recipient == citizen
    assert AuditEvent.objects.get(action=AuditAction.REFERRED_ON).data["referral"] == row.pk


def test_nothing_is_told_to_the_community(
    case: Case, club: Community, guide: CommunityGuide
) -> None:
    referrals.refer(case.pk, **asked(club), by=guide.user)  # type: ignore[arg-type]
    assert not Delivery.objects.filter(address=club.contact_email).exists()


def test_refer_asks_for_own_open_course_a_yes_and_a_day(
    case: Case, club: Community, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    colleague = guide_in(neighbourhood, organisation=guide.organisation).user
    for refusal, by, more in (
        (NotPermitted, colleague, {}),
        (ConsentMissing, guide.user, {"has_agreed": False}),
        (DayNotPossible, guide.user, {"follow_up_on": yesterday}),
    ):
        with pytest.raises(refusal):
            referrals.refer(case.pk, **asked(club, **more), by=by)  # type: ignore[arg-type]
    case.status, case.outcome, case.closed_at = CaseStatus.CLOSED, "REALISED", timezone.now()
    case.save()
    with pytest.raises(TransitionNotAllowed):
        referrals.refer(case.pk, **asked(club), by=guide.user)  # type: ignore[arg-type]


def test_same_form_sent_twice_is_one_referral(
    case: Case, club: Community, guide: CommunityGuide
) -> None:
    form = asked(club)
    one = referrals.refer(case.pk, **form, by=guide.user)  # type: ignore[arg-type]
    assert referrals.refer(case.pk, **form, by=guide.user) == one  # type: ignore[arg-type]


def test_a_referral_changes_nobodys_access(
    case: Case, club: Community, guide: CommunityGuide
) -> None:
    """Guides of the community's own place see neither the course nor what was passed on."""
    elsewhere = CommunityFactory.create()
    there = guide_in(elsewhere.neighbourhood).user
    stranger = UserFactory.create()
    people = (there, stranger, guide.user)
    before = [list(Case.objects.visible_to(user)) for user in people]
    for place in (club, elsewhere):
        referrals.refer(case.pk, **asked(place), by=guide.user)  # type: ignore[arg-type]
    assert [list(Case.objects.visible_to(user)) for user in people] == before
    assert before[0] == before[1] == []
    for user in (there, stranger):
        assert list(Referral.objects.visible_to(user)) == []
        assert list(Referral.objects.of_group(user)) == []
    guide.active_to = timezone.localdate() - datetime.timedelta(days=1)
    guide.save()
    assert list(Referral.objects.visible_to(guide.user)) == []


@pytest.mark.parametrize("outcome", ReferralOutcome)
def test_follow_up_writes_how_it_went(
    client: Client, case: Case, guide: CommunityGuide, outcome: ReferralOutcome
) -> None:
    row = ReferralFactory.create(case=case, referred_by=guide.user)
    client.force_login(guide.user)
    assert str(row.community) in client.get(reverse("guides:suggestions")).content.decode()
    address = reverse("guides:referral", args=[row.public_id])
    assert "Vælg, hvordan det gik" in client.post(address, {}).content.decode()
    client.post(address, {"outcome": outcome})
    row.refresh_from_db()
    assert row.outcome == outcome
    assert not row.is_due
    assert AuditEvent.objects.filter(action=AuditAction.REFERRAL_FOLLOWED_UP).count() == 1


def test_follow_up_is_put_off_but_not_to_the_past(case: Case, guide: CommunityGuide) -> None:
    row = ReferralFactory.create(case=case, referred_by=guide.user)
    day = timezone.localdate() + datetime.timedelta(days=7)
    referrals.follow_up(row.pk, outcome=None, again_on=day, by=guide.user)
    row.refresh_from_db()
    assert row.follow_up_on == day
    for again in (None, timezone.localdate()):
        with pytest.raises(DayNotPossible):
            referrals.follow_up(row.pk, outcome=None, again_on=again, by=guide.user)
    with pytest.raises(NotPermitted):
        referrals.follow_up(row.pk, outcome=None, again_on=day, by=UserFactory.create())


def test_guide_is_reminded_once_on_the_day(case: Case, guide: CommunityGuide) -> None:
    ReferralFactory.create(case=case, referred_by=guide.user)
    later = timezone.localdate() + datetime.timedelta(days=1)
    ReferralFactory.create(case=case, referred_by=guide.user, follow_up_on=later)
    for _ in range(3):
        schedule.remind_of_referrals(0)
    assert Delivery.objects.get(template="guides/referral_due").recipient == guide.user


# --- The way in --------------------------------------------------------------------------------


def told(place: Neighbourhood, **more: object) -> dict[str, object]:
    return {
        "token": str(uuid4()),
        "opened": signing.dumps(time.time() - 60, salt="portal.open_form"),
        "name": "Inga Henvist",
        "phone": "20 30 40 51",
        "email": "inga@example.org",
        "neighbourhood": place.pk,
        "text": "Hun vil gerne lære nogen at kende.",
        "has_agreed": "on",
        "sender_name": "Lene Lægesekretær",
        "sender_work": "Lægehuset",
        "sender_phone": "44 30 40 50",
    } | more


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def test_vejviser_refers_and_a_guide_has_promised_to_ring(
    client: Client, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    address, form = reverse("guides:refer-in"), told(neighbourhood)
    html = client.post(address, form, follow=True).content.decode()
    assert "En guide har fået besked" in html
    assert "Inga" not in html
    client.post(address, form)  # the same form again
    case = Case.objects.get()
    assert (case.origin, case.guide) == (CaseOrigin.REFERRAL, None)
    assert case.call_back_by is not None
    assert IncomingReferral.objects.get().sender_work == "Lægehuset"
    sent = {(row.template, row.address) for row in Delivery.objects.all()}
    assert sent == {
        ("guides/new_case", guide.user.email),
        ("guides/referred_in", "inga@example.org"),
    }
    assert AuditEvent.objects.filter(action=AuditAction.REFERRED_IN, actor=None).count() == 1
    client.force_login(guide.user)
    client.post(reverse("guides:case-take", args=[case.public_id]))
    html = client.get(reverse("guides:case-detail", args=[case.public_id])).content.decode()
    assert "Lene Lægesekretær, Lægehuset" in html


def test_nobody_is_referred_without_their_yes_or_a_way_to_reach_them(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    address = reverse("guides:refer-in")
    for missing, sentence in (
        ({"has_agreed": ""}, "Spørg personen, og sæt kryds, når svaret er ja"),
        ({"phone": "", "email": ""}, "Skriv et telefonnummer eller en e-mail"),
        ({"sender_phone": ""}, "Skriv, hvordan guiden får fat i dig"),
        ({"text": "010190-1234"}, "Fjern CPR-nummeret"),
    ):
        html = client.post(address, told(neighbourhood, **missing)).content.decode()
        assert sentence in html
    client.post(address, told(neighbourhood, homepage="https://spam.example"))
    assert Initiative.objects.count() == 0


def test_person_claims_what_was_told_of_them(
    client: Client, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    client.post(reverse("guides:refer-in"), told(neighbourhood))
    person = UserFactory.create(email="inga@example.org")
    assert list(Initiative.objects.claimable_by(person)) == [Initiative.objects.get()]
