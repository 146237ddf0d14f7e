"""The demo: whole, told by the real actions, and the same however often it is loaded."""

import datetime
import io
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.images import get_image_model

from guides.models import (
    Ambassador,
    Case,
    CaseNote,
    Community,
    CommunityGuide,
    CommunitySuggestion,
    Cover,
    EmergencyAccess,
    Handover,
    Introduction,
    OrganisationLead,
    Referral,
)
from home import overview, queries
from home.demo import PERSONAS
from home.demo.clock import Calendar, Story, at, tell
from home.demo.scenes import SCENES
from home.models import ContentPage, NeighbourhoodPage, SiteSettings
from initiatives import vote_results
from initiatives.enums import ApplicationStatus, AwardStatus, Track
from initiatives.models import (
    Application,
    Assessment,
    AssessmentKind,
    AssistedEntry,
    Award,
    Comment,
    FundingRound,
    GrantPool,
    HelpOffer,
    InitiativeUpdate,
    Invitation,
    LetterText,
    LocalVote,
    PanelAssignment,
    Payment,
    PaymentBatch,
    Poll,
    PoolShare,
    Presentation,
    Repayment,
    StandardReason,
    TrialAward,
    VoterEntry,
    Waiver,
    WritingConsent,
)
from initiatives.queries import has_overdue_report
from portal.areas.models import Neighbourhood, Theme
from portal.audit.models import AuditEvent
from portal.post.enums import DeliveryStatus
from portal.post.models import Delivery
from portal.users.models import User

A, W = ApplicationStatus, AwardStatus

# The table of the demo data in the specification: title → (application, award, DKK granted).
OUTCOMES = {
    "Byttehylde og reparationscafé i vaskeriet": (A.AWARDED, W.RUNNING, 4800),
    "Højbede ved karréen": (A.AWARDED, W.CLOSED, 9500),
    "Vilde rabatter på Fløng Byvej": (A.PARTLY_AWARDED, W.OFFERED, 8000),
    "Delekasse til haveredskaber": (A.AWARDED, W.ACCEPTED, 5000),
    "Klimavenlig fællesspisning hver måned": (A.AWARDED, W.RUNNING, 15000),
    "Tøjbyttedag for børnefamilier": (A.AWARDED, W.REPORT_DUE, 3200),
    "Aftenbold uden kontingent, 13-18 år": (A.AWARDED, W.RUNNING, 7500),
    "Pige-studieklub": (A.AWARDED, W.OFFERED, 10000),
    "Podcast om at være ny i gymnasiet": (A.UNDER_REVIEW, None, None),
    "Skater-jam og sprayworkshop": (A.PARTLY_AWARDED, W.ACCEPTED, 12000),
    "Åbent musikrum fredag": (A.INFORMATION_REQUESTED, None, None),
    "Gåfællesskab for nye forældre": (A.AWARDED, W.CLOSED, 2400),
    "Kaffebænk for enlige over 70": (A.AWARDED, W.CLOSED, 4500),
    "Mandeværksted i laden": (A.READY_FOR_DECISION, None, None),
    "Sproggåture med te": (A.AWARDED, W.ACCEPTED, 3900),
    "Syng sammen på plejehjemmet": (A.AWARDED, W.CLOSED, 5000),
    "Privat 50-års fest i gården": (A.REFUSED, None, None),
    "Løn til projektleder, café": (A.DISMISSED, None, None),
}
# Beside the table: what the office is in the middle of, so that its screens show something.
OFFICE = {
    "Strikkecafé på biblioteket": (A.AWARDED, W.REPAYMENT_DUE, 4000),
    "Nytårstræf for dem, der er alene": (A.AWARDED, W.CLOSED, 3000),
    "Morgensang i gården": (A.AWARDED, W.ACCEPTED, 3500),
    "Cykelværksted for børn": (A.AWARDED, W.ACCEPTED, 4200),
    "Skovtur med bedsteforældre": (A.AWARDED, W.ACCEPTED, 2800),
    "Brætspil om onsdagen": (A.AWARDED, W.ACCEPTED, 2500),
    "Frugttræer på stien": (A.AWARDED, W.ACCEPTED, 3900),
    "Stafet for hele kvarteret": (A.READY_FOR_DECISION, None, None),
    "Teater i opgangen": (A.READY_FOR_DECISION, None, None),
    "Drivhus på taget": (A.READY_FOR_DECISION, None, None),
    "Lektiecafé med mad": (A.UNDER_REVIEW, None, None),
    "Nabofest med åbne haver": (A.UNDER_REVIEW, None, None),
    "Fiskeklub ved søen": (A.UNDER_REVIEW, None, None),
    "Film i forsamlingshuset": (A.UNDER_REVIEW, None, None),
}
# What three neighbourhoods vote about.
VOTED = {
    "Bænke i rosenhaven": (A.UNDER_REVIEW, None, None),
    "Fælles cykelskur med pumpe": (A.UNDER_REVIEW, None, None),
    "Suppe og snak om onsdagen": (A.UNDER_REVIEW, None, None),
    "Små fodboldmål til plænen": (A.UNDER_REVIEW, None, None),
    "Udekøkken ved legepladsen": (A.READY_FOR_DECISION, None, None),
    "Korsang på tværs": (A.UNDER_REVIEW, None, None),
    "Lån en symaskine": (A.UNDER_REVIEW, None, None),
    "Storskærm til kampdage": (A.UNDER_REVIEW, None, None),
    "Blomster ved indkørslerne": (A.UNDER_REVIEW, None, None),
    "Legestue i regnvejr": (A.UNDER_REVIEW, None, None),
    "Petanquebane bag fælleshuset": (A.UNDER_REVIEW, None, None),
}
PAID_AND_NOT_BEGUN = {"Delekasse til haveredskaber", "Sproggåture med te"}

OURS = ("users", "areas", "audit", "initiatives", "guides", "home")
BESIDES = ("wagtailcore.page", "wagtailcore.revision", "wagtailimages.image", "auth.group")


def _everything() -> dict[str, tuple[int, str]]:
    """Every row of the portal, by table: how many, and a digest of all their values."""
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    models += [apps.get_model(label) for label in BESIDES]
    tables = {model._meta.db_table for model in [*models, ProcrastinateJob]}
    digest = "SELECT count(*), md5(string_agg(row::text, '|' ORDER BY row::text)) FROM {} AS row"
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(digest.format(connection.ops.quote_name(table)))
            found[table] = cursor.fetchone()
    return found


def it_again_today_or_next_month_changes_nothing() -> None:
    before = _everything()
    printed = io.StringIO()

    call_command("load_demo", stdout=printed)
    with at(timezone.now() + datetime.timedelta(days=40)):
        call_command("load_demo", stdout=printed)

    assert _everything() == before
    assert printed.getvalue().count("nothing was changed") == 2


def it_brings_every_initiative_to_the_state_of_the_table() -> None:
    found = {}
    for application in Application.objects.exclude(status=A.DRAFT).select_related("initiative"):
        award = application.awards.first()
        outcome = (award.status, int(award.amount)) if award else (None, None)
        found[application.initiative.title] = (application.status, *outcome)

    assert found == OUTCOMES | OFFICE | VOTED


def it_leaves_the_office_something_on_every_screen() -> None:
    given = PanelAssignment.objects.all()
    sheets = Assessment.objects.filter(kind=AssessmentKind.PANEL)
    assert (given.count(), given.filter(withdrawn_at=None).count()) == (6, 5)
    assert sorted(sheet.submitted_at is None for sheet in sheets) == [False, False, True]
    assert PoolShare.objects.filter(amount_committed__gt=0).exists()
    steps = TrialAward.objects.reserving().values_list("next_step", "amount")
    assert sorted(steps) == [("", 4000), ("", 6000), ("LATER", 0)]
    assert sorted(text.is_approved for text in LetterText.objects.all()) == [False, True]
    lists = [bool(batch.sealed) for batch in PaymentBatch.objects.order_by("made_at")]
    assert lists == [False, False, True]
    kinds = set(Payment.objects.values_list("status", flat=True))
    assert kinds >= {"PLANNED", "APPROVED", "EXPORTED", "PAID", "FAILED"}
    assert Repayment.objects.open().count() == 1
    assert Waiver.objects.get().letter
    assert StandardReason.objects.count() == 3


def it_pays_all_that_is_accepted_and_begun() -> None:
    paid = Award.objects.filter(payments__status="PAID").distinct()
    paid = paid.filter(application__initiative__title__in=OUTCOMES)
    titles = set(paid.values_list("application__initiative__title", flat=True))

    assert titles >= PAID_AND_NOT_BEGUN
    assert paid.filter(status__in=[W.RUNNING, W.REPORT_DUE, W.CLOSED]).count() == 8
    assert paid.count() == 10


def it_makes_its_payment_lists_on_days_gone_by() -> None:
    made = [timezone.localdate(row.made_at) for row in PaymentBatch.objects.all()]
    assert min(made) < max(made)
    assert max(made) < timezone.localdate()


def it_has_people_who_apply_together() -> None:
    assert WritingConsent.objects.get(withdrawn_at=None).helper.guide
    assert AssistedEntry.objects.get().application.applicant.email == ""
    assert Invitation.objects.pending().get().initiative.lead


def it_keeps_the_pool_within_its_budget_and_both_rounds_open() -> None:
    pool = GrantPool.objects.get()

    assert pool.fiscal_year == timezone.localdate().year
    assert pool.amount_committed == Award.objects.committed_from(pool)
    assert [row.criteria.count() for row in FundingRound.objects.open()] == [5, 5]


def it_gives_each_guide_a_real_load_and_each_place_a_guide_and_a_page() -> None:
    assert [12 <= guide.cases.count() <= 18 for guide in CommunityGuide.objects.all()] == [True] * 3
    assert Neighbourhood.objects.filter(guides__isnull=False, page__isnull=False).count() == 14
    assert Theme.objects.count() == 3
    assert all(guide.portrait for guide in CommunityGuide.objects.all())
    assert set(CaseNote.objects.values_list("visibility", flat=True)) == {
        "ORGANISATION",
        "CASEWORKER",
        "CITIZEN",
    }
    assert Case.objects.queued().count() == 6


def it_shows_an_offer_a_cover_an_emergency_and_a_late_call() -> None:
    assert Handover.objects.open().count() == 1
    assert Cover.objects.running().get().cases.count() == 3
    assert EmergencyAccess.objects.count() == 1
    assert Case.objects.late().exists()
    lead = OrganisationLead.objects.in_agreement().get().user
    assert 20 <= Case.objects.overseen_by(lead).count() < Case.objects.count()


def it_trains_nine_ambassadors_of_whom_two_stay_unshown() -> None:
    by_course = Counter(Ambassador.objects.values_list("enrolment__course__title", flat=True))

    assert by_course == {"Ambassadørhold 1": 5, "Ambassadørhold 2": 4}
    assert Ambassador.objects.shown_publicly().count() == 7


def it_shows_groups_by_their_own_wish_and_leaves_a_moderator_something_to_read() -> None:
    assert Presentation.objects.exclude(summary="").count() == 5
    assert Presentation.objects.get(asked_at__isnull=False).initiative.visibility == "PUBLIC"
    assert InitiativeUpdate.objects.awaiting().count() == 1
    assert InitiativeUpdate.objects.public().count() == 4
    moderator = User.objects.get(email="programleder@example.org")
    assert overview.moderation_work(moderator) == 5


def it_lets_neighbours_speak_in_every_state() -> None:
    said = Counter(Comment.objects.filter(parent=None).values_list("status", flat=True))
    assert said == {"PUBLIC": 4, "REFUSED": 1, "AWAITING_MODERATION": 1}
    assert Comment.objects.reported().count() == 1
    assert Comment.objects.exclude(parent=None).get().is_public


def it_has_communities_everywhere_and_offers_in_every_state() -> None:
    assert Community.objects.count() == 25
    places = Neighbourhood.objects.filter(communities__isnull=False).distinct()
    assert places.count() == 14
    assert Community.objects.unconfirmed().count() == 3
    assert CommunitySuggestion.objects.waiting().count() == 3
    assert HelpOffer.objects.awaiting().count() == 1
    assert Counter(Introduction.objects.values_list("status", flat=True)) == {
        "ASKED": 2, "INTRODUCED": 1, "DECLINED": 1, "ENDED": 1,
    }  # fmt: skip
    assert Counter(Referral.objects.values_list("outcome", flat=True)) == {"CAME": 1, "": 1}


def it_shows_a_vote_that_is_open_one_that_is_counted_and_one_on_paper() -> None:
    running, counted, on_paper = (
        LocalVote.objects.get(status=status) for status in ("OPEN", "PUBLISHED", "CLOSED")
    )
    citizen = User.objects.get(email="borger@example.org")
    assert list(queries.votes_for(citizen)) == [running]
    assert running.is_open
    assert running.voters.count() == 9
    assert counted.result["ballots"] == {"ONLINE": 18, "PAPER": 3}
    assert 0 < len(vote_results.funded_keys(counted)) < 4
    keyed = on_paper.paper_ballots
    found = keyed.agreed().count(), keyed.disputed().count(), keyed.half().count()
    assert found == (3, 1, 1)
    assert VoterEntry.objects.exclude(vote=running).exclude(ballot=None).count() == 0


def it_asks_a_neighbourhood_and_owes_another_an_answer() -> None:
    by_status = Counter(Poll.objects.values_list("status", flat=True))
    assert by_status == {"CONFIRMED": 1, "CLOSED": 1, "ANSWERED": 1, "DRAFT": 1}
    running = Poll.objects.open().get()
    assert running.entries.count() == 7
    assert Poll.objects.get(status="CLOSED").result == [1, 3, 2, 5, 2]
    assert Poll.objects.get(status="ANSWERED").answer_count == 11


def it_draws_light_pictures_with_words() -> None:
    images = get_image_model().objects.all()

    assert images.count() == 18
    assert all(image.description for image in images)
    assert max(image.file.size for image in images) <= 60 * 1024
    assert (images.first().width, images.first().height) == (1600, 900)


def it_writes_every_step_in_the_log_and_none_in_the_future() -> None:
    assert AuditEvent.objects.filter(at__gt=timezone.now()).count() == 0
    assert AuditEvent.objects.filter(action="initiatives.application_submitted").count() == 43


def it_leaves_no_mail_about_the_past() -> None:
    waiting = Delivery.objects.filter(status=DeliveryStatus.WAITING)
    names = Counter(waiting.values_list("template", flat=True))

    # An idea was told today: its receipt, and word to the place's guide. A Monday has a few more.
    assert names["initiatives/idea_received"] == names["guides/new_case"] == 1
    assert names.total() <= 12
    jobs = ProcrastinateJob.objects.filter(status="todo", task_name="post.send")
    assert jobs.count() == names.total()
    assert Delivery.objects.given_up_lately(timezone.now()).count() == 1


def it_makes_every_persona_and_none_is_barred_from_applying() -> None:
    people = User.objects.filter(email__in=[person.email for person in PERSONAS])

    assert people.count() == len(PERSONAS) == 14
    assert {user.email: str(user) for user in people} == {p.email: p.name for p in PERSONAS}
    assert not any(has_overdue_report(user) for user in User.objects.all())


def it_lets_one_round_ask_more_and_keeps_the_answers() -> None:
    asking = FundingRound.objects.get(track=Track.ROUND)
    needed = {asked.id for asked in asking.questions if not asked.is_optional}
    assert len(asking.questions) == 3
    for row in asking.applications.exclude(status=A.DRAFT):
        assert needed <= {name for name, answer in row.extra_answers.items() if answer}


def it_names_the_municipality_in_the_settings_alone() -> None:
    settings = SiteSettings.objects.get()

    assert settings.municipality_name == "Høje-Taastrup Kommune"
    assert settings.privacy_page == ContentPage.objects.get(slug="privatliv-og-cookies").page_ptr


def neighbourhood_pages_open() -> None:
    for page in NeighbourhoodPage.objects.filter(slug__in=["taastrupgaard", "torstorp"]):
        answer = Client().get(page.url)
        assert answer.status_code == 200
        assert page.image_alt in answer.content.decode()


CHECKS = (
    it_brings_every_initiative_to_the_state_of_the_table,
    it_leaves_the_office_something_on_every_screen,
    it_pays_all_that_is_accepted_and_begun,
    it_makes_its_payment_lists_on_days_gone_by,
    it_has_people_who_apply_together,
    it_keeps_the_pool_within_its_budget_and_both_rounds_open,
    it_gives_each_guide_a_real_load_and_each_place_a_guide_and_a_page,
    it_shows_an_offer_a_cover_an_emergency_and_a_late_call,
    it_trains_nine_ambassadors_of_whom_two_stay_unshown,
    it_shows_groups_by_their_own_wish_and_leaves_a_moderator_something_to_read,
    it_lets_neighbours_speak_in_every_state,
    it_has_communities_everywhere_and_offers_in_every_state,
    it_shows_a_vote_that_is_open_one_that_is_counted_and_one_on_paper,
    it_asks_a_neighbourhood_and_owes_another_an_answer,
    it_draws_light_pictures_with_words,
    it_writes_every_step_in_the_log_and_none_in_the_future,
    it_leaves_no_mail_about_the_past,
    it_makes_every_persona_and_none_is_barred_from_applying,
    it_lets_one_round_ask_more_and_keeps_the_answers,
    it_names_the_municipality_in_the_settings_alone,
    neighbourhood_pages_open,
    it_again_today_or_next_month_changes_nothing,
)


@pytest.mark.django_db
def test_load_demo_is_whole_and_the_same_however_often(tmp_path: Path) -> None:
    """One test for all that is checked of one load: a load takes as long as fifty other tests."""
    with override_settings(MEDIA_ROOT=tmp_path):
        call_command("load_demo", stdout=io.StringIO())
        for check in CHECKS:
            check()


def test_load_refuses_outside_the_demo() -> None:
    with override_settings(DEMO=False), pytest.raises(CommandError, match="belong in the demo"):
        call_command("load_demo")


def test_show_logins_lists_everybody_and_loads_nothing() -> None:
    printed = io.StringIO()

    call_command("load_demo", "--show-logins", stdout=printed)

    lines = printed.getvalue().splitlines()
    assert [line.split()[-1] for line in lines] == [person.email for person in PERSONAS]
    assert len({line.index(person.name) for line, person in zip(lines, PERSONAS, strict=True)}) == 1


def test_a_picture_is_the_same_each_time_it_is_drawn() -> None:
    assert SCENES["sengeloese"]().png() == SCENES["sengeloese"]().png()


def test_at_gives_the_true_time_back_after_a_failure() -> None:
    moment = timezone.now() - datetime.timedelta(days=100)

    def fail() -> None:
        with at(moment):
            assert timezone.now() == moment
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert timezone.now() - moment > datetime.timedelta(days=99)


def test_tell_goes_by_time_through_all_stories_and_never_into_the_future() -> None:
    calendar = Calendar(timezone.now())
    seen: list[tuple[str, datetime.date]] = []

    def story(name: str, *days: int) -> Story:
        for day in days:
            yield calendar.ago(day, hour=0)
            seen.append((name, timezone.localdate()))

    steps = tell(
        [story("a", 9, 3), story("b", 5, 7), story("c", -4)],
        calendar=calendar,
        when_today_comes=lambda: seen.append(("today", calendar.today)),
    )

    assert steps == 5
    assert [name for name, _day in seen] == ["a", "b", "b", "a", "today", "c"]
    assert seen[2][1] == seen[1][1] == calendar.day(-5)
    assert seen[-1][1] == calendar.today
