"""«Kvarteret beslutter» on the screens: a resident's vote on a phone, and what staff do round it.

Three residents vote: one points, one has a keyboard alone, one's browser runs no scripts. Every
kind of page is looked at in every state, narrow and wide.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from initiatives.actions import ballots, counting, votes
from initiatives.enums import CandidateStatus
from initiatives.models import Ballot, LocalVote, VoteCandidate, VoterEntry
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.home import neighbourhood_page
from tests.factories.users import UserFactory
from tests.factories.votes import ADULT, candidate, share, vote
from tests.journeys import steps
from tests.journeys.hand import Hand, Keyboard
from tests.journeys.steps import Look

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ADDRESS = "birgit@example.org"
DAY = datetime.timedelta(days=1)
BENCHES, SHED, SOUP = "Bænke i rosenhaven", "Fælles cykelskur med pumpe", "Suppe om onsdagen"
PROPOSALS = {BENCHES: 7200, SHED: 9000, SOUP: 3500}
ASKED = "Hvad vil du støtte?"


def prepared(place: Neighbourhood, lead: User | None = None) -> LocalVote:
    """A vote that opens today, with three proposals on its ballot."""
    # Most votes first, so that what is replayed gives what was published.
    made = vote(
        share(place), rule="GREEDY", title="Hvad skal 10.000 kr. gå til?", intro="I bestemmer selv."
    )
    for title, cost in PROPOSALS.items():
        row = candidate(made, cost=cost, by=lead if title == BENCHES else None)
        row.application.initiative.title = row.title = title
        row.application.initiative.save(update_fields=["title"])
        row.save(update_fields=["title"])
    return made


def over(made: LocalVote) -> None:
    """Let its last day be yesterday."""
    day = timezone.localdate()
    LocalVote.objects.filter(pk=made.pk).update(opens_on=day - 15 * DAY, closes_on=day - DAY)


def path(name: str, made: LocalVote, *more: str) -> str:
    return reverse(f"initiatives:{name}", args=[made.public_id, *more])


def line(title: str) -> str:
    return f"{title} · {PROPOSALS[title]:,} kr.".replace(",", ".")


def say_who(hand: Hand) -> None:
    hand.fill("Fødselsdag", "04/05/1980")
    if isinstance(hand, Keyboard):
        hand.tick("Jeg bor i kvarteret")
    else:  # the summary of errors says the same words, and leads to the box
        hand.page.locator("label").filter(has_text="Jeg bor i kvarteret").click()


@pytest.mark.parametrize("way", ["pointer", "keyboard", "no scripts"])
def test_resident_finds_votes_changes_and_reads_the_result(
    way: str, open_page: Callable[..., Page], look: Look, programme: Neighbourhood
) -> None:
    home = neighbourhood_page(programme)
    UserFactory.create(email=ADDRESS, full_name="Birgit Ørsted")
    made = votes.open_vote(prepared(programme).pk, by=None)
    page = open_page(390, java_script_enabled=way != "no scripts")
    hand = Keyboard(page) if way == "keyboard" else Hand(page)
    see: Look = look if way == "pointer" else lambda *_args, **_more: None

    page.goto(home.url)
    see(page, "neighbourhood-open")
    hand.follow("Se forslagene, og stem")
    expect(steps.heading(page)).to_have_text(made.title)
    see(page, "vote-open")
    hand.follow("Stem nu")
    hand.fill("Din e-mail", ADDRESS)
    hand.press("Send mig en kode")
    expect(steps.heading(page)).to_have_text("Skriv koden")
    hand.fill("Kode", steps.code_sent_to(ADDRESS))
    hand.press("Log på")
    expect(steps.heading(page)).to_have_text("Stem")
    see(page, "ballot-empty")

    first_vote(hand, see, has_scripts=way != "no scripts")
    changed_vote(hand, see)
    own = VoterEntry.objects.get().ballot
    assert own
    assert own.choices == [made.candidates.get(title=SHED).pk]

    read_result(hand, see, made, home.url)


def first_vote(hand: Hand, see: Look, *, has_scripts: bool) -> None:
    """Tick two, forget to say who one is, lose nothing, and get a receipt."""
    page = hand.page
    costs = page.locator("[data-ballot-sum]")
    expect(costs).to_be_hidden()
    hand.choose(ASKED, line(BENCHES))
    if has_scripts:
        expect(costs).to_contain_text("7.200 kr. af 10.000 kr.")
        expect(page.locator("[data-ballot-over]")).to_be_hidden()
    hand.choose(ASKED, line(SHED))
    if has_scripts:
        expect(costs).to_contain_text("16.200 kr. af 10.000 kr.")
        expect(costs).to_contain_text("Det må gerne være mere")
    see(page, "ballot-ticked")
    hand.press("Afgiv min stemme")
    expect(page.get_by_role("alert").first).to_contain_text("Skriv din fødselsdag")
    expect(page.get_by_label(line(SHED))).to_be_checked()
    see(page, "ballot-error")
    say_who(hand)
    hand.press("Afgiv min stemme")
    expect(page.get_by_role("main")).to_contain_text("Du har stemt")
    expect(page.get_by_text("Dit kryds")).to_have_count(2)
    see(page, "receipt")


def changed_vote(hand: Hand, see: Look) -> None:
    """Think again while the vote is open: the new vote stands alone."""
    page = hand.page
    hand.follow("Ændr din stemme")
    expect(steps.heading(page)).to_have_text("Ændr din stemme")
    expect(page.get_by_label(line(BENCHES))).to_be_checked()
    see(page, "ballot-again")
    hand.choose(ASKED, line(BENCHES))
    say_who(hand)
    hand.press("Gem min nye stemme")
    expect(page.get_by_text("Dit kryds")).to_have_count(1)
    assert Ballot.objects.count() == 1


def read_result(hand: Hand, see: Look, made: LocalVote, home: str) -> None:
    """Over, counted, public: each is told where one looks."""
    page = hand.page
    for number in range(5):
        voter = UserFactory.create(full_name=f"Nabo {number}")
        keys = list(made.candidates.filter(title__in=[SOUP, BENCHES]).values_list("pk", flat=True))
        chosen = keys[: 1 + number % 2]
        ballots.cast(made.pk, choices=chosen, born_on=ADULT, lives_here=True, by=voter)
    over(made)
    page.goto(path("vote", made))
    expect(page.get_by_role("main")).to_contain_text("Stemmerne bliver talt op")
    see(page, "vote-over")
    page.goto(path("vote-ballot", made))
    expect(page).to_have_url(re.compile(f"{path('vote', made)}$"))
    votes.close(made.pk, by=None)
    page.goto(home)
    expect(page.get_by_role("main")).to_contain_text("Resultatet kommer her")
    see(page, "neighbourhood-counting")
    counted = counting.count(made.pk)
    assert counted
    lead = User.objects.get(email="sagsbehandler@example.org")
    votes.publish(made.pk, remark="", version=counted.version, by=lead)
    page.goto(home)
    see(page, "neighbourhood-result")
    hand.follow("Se resultatet trin for trin")
    expect(steps.heading(page)).to_have_text("Det valgte kvarteret")
    expect(page.get_by_role("main")).to_contain_text("6 har stemt: 6 på nettet og 0 på papir")
    expect(page.get_by_text("Kommunen behandler den stadig.")).to_have_count(3)
    other = page.get_by_role("heading", name="Hvis vi havde talt på den anden måde")
    expect(other).to_be_hidden()
    page.emulate_media(media="print")  # on paper nothing is folded away
    expect(other).to_be_visible()
    see(page, "result-on-paper")
    page.emulate_media(media="screen")
    page.locator("summary").first.click()
    expect(other).to_be_visible()
    see(page, "result")


@dataclass
class Stage:
    """Three who look on: one of the municipality, one of an invited group, and a visitor."""

    staff: Page
    group: Page
    visitor: Page
    look: Look

    def see(self, page: Page, url: str, name: str) -> None:
        """Open a page, and look at it."""
        answer = page.goto(url)
        assert answer
        assert answer.status == 200, url
        self.look(page, name)

    def press(self, name: str) -> None:
        """Press a button of the staff's page."""
        self.staff.get_by_role("main").get_by_role("button", name=name).click()


@pytest.mark.parametrize("width", [390, 1280])
def test_every_screen_of_a_vote_is_quiet_in_every_state(
    width: int,
    open_page: Callable[..., Page],
    sign_in: Callable[[Page, User], None],
    look: Look,
    programme: Neighbourhood,
) -> None:
    lead = UserFactory.create(full_name="Inge Rosenvang")
    stage = Stage(open_page(width), open_page(width), open_page(width), look)
    sign_in(stage.staff, User.objects.get(email="sagsbehandler@example.org"))
    sign_in(stage.group, lead)

    nothing_yet(stage)
    made = prepared(programme, lead)
    asked = invited(stage, made)
    opened(stage, made)
    paper(stage, made)
    closed(stage, made)
    made_public(stage, made, asked)
    called_off(stage, programme)
    replayed(stage, made)


def nothing_yet(stage: Stage) -> None:
    stage.see(stage.visitor, reverse("initiatives:votes"), "list-empty")
    stage.see(stage.staff, reverse("initiatives:vote-staff-list"), "staff-list-empty")
    stage.see(stage.staff, reverse("initiatives:vote-prepare"), "staff-prepare")
    stage.press("Gem")
    stage.look(stage.staff, "staff-prepare-errors")


def invited(stage: Stage, made: LocalVote) -> VoteCandidate:
    """One is asked and says yes, one has said yes, and one could still be asked."""
    asked = made.candidates.get(title=BENCHES)
    made.candidates.filter(pk=asked.pk).update(status=CandidateStatus.INVITED)
    made.candidates.filter(title=SOUP).delete()
    stage.see(stage.staff, path("vote-staff", made), "staff-preparing")
    stage.see(stage.staff, path("vote", made), "vote-before-opening")
    stage.see(stage.group, application_of(asked), "application-invited")
    invitation = reverse("initiatives:vote-invitation", args=[asked.public_id])
    stage.see(stage.group, invitation, "invitation")
    stage.group.get_by_text("Ja, sæt os på stemmesedlen").click()
    stage.group.get_by_role("button", name="Send svaret").click()
    expect(stage.group.get_by_role("main")).to_contain_text("I er på stemmesedlen")
    stage.look(stage.group, "application-on-ballot")
    return asked


def application_of(row: VoteCandidate, name: str = "application-detail") -> str:
    return reverse(f"initiatives:{name}", args=[row.application.public_id])


def opened(stage: Stage, made: LocalVote) -> None:
    stage.see(stage.staff, path("vote-move", made, "open"), "staff-open")
    stage.press("Åbn afstemningen")
    expect(stage.staff.get_by_role("main")).to_contain_text("Beboerne stemmer til og med")
    stage.look(stage.staff, "staff-is-open")
    stage.see(stage.staff, path("vote-edit", made), "staff-edit-open")
    stage.see(stage.visitor, reverse("initiatives:votes"), "list-open")
    stage.see(stage.visitor, "/", "front-page")
    stage.see(stage.group, "/overview/", "overview")
    stage.see(stage.group, path("vote", made), "vote-open")
    stage.see(stage.group, path("vote-ballot", made), "ballot")


def paper(stage: Stage, made: LocalVote) -> None:
    """Two hand a ballot in; two people key both in, and read the second differently."""
    page = stage.staff
    stage.see(page, path("vote-paper", made), "staff-paper")
    stage.press("Skriv op")
    stage.look(page, "staff-paper-errors")
    for name in ("Kirstine Ottilie Papir", "Svend Aage Papir"):
        page.get_by_label("Navn").fill(name)
        page.get_by_label("Fødselsdag").first.fill("17/03/1931")
        stage.press("Skriv op")
    for number in ("1", "2"):
        page.get_by_label("Stemmeseddel nr.").fill(number)
        page.get_by_role("group", name="Krydser på sedlen").get_by_text("1.").click()
        stage.press("Gem sedlen")
    expect(page.get_by_role("main")).to_contain_text("Seddel 2: tastet af Sofie Dam")
    stage.look(page, "staff-paper-half")
    first, second = made.candidates.on_ballot()
    approver = User.objects.get(email="godkender@example.org")
    for number, chosen in ((1, [first.pk]), (2, [second.pk])):
        ballots.key_paper(made.pk, number=number, choices=chosen, by=approver)
    stage.see(page, path("vote-paper", made), "staff-paper-differs")
    expect(page.get_by_role("main")).to_contain_text("Seddel 2: tastet af Sofie Dam og Gorm Bak")


def closed(stage: Stage, made: LocalVote) -> None:
    over(made)
    stage.see(stage.staff, path("vote-move", made, "close"), "staff-close")
    stage.press("Luk afstemningen")
    expect(stage.staff.get_by_role("progressbar")).to_be_visible()
    stage.look(stage.staff, "staff-counting")
    counting.count(made.pk)
    # The page finds out by itself.
    expect(stage.staff.get_by_role("main")).to_contain_text("Stemmerne er talt")
    stage.see(stage.staff, path("vote-staff", made), "staff-counted")
    stage.see(stage.staff, path("vote-move", made, "cancel"), "staff-cancel")
    stage.see(stage.staff, path("vote-move", made, "publish"), "staff-publish")
    stage.press("Vis resultatet")
    expect(stage.staff.get_by_role("main")).to_contain_text("mangler at blive tastet ens")
    stage.look(stage.staff, "staff-publish-refused")


def made_public(stage: Stage, made: LocalVote, asked: VoteCandidate) -> None:
    approver = User.objects.get(email="godkender@example.org")
    first, _second = made.candidates.on_ballot()
    ballots.key_paper(made.pk, number=2, choices=[first.pk], by=approver)
    counting.count(made.pk)
    stage.staff.goto(path("vote-move", made, "publish"))
    stage.press("Vis resultatet")
    expect(stage.staff.get_by_role("main")).to_contain_text("Alle kan se resultatet")
    stage.look(stage.staff, "staff-published")
    stage.see(stage.staff, reverse("initiatives:vote-staff-list"), "staff-list")
    stage.see(stage.visitor, path("vote-result", made), "result-after-paper")
    stage.see(stage.visitor, path("vote", made), "vote-published")
    stage.see(stage.visitor, reverse("initiatives:votes"), "list-past")
    stage.see(stage.group, application_of(asked), "application-result")
    stage.see(stage.staff, application_of(asked, "casework-detail"), "case-result")


def called_off(stage: Stage, place: Neighbourhood) -> None:
    worker = User.objects.get(email="sagsbehandler@example.org")
    other = votes.open_vote(prepared(place).pk, by=None)
    votes.cancel(other.pk, reason="Puljen er lukket.", version=other.version, by=worker)
    stage.see(stage.visitor, path("vote", other), "vote-cancelled")


def replayed(stage: Stage, made: LocalVote) -> None:
    """The file that everybody can fetch is counted again, for show."""
    told = stage.visitor.request.get(path("vote-election-file", made)).body()
    stage.see(stage.staff, reverse("initiatives:vote-replay"), "staff-replay")
    file: FilePayload = {"name": "valg.pb", "mimeType": "text/plain", "buffer": told}
    stage.staff.get_by_label("Fil med en afstemning").set_input_files(file)
    stage.press("Tæl op")
    expect(stage.staff.get_by_role("main")).to_contain_text("giver det, der blev offentliggjort")
    stage.look(stage.staff, "staff-replayed")
