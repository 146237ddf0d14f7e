"""Introductions by their table, and the screens of guide, offerer and «tovholder»."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides.actions import introductions
from guides.enums import (
    INTRODUCTION_TRANSITIONS,
    ContactWay,
    IntroductionMove,
    IntroductionOutcome,
    IntroductionStatus,
)
from guides.errors import ContactMissing, NotPermitted, NotSuited, TransitionNotAllowed
from guides.models import Introduction
from initiatives.enums import MemberRole
from initiatives.models import HelpNeed, InitiativeMember
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.communities import HelpNeedFactory, HelpOfferFactory, IntroductionFactory
from tests.factories.guides import guide_in
from tests.factories.initiatives import led_by
from tests.factories.users import UserFactory
from tests.guides.offers.conftest import Scene

pytestmark = pytest.mark.django_db


def ask(scene: Scene) -> Introduction:
    return introductions.ask(scene.offer.pk, need_id=scene.need.pk, by=scene.guide.user)


def in_status(scene: Scene, status: IntroductionStatus) -> Introduction:
    now, over = timezone.now(), {IntroductionStatus.DECLINED, IntroductionStatus.ENDED}
    said = {"offerer_yes_at": now, "offerer_way": "PHONE", "lead_yes_at": now, "lead_way": "PHONE"}
    yes = said | {"introduced_at": now, "lead": scene.lead}
    return IntroductionFactory.create(
        offer=scene.offer, initiative=scene.initiative, need=scene.need, made_by=scene.guide,
        status=status, ended_at=now if status in over else None,
        **(yes if status == IntroductionStatus.INTRODUCED else {}),
    )  # fmt: skip


@pytest.mark.parametrize("status", IntroductionStatus)
@pytest.mark.parametrize("move", IntroductionMove)
def test_moves_follow_the_table(
    scene: Scene, move: IntroductionMove, status: IntroductionStatus
) -> None:
    row = in_status(scene, status)
    act = {
        IntroductionMove.ACCEPT: lambda: introductions.accept(
            row.pk, way=ContactWay.PHONE, by=scene.lead
        ),
        IntroductionMove.DECLINE: lambda: introductions.decline(row.pk, by=scene.lead),
        IntroductionMove.END: lambda: introductions.end(row.pk, outcome=None, by=scene.lead),
    }[move]
    sources, target = INTRODUCTION_TRANSITIONS[move]
    if status not in sources:
        with pytest.raises(TransitionNotAllowed):
            act()
        return
    # The first of two yes leaves it waiting.
    assert act().status == (status if move == IntroductionMove.ACCEPT else target)


def test_guide_sees_why_two_may_suit_and_asks_both_in_one_tap(client: Client, scene: Scene) -> None:
    client.force_login(scene.guide.user)
    html = client.get(reverse("guides:matches")).content.decode()
    assert "Det er samme slags hjælp" in html
    assert "Begge skriver om: trailer" in html
    address = reverse("guides:introduce", args=[scene.offer.public_id, scene.need.public_id])
    for _ in range(2):
        client.post(address)
    assert Introduction.objects.count() == 1
    sent = Delivery.objects.filter(template="guides/introduction_asked")
    assert {row.recipient for row in sent} == {scene.offerer, scene.lead}
    html = client.get(reverse("guides:matches")).content.decode()
    assert "Lige nu passer ingen tilbud til et behov." in html
    assert "Ingen har svaret endnu" in html


def test_parties_answer_on_their_pages_and_the_guide_hears_what_came_of_it(
    client: Client, scene: Scene
) -> None:
    row = ask(scene)
    address = reverse("guides:introduction", args=[row.public_id])
    client.force_login(scene.offerer)
    assert "Højbede i gården" in client.get(reverse("initiatives:offers")).content.decode()
    assert "Vælg, hvad den anden må få" in client.post(address, {}).content.decode()
    client.post(address, {"way": "PHONE"})
    assert "Du har sagt ja" in client.get(address).content.decode()
    client.force_login(scene.lead)
    own = reverse("guides:offers-to-us", args=[scene.initiative.public_id])
    assert "Venter på jer" in client.get(own).content.decode()
    client.post(address, {"way": "EMAIL"})
    assert "Nu kan I tale sammen" in client.get(address).content.decode()
    end = reverse("guides:introduction-end", args=[row.public_id])
    client.post(end, {"outcome": IntroductionOutcome.HELPED})
    row.refresh_from_db()
    assert (row.status, row.ended_by) == (IntroductionStatus.ENDED, scene.lead)
    client.force_login(scene.guide.user)
    assert "Vi fik hjulpet hinanden" in client.get(reverse("guides:matches")).content.decode()
    news = Delivery.objects.filter(template="guides/introduction_news", recipient=scene.guide.user)
    assert news.count() == 2  # both said yes; it is over
    logged = AuditEvent.objects.filter(target_type="guides.introduction").values_list(
        "action", flat=True
    )
    assert sorted(logged) == sorted(
        [
            AuditAction.INTRODUCTION_ASKED,
            AuditAction.INTRODUCTION_ACCEPTED,
            AuditAction.INTRODUCTION_ACCEPTED,
            AuditAction.INTRODUCTION_MADE,
            AuditAction.INTRODUCTION_ENDED,
        ]
    )


def test_only_a_guide_of_the_place_asks_and_only_the_two_answer(scene: Scene) -> None:
    other = guide_in(NeighbourhoodFactory.create()).user
    for by in (other, scene.lead, UserFactory.create()):
        with pytest.raises(NotPermitted):
            introductions.ask(scene.offer.pk, need_id=scene.need.pk, by=by)
    row = ask(scene)
    for by in (scene.guide.user, other, UserFactory.create()):
        with pytest.raises(NotPermitted):
            introductions.accept(row.pk, way=ContactWay.PHONE, by=by)
        with pytest.raises(NotPermitted):
            introductions.decline(row.pk, by=by)


def test_two_that_do_not_suit_are_not_asked(scene: Scene) -> None:
    there = led_by(UserFactory.create(), neighbourhood=NeighbourhoodFactory.create())
    elsewhere = HelpNeedFactory.create(initiative=there)
    gone = HelpNeedFactory.create(initiative=scene.initiative, met_at=timezone.now())
    own = HelpOfferFactory.create(offered_by=scene.lead, neighbourhood=scene.offer.neighbourhood)
    over = HelpOfferFactory.create(
        neighbourhood=scene.offer.neighbourhood,
        active_until=timezone.localdate() - datetime.timedelta(days=1),
    )
    for offer, need in (
        (scene.offer, gone),
        (scene.offer, elsewhere),
        (own, scene.need),
        (over, scene.need),
    ):
        with pytest.raises(NotSuited):
            introductions.ask(offer.pk, need_id=need.pk, by=scene.guide.user)


def test_yes_needs_a_contact_and_an_offer_that_holds(scene: Scene) -> None:
    row = ask(scene)
    scene.lead.phone = ""
    scene.lead.save()
    with pytest.raises(ContactMissing):
        introductions.accept(row.pk, way=ContactWay.PHONE, by=scene.lead)
    scene.offer.active_until = timezone.localdate() - datetime.timedelta(days=1)
    scene.offer.save()
    with pytest.raises(NotSuited):
        introductions.accept(row.pk, way=ContactWay.EMAIL, by=scene.lead)


def test_a_new_lead_sees_no_contact_that_was_given_to_the_old_one(
    client: Client, scene: Scene
) -> None:
    row = in_status(scene, IntroductionStatus.INTRODUCED)
    InitiativeMember.objects.filter(user=scene.lead).update(role=MemberRole.MEMBER)
    new = UserFactory.create()
    InitiativeMember.objects.create(initiative=scene.initiative, user=new, role=MemberRole.LEAD)
    address = reverse("guides:introduction", args=[row.public_id])
    client.force_login(new)
    assert "21 00 00 01" not in client.get(address).content.decode()
    client.force_login(scene.lead)
    assert client.get(address).status_code == 404


def test_a_need_taken_away_leaves_the_introduction_readable(client: Client, scene: Scene) -> None:
    row = ask(scene)
    HelpNeed.objects.all().delete()
    client.force_login(scene.offerer)
    assert client.get(reverse("guides:introduction", args=[row.public_id])).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_guides_page_costs_the_same_with_one_row_and_three(
    rows: int, client: Client, scene: Scene, django_assert_num_queries: object
) -> None:
    for _ in range(rows - 1):
        HelpOfferFactory.create(neighbourhood=scene.offer.neighbourhood)
        HelpNeedFactory.create(initiative=scene.initiative)
    client.force_login(scene.guide.user)
    client.get(reverse("guides:matches"))
    with django_assert_num_queries(12):  # type: ignore[operator]
        client.get(reverse("guides:matches"))
