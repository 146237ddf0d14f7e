"""Suggestions without log-in, the guides' answers, and entries as guides keep them."""

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
from guides.actions import communities, suggestions
from guides.enums import CommunityMove, CommunityStatus, SuggestionStatus
from guides.errors import (
    EditConflict,
    NothingSuggested,
    NotPermitted,
    ReasonMissing,
    TransitionNotAllowed,
)
from guides.models import Community, CommunityGuide, CommunitySuggestion
from portal.areas.models import Neighbourhood
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.communities import CommunityFactory, CommunitySuggestionFactory
from tests.factories.guides import guide_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def community(neighbourhood: Neighbourhood) -> Community:
    return CommunityFactory.create(neighbourhood=neighbourhood, place="Laden")


@pytest.fixture
def keeper(community: Community) -> CommunityGuide:
    return guide_in(community.neighbourhood)


def typed(**more: object) -> dict[str, object]:
    return {
        "token": str(uuid4()),
        "opened": signing.dumps(time.time() - 60, salt="portal.open_form"),
        "homepage": "",
        "rhythm": "WEEKLY",
    } | more


def whole(community: Community, **more: object) -> dict[str, object]:
    """The form as it comes back when nothing was touched."""
    return typed(
        name=community.name,
        what=community.what,
        neighbourhood=community.neighbourhood_id,
        theme=community.theme_id or "",
        place=community.place,
        weekdays=[str(day) for day in community.weekdays],
        starts_at="19.00",
        ends_at="21",
        **more,
    )


def change(community: Community) -> str:
    return reverse("guides:community-suggest", args=[community.public_id])


def test_new_entry_waits_for_the_places_guide_and_then_stands_there(
    client: Client, community: Community, keeper: CommunityGuide
) -> None:
    place = community.neighbourhood
    answer = client.post(
        reverse("guides:community-suggest-new"),
        typed(
            name="Skakklub", what="Vi spiller skak.", neighbourhood=place.pk, weekdays=["3"],
            starts_at="kl. 18:30", website="skak.example.org", contact_name="Palle",
            contact_email="palle@example.org", sender_email="Afsender@example.org",
        ),
        follow=True,
    )  # fmt: skip
    assert "Vi har fået det" in answer.content.decode()
    assert not Community.objects.filter(name="Skakklub").exists()
    row = CommunitySuggestion.objects.get()
    suggestions.approve(row.pk, reason="Tak!", by=keeper.user)
    made = Community.objects.get(name="Skakklub")
    assert (made.weekdays, made.starts_at.hour, made.website) == (
        [3], 18, "https://skak.example.org",
    )  # fmt: skip
    assert not made.shows_contact  # the sender cannot say yes for Palle
    sent = {(d.template, d.address) for d in Delivery.objects.all()}
    assert sent == {
        ("guides/suggestion_waiting", keeper.user.email),
        ("guides/suggestion_answered", "afsender@example.org"),
        ("guides/community_confirm", "palle@example.org"),
    }


def test_change_form_shows_no_contact_and_an_untouched_one_suggests_nothing(
    client: Client, community: Community
) -> None:
    html = client.get(change(community)).content.decode()
    assert community.contact_name not in html
    assert community.contact_email not in html
    answer = client.post(change(community), whole(community))
    assert "Ret noget, eller skriv, hvad der er forkert." in answer.content.decode()
    assert CommunitySuggestion.objects.count() == 0
    client.post(change(community), whole(community, note="De er flyttet."))
    assert CommunitySuggestion.objects.get().changes == {}


def test_change_is_put_before_the_guide_as_before_and_after(
    client: Client, community: Community, keeper: CommunityGuide
) -> None:
    client.post(change(community), whole(community) | {"place": "Kvarterhuset", "weekdays": ["2"]})
    row = CommunitySuggestion.objects.get()
    assert row.changes == {"place": "Kvarterhuset", "weekdays": [2]}
    client.force_login(keeper.user)
    assert str(community) in client.get(reverse("guides:suggestions")).content.decode()
    address = reverse("guides:suggestion", args=[row.public_id])
    html = client.get(address).content.decode()
    for words in ("<del>Laden</del>", "<ins>Kvarterhuset</ins>", "<del>Tirsdag</del>"):
        assert words in html
    client.post(address, {"answer": "approve"})
    community.refresh_from_db()
    assert (community.place, community.weekdays) == ("Kvarterhuset", [2])
    assert client.get(address).status_code == 200


def test_no_needs_a_reason_that_the_sender_reads(
    client: Client, community: Community, keeper: CommunityGuide
) -> None:
    client.post(change(community), whole(community) | {"place": "Månen"})
    token = client.session["suggested_community"]
    row = CommunitySuggestion.objects.get()
    with pytest.raises(ReasonMissing):
        suggestions.decline(row.pk, reason=" ", by=keeper.user)
    suggestions.decline(row.pk, reason="Der er for langt.", by=keeper.user)
    html = Client().get(reverse("guides:suggestion-answer", args=[token])).content.decode()
    assert "Der er for langt." in html
    assert "Månen" in html
    assert community.contact_name not in html
    community.refresh_from_db()
    assert community.place == "Laden"
    with pytest.raises(TransitionNotAllowed):
        suggestions.approve(row.pk, reason="", by=keeper.user)


def test_only_the_places_own_guides_answer(community: Community) -> None:
    row = CommunitySuggestionFactory.create(community=community)
    other = guide_in(NeighbourhoodFactory.create())
    for give in (suggestions.approve, suggestions.decline):
        with pytest.raises(NotPermitted):
            give(row.pk, reason="Nej", by=other.user)
    row.refresh_from_db()
    assert row.status == SuggestionStatus.WAITING


def test_same_form_sent_twice_is_one_suggestion(client: Client, community: Community) -> None:
    form = whole(community) | {"place": "Kvarterhuset"}
    for _ in range(2):
        assert client.post(change(community), form).status_code == 302
    assert CommunitySuggestion.objects.count() == 1


@pytest.mark.parametrize("machine", ["fills in all", "is too quick", "signs nothing"])
def test_machines_are_thanked_and_forgotten(
    client: Client, community: Community, machine: str
) -> None:
    form = whole(community) | {"place": "Kvarterhuset"}
    form |= {
        "fills in all": {"homepage": "https://spam.example"},
        "is too quick": {"opened": signing.dumps(time.time(), salt="portal.open_form")},
        "signs nothing": {"opened": ""},
    }[machine]
    answer = client.post(change(community), form, follow=True)
    assert "Vi har fået det" in answer.content.decode()
    assert CommunitySuggestion.objects.count() == 0


def test_flood_about_one_entry_is_held_back_and_nothing_typed_is_lost(
    client: Client, community: Community, settings: object
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"suggest_community": "2/d/key"}  # type: ignore[attr-defined]
    for number in range(2):
        client.post(change(community), whole(community) | {"place": f"Sted {number}"})
    answer = client.post(change(community), whole(community) | {"place": "Et sted mere"})
    html = answer.content.decode()
    assert "Vi får mange forslag lige nu" in html
    assert "Et sted mere" in html
    assert CommunitySuggestion.objects.count() == 2


def test_suggest_refuses_what_is_no_news(community: Community) -> None:
    with pytest.raises(NothingSuggested):
        suggestions.suggest(
            token=uuid4(), community_id=community.pk, changes={"place": "Laden"}, note="",
            sender_name="", sender_email="",
        )  # fmt: skip


def test_guide_writes_an_entry_anew_and_a_new_contact_is_hidden(
    client: Client, community: Community, keeper: CommunityGuide
) -> None:
    communities.show_contact(community.pk, shown=True, by=keeper.user)
    client.force_login(keeper.user)
    address = reverse("guides:community-edit", args=[community.public_id])
    form = whole(community, version=1) | {
        "contact_name": "Palle", "latitude": "55.65", "longitude": "12.28",
    }  # fmt: skip
    answer = client.post(address, {**form, "longitude": ""})
    assert "Skriv begge tal, eller ingen af dem" in answer.content.decode()
    client.post(address, form)
    community.refresh_from_db()
    assert (community.contact_name, community.latitude) == ("Palle", 55.65)
    assert not community.shows_contact
    answer = client.post(address, form | {"place": "Mit sted"})  # the version is an old one now
    assert answer.status_code == 409
    assert "Mit sted" in answer.content.decode()
    community.refresh_from_db()
    assert community.place == "Laden"
    with pytest.raises(EditConflict):
        communities.change(community.pk, changes={}, version=1, by=keeper.user)


@pytest.mark.parametrize("move", CommunityMove)
def test_moves_follow_the_table_and_are_logged(
    community: Community, keeper: CommunityGuide, move: CommunityMove
) -> None:
    if move == CommunityMove.REOPEN:
        communities.move(community.pk, move=CommunityMove.CLOSE, by=keeper.user)
    communities.move(community.pk, move=move, by=keeper.user)
    action = {
        CommunityMove.CLOSE: AuditAction.COMMUNITY_CLOSED,
        CommunityMove.REOPEN: AuditAction.COMMUNITY_REOPENED,
    }[move]
    assert AuditEvent.objects.filter(action=action, actor=keeper.user).count() == 1
    with pytest.raises(TransitionNotAllowed):
        communities.move(community.pk, move=move, by=keeper.user)


def test_guide_confirms_and_shows_and_closes_from_one_page(
    client: Client, community: Community, keeper: CommunityGuide
) -> None:
    client.force_login(keeper.user)
    own = [community.public_id]
    assert client.get(reverse("guides:community-keep", args=own)).status_code == 200
    client.post(reverse("guides:community-keep-confirm", args=own))
    client.post(reverse("guides:community-contact", args=own), {"shown": "yes"})
    community.refresh_from_db()
    assert community.shows_contact
    client.post(reverse("guides:community-move", args=[*own, "close"]))
    community.refresh_from_db()
    assert community.status == CommunityStatus.CLOSED
    assert client.post(reverse("guides:community-move", args=[*own, "burn"])).status_code == 404
    logged = AuditEvent.objects.filter(target_type="guides.community").values_list(
        "action", flat=True
    )
    assert set(logged) >= {
        AuditAction.COMMUNITY_CONFIRMED,
        AuditAction.COMMUNITY_CONTACT_CHANGED,
        AuditAction.COMMUNITY_CLOSED,
    }


def test_who_serves_another_place_changes_nothing(community: Community) -> None:
    other = guide_in(NeighbourhoodFactory.create()).user
    for act in (
        lambda: communities.change(community.pk, changes={}, version=1, by=other),
        lambda: communities.confirm(community.pk, by=other, shows_contact=True),
        lambda: communities.show_contact(community.pk, shown=True, by=other),
        lambda: communities.move(community.pk, move=CommunityMove.CLOSE, by=other),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_answered_suggestions_are_forgotten_after_a_year(keeper: CommunityGuide) -> None:
    now = timezone.now()
    for days in (364, 366):
        CommunitySuggestionFactory.create(
            status=SuggestionStatus.DECLINED, reason="Nej", decided_by=keeper.user,
            decided_at=now - datetime.timedelta(days=days),
        )  # fmt: skip
    waiting = CommunitySuggestionFactory.create()
    for _ in range(2):
        schedule.forget_suggestions(0)
    left = CommunitySuggestion.objects.values_list("status", flat=True)
    assert sorted(left) == [SuggestionStatus.DECLINED, waiting.status]
