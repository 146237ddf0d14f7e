"""Whatever changes a page is there on the next request, by whichever action it was made."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from guides.actions import ambassadors, communities
from home.models import ContentPage
from home.models.settings import SiteSettings
from initiatives.actions import moderation, needs, polls, publishing, reports, votes
from initiatives.enums import AwardStatus, CommentStatus, Verdict, Visibility
from initiatives.models import FundingRound, Initiative, Presentation, Report, WillContinue
from portal.kept import middleware
from portal.users.roles import Role
from tests.factories.events import republish, signed_up
from tests.factories.home import image
from tests.factories.users import staff
from tests.factories.votes import share, vote
from tests.home.test_pages import grant, public
from tests.kept.test_kept import is_kept
from tests.kept.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]

QUARTER = middleware.quarter
REASON = "Der står et telefonnummer i teksten."


@dataclass(frozen=True)
class Change:
    """A change, the page that shows it, and what stands there only before and only after."""

    make: Callable[[World], Any]
    page: str
    before: str = ""
    after: str = ""
    status: int = 200


def publish(world: World) -> None:
    world.page.title = "Omdøbt kvarter"
    world.page.save_revision().publish()


def publish_on_time(world: World) -> None:
    world.page.intro = "Nu på fredag"
    world.page.save_revision(approved_go_live_at=timezone.now() - datetime.timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)


def limit(world: World) -> None:
    world.page.view_restrictions.create(restriction_type="login")


def settings_of(world: World) -> SiteSettings:
    return SiteSettings.for_site(Site.objects.get(is_default_site=True))


def rename_municipality(world: World) -> None:
    chosen = settings_of(world)
    chosen.municipality_name = "Havnby Kommune"
    chosen.save()


def recolour(world: World) -> None:
    chosen = settings_of(world)
    chosen.primary = chosen.primary_dark = "#0a3d62"
    chosen.save()


def take_from_menu(world: World) -> None:
    page = ContentPage.objects.get(slug="om")
    page.show_in_menus = False
    page.save_revision().publish()


def hide_update(world: World) -> None:
    known = moderation.version(world.initiative, world.update)
    moderation.decide_update(
        world.update.pk, verdict=Verdict.HIDE, reason=REASON, version=known,
        by=staff(Role.MODERATOR),
    )  # fmt: skip


def hide_initiative(world: World) -> None:
    moderation.decide(
        world.initiative.pk, verdict=Verdict.HIDE, reason=REASON,
        version=moderation.version(world.initiative), by=staff(Role.MODERATOR),
    )  # fmt: skip


def let_out(world: World) -> None:
    row = public(world.place, title="Helt ny bænk", visibility=Visibility.AWAITING_MODERATION)
    Presentation.objects.create(initiative=row, asked_at=timezone.now())
    moderation.decide(
        row.pk, verdict=Verdict.PUBLISH, reason="", version=moderation.version(row),
        by=staff(Role.MODERATOR),
    )  # fmt: skip


def take_name_back(world: World) -> None:
    publishing.show_name(world.initiative.pk, shown=False, by=world.lead)


def meet_need(world: World) -> None:
    need = world.initiative.needs.get()
    needs.mark_met(world.initiative.pk, need_id=need.public_id, by=world.lead)


def new_number(world: World) -> None:
    world.guide.phone = "+4521222324"
    world.guide.save()


def new_portrait(world: World) -> None:
    world.guide.portrait = image("Et andet ansigt")
    world.guide.portrait.file.name = "images/andet.png"
    world.guide.save(update_fields=["portrait"])


def other_name(world: World) -> None:
    world.guide.user.full_name = "Gunhild Guide"
    world.guide.user.save(update_fields=["full_name"])


def close_account(world: World) -> None:
    world.guide.user.is_active = False
    world.guide.user.save(update_fields=["is_active"])


def take_yes_back(world: World) -> None:
    ambassadors.change_consent(world.ambassador.pk, shown_publicly=False, by=world.ambassador.user)


def cancel_vote(world: World) -> None:
    votes.cancel(
        world.vote.pk, reason="Puljen er trukket tilbage.", version=world.vote.version,
        by=staff(Role.PROGRAMME_LEAD),
    )  # fmt: skip


def open_another_vote(world: World) -> None:
    prepared = vote(of=share(), costs=(3000, 2000), title="Lys på stien")
    votes.open_vote(prepared.pk, by=None)


def rename_round(world: World) -> None:
    row = FundingRound.objects.get(title="Straks")
    row.title = "Sommerpuljen"
    row.save(update_fields=["title"])


def award(world: World) -> None:
    grant(world.initiative, Decimal("4321.00"), by=staff(Role.APPROVER))


def take_story_back(world: World) -> None:
    given = grant(world.initiative, Decimal(100), by=world.lead, status=AwardStatus.REPORTED)
    world.story.report = Report.objects.create(
        award=given, what_happened="x", participants=1, volunteers=1, volunteer_hours=1,
        reached_new_people=True, continues=WillContinue.values[0], is_declared=True,
        story_consent_at=timezone.now(), submitted_by=world.lead,
    )  # fmt: skip
    world.story.save()
    reports.withdraw_story_consent(given.pk, by=world.lead)


def cancel_event(world: World) -> None:
    republish(world.event, is_cancelled=True, cancelled_reason="Salen er lukket")


def close_poll(world: World) -> None:
    by = staff(Role.CASEWORKER)
    polls.close(world.poll.pk, reason="Nok", version=world.poll.version, by=by)


def hide_comments(world: World) -> None:
    world.initiative.comments.update(status=CommentStatus.HIDDEN)


def put_off(world: World) -> None:
    republish(world.event, place="Den store sal")


def rename_community(world: World) -> None:
    communities.change(
        world.community.pk, changes={"name": "Åben gård"}, version=world.community.version,
        by=world.guide.user,
    )  # fmt: skip


def by_hand(world: World) -> None:
    """As a person with a database client, or a command, would."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE areas_neighbourhood SET population = 7")
        cursor.execute("UPDATE initiatives_presentation SET title = 'Rettet i hånden'")


CHANGES = {
    "a page is published": Change(publish, "NeighbourhoodPage", "Gærdehaven</h1>", "Omdøbt"),
    "its name stands on the list": Change(publish, "NeighbourhoodIndexPage", "", "Omdøbt"),
    "a page comes out on time": Change(publish_on_time, "NeighbourhoodPage", "", "Nu på fredag"),
    "a page is taken down": Change(
        lambda world: world.page.unpublish(), "NeighbourhoodPage", status=404
    ),
    "a page is limited": Change(limit, "NeighbourhoodPage", status=302),
    "a page moves away": Change(
        lambda world: Page.objects.get(pk=world.story.pk).delete(), "StoryPage", status=404
    ),
    "the municipality's name": Change(rename_municipality, "ContentPage", "", "Havnby Kommune"),
    "the colours": Change(recolour, "catalogue"),
    "the menu": Change(take_from_menu, "HomePage", 'href="/om/"', ""),
    "news are hidden": Change(hide_update, "detail", "Vi har plantet", ""),
    "news are hidden from the place": Change(hide_update, "NeighbourhoodPage", "Vi har plantet"),
    "an initiative is hidden": Change(hide_initiative, "detail", "I gården", status=404),
    "an initiative is hidden from the list": Change(hide_initiative, "catalogue", "Højbede"),
    "a new initiative": Change(let_out, "HomePage", "", "Helt ny bænk"),
    "a new initiative in the list": Change(let_out, "catalogue", "", "Helt ny bænk"),
    "a name is taken back": Change(take_name_back, "detail", "Hvem står bag?"),
    "a need is met": Change(meet_need, "NeighbourhoodPage", "To par hænder"),
    "no help is needed": Change(meet_need, "catalogue, narrowed", "Højbede"),
    "a guide's number": Change(new_number, "NeighbourhoodPage", "20 30 40 50", "21 22 23 24"),
    "a guide's number elsewhere": Change(new_number, "detail", "20 30 40 50", "21 22 23 24"),
    "a guide's face": Change(new_portrait, "NeighbourhoodPage"),
    "a guide's name": Change(other_name, "NeighbourhoodPage", "", "Gunhild Guide"),
    "an account is closed": Change(close_account, "NeighbourhoodPage", "20 30 40 50"),
    "an ambassador's yes is taken back": Change(
        take_yes_back, "NeighbourhoodPage", "Kom til kaffe"
    ),
    "a vote is cancelled": Change(cancel_vote, "NeighbourhoodPage", "Se forslagene, og stem"),
    "a vote opens": Change(open_another_vote, "HomePage", "", "Lys på stien"),
    "a round": Change(rename_round, "HomePage", "Straks</h3>", "Sommerpuljen"),
    "an award": Change(award, "catalogue", "", "4.321"),
    "a story's yes is taken back": Change(take_story_back, "StoryPage", status=404),
    "a story is gone from the place": Change(take_story_back, "NeighbourhoodPage", "Langbord"),
    "an event is off": Change(cancel_event, "EventPage", "", "Salen er lukket"),
    "a place is taken": Change(
        lambda world: signed_up(world.event), "EventPage", "1 af 20 pladser", "2 af 20 pladser"
    ),
    "a poll is closed": Change(
        close_poll, "NeighbourhoodPage", "Læs, og svar", "Kommunen skylder et svar."
    ),
    "a comment is hidden": Change(hide_comments, "detail", "Kan man komme med sin kørestol?"),
    "an event is put off": Change(put_off, "events", "Beboerhuset", "Den store sal"),
    "a community has a new name": Change(rename_community, "directory", "", "Åben gård"),
    "a community's own page": Change(rename_community, "community", "", "Åben gård"),
    "a row is put right by hand": Change(by_hand, "catalogue", "Højbede", "Rettet i hånden"),
}  # fmt: skip


def kept(change: Change, world: World) -> tuple[Client, str, str]:
    """Have the page kept as it was before the change."""
    client, path = Client(), world.pages[change.page]
    for _ in range(2):  # the first makes the sizes of pictures, which is a change
        html = client.get(path).content.decode()
    assert is_kept(client, path)
    assert change.before in html
    assert not change.after or change.after not in html
    return client, path, html


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_there_on_the_next_request(name: str, world: World) -> None:
    change = CHANGES[name]
    client, path, was = kept(change, world)
    change.make(world)
    response = client.get(path)
    assert response.status_code == change.status
    if change.status == 200:
        html = response.content.decode()
        assert html != was
        assert change.after in html
        assert not change.before or change.before not in html


@pytest.mark.parametrize("name", CHANGES)
def test_without_the_triggers_it_would_not_be(name: str, world: World) -> None:
    change = CHANGES[name]
    client, path, was = kept(change, world)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION content_changed() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN NULL; END $$"
        )
    change.make(world)
    response = client.get(path)
    assert response.status_code == 200
    assert response.content.decode() == was
    assert is_kept(client, path)


def test_what_only_the_clock_changes_is_gone_with_the_quarter(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    today, now = timezone.localdate(), [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    monkeypatch.setattr(middleware, "quarter", QUARTER)
    world.initiative.needs.update(until=today)
    client, path = Client(), world.pages["NeighbourhoodPage"]
    assert "To par hænder" in client.get(path).content.decode()
    now[0] += datetime.timedelta(days=1)
    assert "To par hænder" not in client.get(path).content.decode()


@pytest.mark.parametrize(
    "make",
    [
        lambda world: Initiative.objects.exclude(pk=world.initiative.pk).update(title="Kladde"),
        lambda world: world.lead.save(update_fields=["last_login"]),
        lambda world: world.initiative.applications.update(why_here="Skrevet om"),
        lambda world: world.page.save_revision(),
        lambda world: world.initiative.save(),
    ],
)
def test_what_no_page_shows_empties_nothing(make: Any, world: World) -> None:
    client, path = Client(), world.pages["NeighbourhoodPage"]
    public(world.place, visibility=Visibility.PRIVATE)
    for _ in range(2):
        client.get(path)
    world.lead.last_login = timezone.now()
    make(world)
    assert is_kept(client, path)
