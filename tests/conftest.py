"""Personas and what every test shares."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoDbBlocker, Settings

import initiatives.schedule  # noqa: F401  (jobs that are deferred by name)
from guides.models import CommunityGuide
from portal import database
from portal.areas.models import Neighbourhood
from portal.post.models import Delivery
from portal.users.models import User
from portal.users.roles import Role
from tests.browsing import chromium
from tests.databases import is_there, template
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import guide_in
from tests.factories.users import UserFactory, staff

# Of the browser's fixtures only this one is for all: there is one browser in the whole run.
__all__ = ["chromium"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `-m "not browser"` leave out whatever drives the browser."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """Have the embedded database running from the first test that needs one to the last.

    The test database is a copy of one with all migrations, unless an old one is to be used again.
    """
    database.ensure_running()
    with django_db_blocker.unblock():
        test = connection.settings_dict["TEST"]
        if not django_db_keepdb or django_db_createdb or not is_there(test["NAME"]):
            test["TEMPLATE"] = template()
    yield
    database.let_go()


@pytest.fixture(autouse=True)
def page_of_one_test_speaks_for_none_other() -> Iterator[None]:
    """Forget the language that a request spoke: a thread keeps it until the next one."""
    yield
    translation.deactivate()


@pytest.fixture
def neighbourhood(db: None) -> Neighbourhood:
    return NeighbourhoodFactory.create(name="Gærdehaven", slug="gaerdehaven")


@pytest.fixture
def applicant(db: None) -> User:
    """A citizen who applies."""
    return UserFactory.create(email="borger@example.org", full_name="Birgit Ørsted")


@pytest.fixture
def stranger(db: None) -> User:
    """A citizen with an account and nothing to do with the case at hand."""
    return UserFactory.create(email="fremmed@example.org", full_name="Frede Fremmed")


@pytest.fixture
def caseworker(db: None) -> User:
    return staff(Role.CASEWORKER, email="sagsbehandler@example.org", full_name="Sofie Sager")


@pytest.fixture
def approver(db: None) -> User:
    return staff(Role.APPROVER, email="godkender@example.org", full_name="Gorm Godkender")


@pytest.fixture
def payer(db: None) -> User:
    return staff(Role.PAYER, email="udbetaler@example.org", full_name="Ulla Udbetaler")


@pytest.fixture
def lead(db: None) -> User:
    return staff(Role.PROGRAMME_LEAD, email="leder@example.org", full_name="Line Leder")


@pytest.fixture
def editor(db: None) -> User:
    return staff(Role.EDITOR, email="redaktoer@example.org", full_name="Rikke Redaktør")


@pytest.fixture
def guide(neighbourhood: Neighbourhood) -> CommunityGuide:
    """A guide at work in `neighbourhood`."""
    person = UserFactory.create(email="guide@example.org", full_name="Gudrun Guide")
    return guide_in(neighbourhood, user=person)


@pytest.fixture
def other_guide(db: None) -> CommunityGuide:
    """A guide of another organisation in another place."""
    person = UserFactory.create(email="guide2@example.org", full_name="Asger Anden")
    return guide_in(NeighbourhoodFactory.create(), user=person)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser session of this person."""

    def _sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="portal.users.backends.AccountBackend")
        return client

    return _sign_in


Jobs = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def jobs() -> Callable[[], Jobs]:
    """What waits to be done in the background: (task name, arguments), oldest first."""

    def _jobs() -> Jobs:
        rows = ProcrastinateJob.objects.filter(status="todo").order_by("pk")
        return [(row.task_name, row.args) for row in rows]

    return _jobs


@pytest.fixture
def run_jobs(jobs: Callable[[], Jobs]) -> Callable[[], int]:
    """Do what waits, in this process, and tell how many jobs that was."""

    def _run_jobs() -> int:
        waiting = jobs()
        for name, arguments in waiting:
            app.tasks[name].func(**arguments)
        return len(waiting)

    return _run_jobs


Mails = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def mails() -> Mails:
    """The mails that were put in the post: (template, address), oldest first."""

    def _mails() -> list[tuple[str, str]]:
        return list(Delivery.objects.order_by("pk").values_list("template", "address"))

    return _mails


@pytest.fixture
def private_files(settings: Settings, tmp_path: Path) -> Path:
    """An empty folder where this test's private files are kept."""
    folder = tmp_path / "private"
    place = {**settings.STORAGES["private"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "private": place}
    return folder
