"""Neither learns who the other is before both have said yes: each page, mail, role and field."""

from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from guides.actions import introductions
from guides.enums import ContactWay, IntroductionStatus
from guides.models import Introduction
from initiatives.actions import offers
from portal.post import sending
from portal.post.enums import DeliveryStatus
from portal.post.models import Delivery
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import guide_in
from tests.factories.users import UserFactory, staff
from tests.guides.offers.conftest import LEAD, OFFERER, Scene

pytestmark = pytest.mark.django_db

FIELDS = ("name", "phone", "email")


def shown(text: str, person: dict[str, str]) -> set[str]:
    """Which of a person's fields stand in a text, a number also as it is read aloud."""
    number = person["phone"].removeprefix("+45")
    read_aloud = " ".join(number[i : i + 2] for i in range(0, 8, 2))
    found = {name for name in FIELDS if person[name] in text}
    return found | {"phone"} if number in text or read_aloud in text else found


def pages(scene: Scene, row: Introduction | None) -> Iterator[str]:
    """Every page on which an offer, a need or an introduction may stand."""
    yield scene.page
    yield reverse("initiatives:initiative-detail", args=[scene.initiative.public_id])
    yield reverse("initiatives:initiative-group", args=[scene.initiative.public_id])
    yield reverse("initiatives:offers")
    yield reverse("initiatives:offer-new") + f"?need={scene.need.public_id}"
    yield reverse("initiatives:moderation-queue")
    yield reverse("initiatives:moderation-offer", args=[scene.offer.public_id])
    yield reverse("guides:matches")
    yield reverse("guides:radar")
    yield reverse("guides:offers-to-us", args=[scene.initiative.public_id])
    yield reverse("overview")
    if row is not None:
        yield reverse("guides:introduction", args=[row.public_id])
        yield reverse("guides:introduction-end", args=[row.public_id])


def seen_by(user: User | None, scene: Scene, row: Introduction | None) -> str:
    """All that one person can read, in one text; without the header that names oneself."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return "".join(client.get(address).content.decode() for address in pages(scene, row))


def people(scene: Scene) -> dict[str, User | None]:
    return {
        "anonymous": None,
        "stranger": UserFactory.create(),
        "moderator": staff(Role.MODERATOR),
        "programme lead": staff(Role.PROGRAMME_LEAD),
        "caseworker": staff(Role.CASEWORKER),
        "guide": scene.guide.user,
        "guide elsewhere": guide_in(NeighbourhoodFactory.create()).user,
        "guide of another organisation": guide_in(scene.offer.neighbourhood).user,
    }


def check_parties(
    scene: Scene, row: Introduction | None, *, offerer: set[str], lead: set[str]
) -> None:
    """What each of the two can read of the other."""
    assert shown(seen_by(scene.offerer, scene, row), LEAD) == offerer
    assert shown(seen_by(scene.lead, scene, row), OFFERER) == lead


def check_others(scene: Scene, row: Introduction | None) -> None:
    """Nobody else reads a contact; guides who serve the place read the name of who offers."""
    for role, user in people(scene).items():
        text = seen_by(user, scene, row)
        at_work_here = role in {"guide", "guide of another organisation"}
        assert shown(text, OFFERER) == ({"name"} if at_work_here else set()), role
        assert shown(text, LEAD) == set(), role


def check_mails(*, least: int) -> None:
    """No mail names either of the two, nor how to reach them."""
    for delivery in Delivery.objects.filter(status=DeliveryStatus.WAITING):
        sending.attempt(delivery.pk)
    assert len(mail.outbox) >= least
    for message in mail.outbox:
        text = f"{message.subject} {message.body} {message.alternatives[0][0]}"  # type: ignore[attr-defined]
        assert shown(text, OFFERER) == shown(text, LEAD) == set(), message.subject
        assert "trailer" not in text


def ask(scene: Scene) -> Introduction:
    return introductions.ask(scene.offer.pk, need_id=scene.need.pk, by=scene.guide.user)


def both_say_yes(row: Introduction, scene: Scene) -> Introduction:
    introductions.accept(row.pk, way=ContactWay.PHONE, by=scene.offerer)
    return introductions.accept(row.pk, way=ContactWay.EMAIL, by=scene.lead)


def test_before_anybody_is_asked_nobody_knows(scene: Scene) -> None:
    check_parties(scene, None, offerer=set(), lead=set())


def test_while_they_think_neither_knows_the_other(scene: Scene) -> None:
    row = ask(scene)
    check_parties(scene, row, offerer=set(), lead=set())
    check_mails(least=2)


@pytest.mark.parametrize("first", ["offerer", "lead"])
def test_one_yes_opens_nothing(scene: Scene, first: str) -> None:
    row = ask(scene)
    introductions.accept(row.pk, way=ContactWay.EMAIL, by=getattr(scene, first))
    check_parties(scene, row, offerer=set(), lead=set())
    if first == "lead":
        check_others(scene, row)
    check_mails(least=2)


def test_two_yes_open_exactly_what_each_chose(scene: Scene) -> None:
    row = both_say_yes(ask(scene), scene)
    assert row.is_introduced
    check_parties(scene, row, offerer={"name", "email"}, lead={"name", "phone"})
    check_others(scene, row)
    check_mails(least=5)


@pytest.mark.parametrize("who", ["offerer", "lead"])
def test_a_no_opens_nothing_ever(scene: Scene, who: str) -> None:
    row = ask(scene)
    introductions.accept(row.pk, way=ContactWay.PHONE, by=scene.offerer)
    introductions.decline(row.pk, by=getattr(scene, who))
    check_parties(scene, row, offerer=set(), lead=set())
    check_mails(least=4)


@pytest.mark.parametrize("how", ["offerer ends", "lead ends", "offer withdrawn"])
def test_when_it_is_over_the_contacts_are_gone(scene: Scene, how: str) -> None:
    row = both_say_yes(ask(scene), scene)
    if how == "offer withdrawn":
        offers.withdraw(scene.offer.pk, by=scene.offerer)
    else:
        introductions.end(row.pk, outcome=None, by=getattr(scene, how.split(maxsplit=1)[0]))
    row.refresh_from_db()
    assert row.status == IntroductionStatus.ENDED
    check_parties(scene, row, offerer=set(), lead=set())
    check_mails(least=7)


def test_control_a_contact_in_a_page_or_mail_would_be_found() -> None:
    assert shown("Ring 21 00 00 01", OFFERER) == {"phone"}
    assert shown("tel:+4521000001 Ofelia Kanari ofelia@example.org", OFFERER) == set(FIELDS)
