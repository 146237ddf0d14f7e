"""«Jeg kan hjælpe»: made, shown without a name, changed, withdrawn, looked through, forgotten."""

import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives import schedule
from initiatives.actions import offers
from initiatives.enums import NeedKind, OfferStatus, OfferVisibility, Stage, Visibility
from initiatives.errors import (
    ContactShown,
    DayNotPossible,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import HelpNeed, HelpOffer
from portal.areas.models import Neighbourhood
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.communities import HelpNeedFactory, HelpOfferFactory
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import led_by
from tests.factories.users import UserFactory, staff

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def neighbour(db: None) -> User:
    return UserFactory.create(full_name="Nanna Kanari")


@pytest.fixture
def need(neighbourhood: Neighbourhood) -> HelpNeed:
    initiative = led_by(
        UserFactory.create(), neighbourhood=neighbourhood, visibility=Visibility.PUBLIC,
        stage=Stage.RUNNING,
    )  # fmt: skip
    return HelpNeedFactory.create(initiative=initiative)


def told(**more: object) -> dict[str, object]:
    day = TODAY() + datetime.timedelta(days=90)
    return {
        "token": str(uuid4()),
        "kind": "TOOLS",
        "text": "I må låne min trailer.",
        "active_until": day.isoformat(),
    } | more


def test_offer_for_a_need_takes_its_place_and_waits_for_a_moderator(
    client: Client, neighbour: User, need: HelpNeed
) -> None:
    client.force_login(neighbour)
    address = reverse("initiatives:offer-new") + f"?need={need.public_id}"
    assert need.text in client.get(address).content.decode()
    form = told()
    for _ in range(2):
        client.post(address, form)
    offer = HelpOffer.objects.get()
    assert (offer.need, offer.neighbourhood) == (need, need.initiative.neighbourhood)
    assert offer.visibility == OfferVisibility.AWAITING_MODERATION
    assert "I må låne min trailer." in client.get(reverse("initiatives:offers")).content.decode()
    assert AuditEvent.objects.filter(action=AuditAction.OFFER_MADE, actor=neighbour).count() == 1


@pytest.mark.parametrize("asked", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_need_that_is_not_there_is_left_out(client: Client, neighbour: User, asked: str) -> None:
    client.force_login(neighbour)
    html = client.get(reverse("initiatives:offer-new") + f"?need={asked}").content.decode()
    assert "Hvor vil du hjælpe?" in html


def test_private_need_is_not_told_by_its_address(
    client: Client, neighbour: User, need: HelpNeed
) -> None:
    need.initiative.visibility = Visibility.PRIVATE
    need.initiative.save()
    client.force_login(neighbour)
    html = client.get(reverse("initiatives:offer-new") + f"?need={need.public_id}").content.decode()
    assert need.text not in html


def test_form_says_what_is_wrong_and_keeps_the_words(
    client: Client, neighbour: User, neighbourhood: Neighbourhood
) -> None:
    client.force_login(neighbour)
    address = reverse("initiatives:offer-new")
    for wrong, sentence in (
        ({"text": "Ring 20 30 40 50"}, "Fjern telefonnummer og adresse."),
        ({"text": ""}, "Skriv kort, hvad du kan hjælpe med"),
        ({"active_until": "1/1/2020"}, "Vælg en dag fra i dag og højst et år frem"),
    ):
        html = client.post(address, told(neighbourhood=neighbourhood.pk, **wrong)).content.decode()
        assert sentence in html
    assert HelpOffer.objects.count() == 0


def test_moderator_lets_the_words_out_without_the_name(
    client: Client, neighbour: User, neighbourhood: Neighbourhood
) -> None:
    offer = HelpOfferFactory.create(
        offered_by=neighbour, neighbourhood=neighbourhood,
        visibility=OfferVisibility.AWAITING_MODERATION,
    )  # fmt: skip
    page = neighbourhood_page(neighbourhood).url
    assert offer.text not in client.get(page).content.decode()
    client.force_login(staff(Role.MODERATOR))
    assert offer.text in client.get(reverse("initiatives:moderation-queue")).content.decode()
    address = reverse("initiatives:moderation-offer", args=[offer.public_id])
    assert "Nanna" not in client.get(address).content.decode()
    assert (
        "Skriv til personen, hvorfor" in client.post(address, {"verdict": "hide"}).content.decode()
    )
    client.post(address, {"verdict": "show"})
    html = Client().get(page).content.decode()
    assert offer.text in html
    assert "Nanna" not in html


def test_a_no_reaches_the_person_with_its_reason(client: Client, neighbour: User) -> None:
    offer = HelpOfferFactory.create(offered_by=neighbour)
    moderator = staff(Role.MODERATOR)
    with pytest.raises(ReasonsMissing):
        offers.moderate(offer.pk, shown=False, reason=" ", by=moderator)
    offers.moderate(offer.pk, shown=False, reason="Skriv uden reklame.", by=moderator)
    assert Delivery.objects.get(template="initiatives/offer_hidden").recipient == neighbour
    client.force_login(neighbour)
    assert "Skriv uden reklame." in client.get(reverse("initiatives:offers")).content.decode()
    for by in (neighbour, UserFactory.create()):
        with pytest.raises(NotPermitted):
            offers.moderate(offer.pk, shown=True, reason="", by=by)


def test_new_words_wait_again_and_a_new_day_does_not(client: Client, neighbour: User) -> None:
    offer = HelpOfferFactory.create(offered_by=neighbour)
    client.force_login(neighbour)
    address = reverse("initiatives:offer-edit", args=[offer.public_id])
    client.post(address, told(text=offer.text))
    offer.refresh_from_db()
    assert offer.visibility == OfferVisibility.PUBLIC
    client.post(address, told(text="Noget andet, I må låne"))
    offer.refresh_from_db()
    assert offer.visibility == OfferVisibility.AWAITING_MODERATION


def test_withdrawn_at_any_time_and_never_changed_after(client: Client, neighbour: User) -> None:
    offer = HelpOfferFactory.create(offered_by=neighbour)
    with pytest.raises(NotPermitted):
        offers.withdraw(offer.pk, by=UserFactory.create())
    client.force_login(neighbour)
    for _ in range(2):
        client.post(reverse("initiatives:offer-withdraw", args=[offer.public_id]))
    offer.refresh_from_db()
    assert offer.status == OfferStatus.WITHDRAWN
    assert AuditEvent.objects.filter(action=AuditAction.OFFER_WITHDRAWN).count() == 1
    values = {"kind": NeedKind.TOOLS, "text": "x", "theme_id": None, "active_until": TODAY()}
    with pytest.raises(TransitionNotAllowed):
        offers.edit(offer.pk, by=neighbour, **values)  # type: ignore[arg-type]
    with pytest.raises(TransitionNotAllowed):
        offers.moderate(offer.pk, shown=True, reason="", by=staff(Role.MODERATOR))


def test_actions_refuse_a_contact_in_the_words_and_a_day_too_far(
    neighbour: User, neighbourhood: Neighbourhood
) -> None:
    values = {
        "token": uuid4(), "kind": NeedKind.HANDS, "text": "To hænder", "need_id": None,
        "neighbourhood_id": neighbourhood.pk, "theme_id": None, "active_until": TODAY(),
    }  # fmt: skip
    late = TODAY() + datetime.timedelta(days=366)
    for refusal, more in (
        (ContactShown, {"text": "Skriv til mig@example.org"}),
        (ReasonsMissing, {"text": " "}),
        (DayNotPossible, {"active_until": late}),
    ):
        with pytest.raises(refusal):
            offers.make(**(values | more), by=neighbour)  # type: ignore[arg-type]


def test_offer_is_forgotten_a_year_after_it_was_over(neighbour: User) -> None:
    year = datetime.timedelta(days=365)
    kept = [
        HelpOfferFactory.create(active_until=TODAY() - year),
        HelpOfferFactory.create(status=OfferStatus.WITHDRAWN, withdrawn_at=timezone.now() - year),
    ]
    HelpOfferFactory.create(active_until=TODAY() - year - datetime.timedelta(days=1))
    HelpOfferFactory.create(
        status=OfferStatus.WITHDRAWN,
        withdrawn_at=timezone.now() - year - datetime.timedelta(days=2),
    )
    for _ in range(2):
        schedule.forget_offers(0)
    assert set(HelpOffer.objects.all()) == set(kept)
    assert AuditEvent.objects.filter(action=AuditAction.OFFER_FORGOTTEN).count() == 2
