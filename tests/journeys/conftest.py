"""The stage of a journey: the programme before anybody has done anything, and who looks on."""

import itertools
import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Page
from pytest_django import Settings

from home.models import SiteSettings
from portal.areas.models import Neighbourhood, Theme
from portal.users.models import User
from portal.users.roles import Role
from tests.browsing import assert_clean, open_page, sign_in
from tests.factories.guides import TrainingCourseFactory, guide_in
from tests.factories.initiatives import (
    CriterionFactory,
    FundingRoundFactory,
    GrantPoolFactory,
)
from tests.factories.users import UserFactory, staff
from tests.journeys.steps import Look
from tests.production import ROOT, WORKER, database_url, environment, free_port

__all__ = ["assert_clean", "open_page", "sign_in"]


@pytest.fixture
def look(assert_clean: Callable[..., None]) -> Look:
    """Check a page as soon as it is open, and keep its picture where PORTAL_PICTURES says.

    With `ours=False` the page is Wagtail's own: its policy and its console are held to the bar,
    its markup is not ours to mend.
    """
    folder = os.environ.get("PORTAL_PICTURES", "")
    numbers = itertools.count(1)

    def _look(page: Page, name: str, *, ours: bool = True) -> None:
        page.wait_for_load_state("load")
        if folder:
            assert page.viewport_size
            place = Path(folder) / str(page.viewport_size["width"])
            place.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=place / f"{next(numbers):02}-{name}.png", full_page=True)
        if ours:
            assert_clean(page)
        else:
            problems: list[str] = page.problems  # type: ignore[attr-defined]
            assert problems == [], "\n".join([page.url, *problems])

    return _look


@pytest.fixture
def come_to_work(
    width: int,
    open_page: Callable[..., Page],
    sign_in: Callable[[Page, User], None],
    look: Look,
) -> Callable[[str], Page]:
    """Show the overview of one who signed in this morning, by their address."""

    def _come_to_work(address: str) -> Page:
        page = open_page(width)
        sign_in(page, User.objects.get(email=address))
        page.goto("/overview/")
        look(page, "overview")
        return page

    return _come_to_work


@pytest.fixture
def programme(settings: Settings, transactional_db: None) -> Neighbourhood:
    """A neighbourhood without a page, a pool with an open round, a guide with a course, and staff.

    Everything that happens to them happens through the screens.
    """
    cache.clear()  # so that the codes asked for in one journey do not count in the next
    settings.IDEA_FORM_MIN_SECONDS = 0  # the browser writes faster than people do
    SiteSettings.objects.update(municipality_name="Nordby Kommune", phone="43591000")
    place = Neighbourhood.objects.create(
        name="Gærdehaven", slug="gaerdehaven", latitude=55.65, longitude=12.27, population=4200
    )
    Theme.objects.create(name="Grøn omstilling", slug="groen")
    Theme.objects.create(name="Unges trivsel", slug="unge")
    pool = GrantPoolFactory.create(name="Initiativpuljen", budget=Decimal(100_000))
    straks = FundingRoundFactory.create(pool=pool, title="Straks", ceiling=Decimal(5_000))
    CriterionFactory.create(funding_round=straks, name="Alle kan være med")
    guide = guide_in(
        place,
        user=UserFactory.create(email="guide@example.org", full_name="Gudrun Holm"),
        greeting="Ring endelig, også om aftenen.",
        languages="dansk og arabisk",
    )
    TrainingCourseFactory.create(title="Ambassadører, første hold").trainers.add(guide)
    staff(Role.EDITOR, email="redaktoer@example.org", full_name="Rikke Lund")
    staff(Role.CASEWORKER, email="sagsbehandler@example.org", full_name="Sofie Dam")
    staff(Role.APPROVER, email="godkender@example.org", full_name="Gorm Bak")
    return place


class Postbox:
    """A mail server's last stop: what came, as (to, subject)."""

    def __init__(self) -> None:
        self.came: Counter[tuple[str, str]] = Counter()

    async def handle_DATA(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        self.came[str(message["To"]), str(message["Subject"])] += 1
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[Controller]:
    """A mail server on this machine; `postbox.handler.came` counts what it took."""
    server = Controller(Postbox(), hostname="127.0.0.1", port=free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def do_what_waits(
    postbox: Controller, transactional_db: None
) -> Callable[[], Counter[tuple[str, str]]]:
    """Let a worker process of a real server do all that waits; tell what mail it sent."""

    def _do_what_waits() -> Counter[tuple[str, str]]:
        done = subprocess.run(  # noqa: PLW1510 - what it said is shown when it failed
            WORKER,
            cwd=ROOT,
            env=environment(database_url(connection.settings_dict), EMAIL_PORT=str(postbox.port)),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        came: Counter[tuple[str, str]] = postbox.handler.came
        return came

    return _do_what_waits
