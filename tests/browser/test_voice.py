"""Comment, report, moderate, ask and answer on a phone, with scripts and without; axe is silent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from initiatives.actions import polls
from initiatives.enums import CommentStatus, Stage, Visibility
from initiatives.models import Comment, Initiative, PollAnswer
from portal.areas.models import Neighbourhood
from portal.users.roles import Role
from tests.factories.comments import answered, shown
from tests.factories.home import front_page, neighbourhood_page
from tests.factories.initiatives import led_by
from tests.factories.polls import asked, counted
from tests.factories.users import UserFactory, staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PHONE = 390
LONG = "Donaudampfschifffahrtsgesellschaft" * 5
Opener = Callable[..., Page]
SignIn = Callable[[Page, Any], None]
Clean = Callable[..., None]

with_and_without = pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])


@pytest.fixture
def initiative(transactional_db: None, settings: Any) -> Initiative:
    cache.clear()
    settings.IDEA_FORM_MIN_SECONDS = 0  # the browser writes faster than people do
    front_page()
    place = Neighbourhood.objects.create(
        name="Gærdehaven", slug="gaerdehaven", latitude=55.65, longitude=12.28
    )
    neighbourhood_page(place)
    made = led_by(
        UserFactory.create(full_name="Tove Hold"), neighbourhood=place, title="Højbede",
        visibility=Visibility.PUBLIC, stage=Stage.RUNNING,
    )  # fmt: skip
    answered(shown(initiative=made, text=f"Hej {LONG}"))
    return made


@with_and_without
def test_comment_is_written_and_let_out(
    open_page: Opener, sign_in: SignIn, assert_clean: Clean, initiative: Initiative, scripts: bool
) -> None:
    def look(page: Page) -> None:
        if scripts:
            assert_clean(page)

    home = reverse("initiatives:initiative-detail", args=[initiative.public_id])
    neighbour = open_page(PHONE, java_script_enabled=scripts)
    neighbour.goto(home)
    look(neighbour)
    expect(neighbour.locator("strong", has_text="Svar fra kommunen")).to_be_visible()
    sign_in(neighbour, UserFactory.create(full_name="Nanna Nabo"))
    neighbour.get_by_role("link", name="Log på for at skrive").click()
    neighbour.get_by_role("button", name="Send kommentaren").click()
    expect(neighbour.get_by_text("Skriv, hvad du vil sige").first).to_be_visible()
    look(neighbour)
    neighbour.get_by_label("Din kommentar").fill("Må man tage hunden med?")
    neighbour.get_by_role("button", name="Send kommentaren").click()
    expect(neighbour.get_by_text("Kun du kan se den endnu.")).to_be_visible()
    look(neighbour)

    judge = open_page(PHONE, java_script_enabled=scripts)
    sign_in(judge, staff(Role.MODERATOR))
    judge.goto(reverse("initiatives:moderation-queue"))
    look(judge)
    judge.locator("table").get_by_role("link", name="Højbede").click()
    look(judge)
    judge.get_by_label("Vis den for alle").check(force=True)
    judge.get_by_role("button", name="Gem svaret").click()
    expect(judge.get_by_text("Intet venter")).to_be_visible()


@with_and_without
def test_comment_is_reported_hidden_and_withdrawn(
    open_page: Opener, sign_in: SignIn, assert_clean: Clean, initiative: Initiative, scripts: bool
) -> None:
    def look(page: Page) -> None:
        if scripts:
            assert_clean(page)

    writer = UserFactory.create(full_name="Nanna Nabo")
    row = shown(initiative=initiative, author=writer, text="Må man tage hunden med?")
    home = reverse("initiatives:initiative-detail", args=[initiative.public_id])
    visitor = open_page(PHONE, java_script_enabled=scripts)
    visitor.goto(home)
    visitor.get_by_role("link", name="Meld kommentaren fra Nanna").click()
    look(visitor)
    visitor.get_by_label("Noget andet").check(force=True)
    visitor.get_by_role("button", name="Meld kommentaren").click()
    expect(visitor.get_by_text("Skriv kort, hvad der er galt").first).to_be_visible()
    look(visitor)
    visitor.get_by_label("Fortæl kort").fill("Det er min hund")
    visitor.get_by_role("button", name="Meld kommentaren").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Tak for hjælpen")

    judge = open_page(PHONE, java_script_enabled=scripts)
    sign_in(judge, staff(Role.MODERATOR))
    judge.goto(reverse("initiatives:moderation-queue"))
    judge.locator("table").get_by_role("link", name="Højbede").click()
    look(judge)
    judge.get_by_label("Skjul den").check(force=True)
    judge.get_by_label("Hvorfor?").fill("Den handler om en andens hund.")
    judge.get_by_role("button", name="Gem svaret").click()
    expect(judge.get_by_text("Svaret er gemt.")).to_be_visible()
    assert Comment.objects.get(pk=row.pk).status == CommentStatus.HIDDEN
    neighbour = open_page(PHONE, java_script_enabled=scripts)
    sign_in(neighbour, writer)
    neighbour.goto(reverse("initiatives:comments-own"))
    expect(neighbour.get_by_text("Den handler om en andens hund.")).to_be_visible()
    look(neighbour)
    neighbour.get_by_role("link", name="Træk tilbage").click()
    look(neighbour)
    neighbour.get_by_role("button", name="Træk tilbage").click()
    expect(neighbour.get_by_text("Ingen kan læse den mere.").first).to_be_visible()


@with_and_without
def test_neighbourhood_is_asked_and_answers(
    open_page: Opener, sign_in: SignIn, assert_clean: Clean, initiative: Initiative, scripts: bool
) -> None:
    def look(page: Page) -> None:
        if scripts:
            assert_clean(page)

    office = open_page(1280, java_script_enabled=scripts)
    sign_in(office, staff(Role.CASEWORKER))
    office.goto(reverse("initiatives:poll-staff-list"))
    look(office)
    office.get_by_role("link", name="Skriv et spørgsmål").click()
    office.get_by_label("Hvilket kvarter spørger I?").select_option(label="Gærdehaven")
    office.get_by_label("Spørgsmål", exact=True).fill("Hvor skal bænken stå?")
    office.get_by_label("Hvorfor spørger I").fill("Vi sætter den op til foråret.")
    office.get_by_label("Svar at vælge imellem").fill(f"Ved søen\n{LONG[:80]}")
    office.get_by_role("button", name="Gem og se det igennem").click()
    expect(office.get_by_text("Vælg, hvad svarene betyder").first).to_be_visible()
    look(office)
    office.get_by_label("I beslutter").check(force=True)
    office.get_by_role("button", name="Gem og se det igennem").click()
    look(office)
    office.get_by_role("link", name="Godkend og spørg").click()
    look(office)
    office.get_by_role("button", name="Godkend og spørg").click()
    expect(office.get_by_text("Det er gemt.")).to_be_visible()

    resident = open_page(PHONE, java_script_enabled=scripts)
    resident.goto("/kvarterer/gaerdehaven/")
    resident.get_by_role("link", name="Læs, og svar").click()
    look(resident)
    sign_in(resident, UserFactory.create())
    resident.get_by_role("link", name="Log på for at svare").click()
    resident.get_by_role("button", name="Send mit svar").click()
    expect(resident.get_by_text("Vælg et svar").first).to_be_visible()
    look(resident)
    resident.get_by_label("Ved søen").check(force=True)
    resident.get_by_label("Jeg bor i kvarteret").check(force=True)
    resident.get_by_role("button", name="Send mit svar").click()
    expect(resident.get_by_text("Du har svaret:")).to_be_visible()
    look(resident)
    assert PollAnswer.objects.get().choices == [0]


@with_and_without
def test_staff_close_a_poll_and_tell_what_they_did(
    open_page: Opener, sign_in: SignIn, assert_clean: Clean, initiative: Initiative, scripts: bool
) -> None:
    def look(page: Page) -> None:
        if scripts:
            assert_clean(page)

    poll = asked(neighbourhood=initiative.neighbourhood, question="Hvor skal bænken stå?")
    polls.answer(poll.pk, version=poll.version, choices=[0], by=UserFactory.create())
    office = open_page(1280, java_script_enabled=scripts)
    sign_in(office, staff(Role.CASEWORKER))
    for _ in range(5):
        polls.answer(poll.pk, version=poll.version, choices=[1], by=UserFactory.create())
    office.goto(reverse("initiatives:poll-staff", args=[poll.public_id]))
    office.get_by_role("link", name="Luk før tid").click()
    office.get_by_label("Hvorfor lukker I før tid?").fill("Vi har nok.")
    office.get_by_role("button", name="Luk før tid").click()
    expect(office.get_by_text("Mangler svar")).to_be_visible()
    look(office)
    office.get_by_role("link", name="Hvor skal bænken stå?").click()
    look(office)
    office.get_by_role("link", name="Skriv »Det gjorde vi«").click()
    look(office)
    office.get_by_label("Hvad gjorde I med svarene?").fill("Bænken står der nu.")
    office.get_by_role("button", name="Skriv »Det gjorde vi«").click()
    resident = open_page(PHONE, java_script_enabled=scripts)
    resident.goto(reverse("initiatives:poll", args=[poll.public_id]))
    expect(resident.get_by_text("Bænken står der nu.")).to_be_visible()
    expect(resident.get_by_text("(83 %)")).to_be_visible()
    look(resident)


def test_lists_and_group_pages_are_clean(
    open_page: Opener, sign_in: SignIn, assert_clean: Clean, initiative: Initiative
) -> None:
    place = initiative.neighbourhood
    asked(neighbourhood=place, takes_several=True)
    over = counted(neighbourhood=place, question=LONG[:160], options=["Ja", LONG[:80], "Nej"])
    page = open_page(PHONE)
    own = reverse("initiatives:poll", args=[over.public_id])
    for path in (reverse("initiatives:polls"), "/", "/kvarterer/gaerdehaven/", own):
        page.goto(path)
        assert_clean(page)
    sign_in(page, initiative.lead)
    comment = initiative.comments.get(parent=None)
    for name, row in (
        ("comments", initiative), ("comments-switch", initiative), ("initiative-group", initiative),
        ("comment-answer", comment),
    ):  # fmt: skip
        page.goto(reverse(f"initiatives:{name}", args=[row.public_id]))
        assert_clean(page)
