"""A story lives by the group's yes: made as a draft with it, and gone when it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry

from home import stories
from home.models import NeighbourhoodPage, StoryPage
from home.models.base import free_slug
from initiatives.actions import reports
from initiatives.enums import AwardStatus, Stage, Visibility
from initiatives.models import Award, AwardFile, InitiativeMember, Report, WillContinue
from portal.areas.models import Neighbourhood
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.files import stored
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import led_by
from tests.home.test_pages import grant

SignIn = Callable[[User], Client]
RunJobs = Callable[[], int]
WORDS = "Vi spiste <b>sammen</b> i gården.\n\nFyrre kom."


@pytest.fixture
def place(neighbourhood: Neighbourhood) -> NeighbourhoodPage:
    return neighbourhood_page(neighbourhood)


@pytest.fixture
def running(
    place: NeighbourhoodPage,
    neighbourhood: Neighbourhood,
    applicant: User,
    private_files: Path,
    settings: Settings,
    tmp_path: Path,
) -> Award:
    settings.MEDIA_ROOT = tmp_path / "media"
    initiative = led_by(
        applicant,
        neighbourhood=neighbourhood,
        title="Langbord i gården",
        stage=Stage.RUNNING,
        visibility=Visibility.PUBLIC,
    )
    return grant(initiative, Decimal("5000.00"), by=applicant, status=AwardStatus.RUNNING)


def picture(award: Award, name: str, *, shown: bool) -> AwardFile:
    by = award.application.applicant
    return AwardFile.objects.create(
        award=award,
        stored_file=stored(by, name=name),
        kind="PICTURE",
        alt_text=f"Hvad {name} viser",
        consent_at=timezone.now() if shown else None,
        added_by=by,
    )


def send(award: Award, *, story: bool = True) -> Report:
    return reports.submit(
        award.pk,
        what_happened=WORDS,
        participants=40,
        volunteers=6,
        volunteer_hours=50,
        reached_new_people=True,
        continues=WillContinue.YES,
        is_declared=True,
        amount_spent=Decimal("5000.00"),
        advice="Begynd i det små.",
        story_consent=story,
        by=award.application.applicant,
    )


def withdraw(browser: Client, award: Award) -> Any:
    address = reverse("initiatives:report-consent", args=[award.application.public_id])
    assert "Vil I trække jeres ja tilbage?" in browser.get(address).content.decode()
    return browser.post(address, follow=True)


def test_yes_makes_a_draft_for_the_editors_and_nothing_public(
    sign_in: SignIn,
    client: Client,
    running: Award,
    place: NeighbourhoodPage,
    editor: User,
    run_jobs: RunJobs,
) -> None:
    shown, hidden = picture(running, "bord.png", shown=True), picture(running, "x.png", shown=False)
    report = send(running)
    run_jobs()

    page = StoryPage.objects.get()
    assert page.get_parent().specific == place
    assert not page.live
    assert (page.title, page.report, page.amount) == ("Langbord i gården", report, 5000)
    assert page.image_alt == shown.alt_text
    assert "&lt;b&gt;sammen&lt;/b&gt;" in str(page.body)
    assert "Begynd i det små." in str(page.body)
    assert [image.description for image in get_image_model().objects.all()] == [shown.alt_text]
    assert hidden.alt_text not in str(page.body)
    assert client.get(page.url).status_code == 404
    assert 'id="stories"' not in client.get("/").content.decode()
    admin = sign_in(editor).get("/admin/").content.decode()
    assert "Udkast fra afrapportering" in admin
    assert f"/admin/pages/{page.pk}/edit/" in admin
    # The job tried again makes no second page.
    assert stories.draft_from_report(report.pk) is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Højbede på Ærø", "hoejbede-paa-aeroe"),
        ("Højbede", "hoejbede-2"),
        ("Højbedeværksted", "hoejbedevaerksted"),
        ("!?", "side"),
    ],
)
def test_address_of_a_story_is_its_title_in_letters_that_travel(
    place: NeighbourhoodPage, title: str, slug: str
) -> None:
    for taken in ("Højbede", "Højbedelauget"):
        child = StoryPage(title=taken, slug=free_slug(taken, under=place), intro="x")
        place.add_child(instance=child)
    assert free_slug(title, under=place) == slug


def test_no_makes_nothing(running: Award, editor: User, run_jobs: RunJobs) -> None:
    report = send(running, story=False)
    run_jobs()
    assert stories.draft_from_report(report.pk) is None
    assert not StoryPage.objects.exists()


def test_story_that_cannot_be_made_does_not_hold_the_report_back(
    running: Award, place: NeighbourhoodPage, run_jobs: RunJobs
) -> None:
    place.delete()
    send(running)
    run_jobs()
    assert Report.objects.exists()
    assert not StoryPage.objects.exists()


def test_published_story_shows_and_is_gone_at_once_when_the_yes_is_taken_back(
    sign_in: SignIn,
    client: Client,
    running: Award,
    place: NeighbourhoodPage,
    applicant: User,
    editor: User,
    run_jobs: RunJobs,
) -> None:
    picture(running, "bord.png", shown=True)
    send(running)
    run_jobs()
    page = StoryPage.objects.get()
    page.save_revision().publish()
    InitiativeMember.objects.update(name_public_since=timezone.now())
    story = client.get(page.url).content.decode()
    assert "&lt;b&gt;sammen&lt;/b&gt;" in story
    assert f"Fortalt af {applicant.full_name}" in story
    assert "5.000\u00a0kr." in story
    assert f'href="{page.url}"' in client.get("/").content.decode()
    assert f'href="{page.url}"' in client.get(place.url).content.decode()
    file = Path(page.image.file.path)
    assert file.exists()

    answer = withdraw(sign_in(applicant), running)

    assert "Samtykket til en historie er trukket tilbage" in answer.content.decode()
    assert client.get(page.url).status_code == 404
    for address in ("/", place.url):
        assert f'href="{page.url}"' not in client.get(address).content.decode()
    assert not get_image_model().objects.exists()
    assert AwardFile.objects.exists()  # the case keeps its own
    assert AuditEvent.objects.filter(action="initiatives.consent_withdrawn").exists()
    told = PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)
    assert {"home.consent_withdrawn", "wagtail.unpublish"} <= set(told)

    publish = {"action-publish": "1", "title": page.title, "slug": page.slug, "body-count": "0"}
    sign_in(editor).post(f"/admin/pages/{page.pk}/edit/", publish)
    page.refresh_from_db()
    assert not page.live


def test_draft_is_deleted_when_the_yes_is_taken_back(
    sign_in: SignIn, running: Award, applicant: User, stranger: User, run_jobs: RunJobs
) -> None:
    send(running)
    run_jobs()
    address = reverse("initiatives:report-consent", args=[running.application.public_id])
    assert sign_in(stranger).post(address).status_code == 404
    assert StoryPage.objects.exists()
    for _twice in range(2):
        sign_in(applicant).post(address)
    assert not StoryPage.objects.exists()
    assert AuditEvent.objects.filter(action="initiatives.consent_withdrawn").count() == 1


def test_yes_taken_back_before_the_job_runs_makes_no_story(
    sign_in: SignIn, running: Award, applicant: User, run_jobs: RunJobs
) -> None:
    send(running)
    withdraw(sign_in(applicant), running)
    run_jobs()
    assert not StoryPage.objects.exists()
