"""Bar B4 in a real browser: whatever is inside a kept file, opening it runs nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from playwright.sync_api import Dialog, Download, Page
from pytest_django import Settings

from initiatives.enums import ApplicationStatus
from initiatives.models import ApplicationFile
from portal.files import actions, storage
from portal.files.inspect import inspect
from portal.urls import urlpatterns as real
from portal.users.models import User
from tests.factories.initiatives import application
from tests.factories.users import UserFactory
from tests.portal.files.corpus import GOOD, SCRIPT

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@csp_exempt()
@login_not_required
def as_a_page(request: HttpRequest) -> HttpResponse:
    """The fault this is about: an upload handed out as it came, for the browser to open."""
    return HttpResponse(b"<html>" + SCRIPT)


urlpatterns = [path("planted/upload/", as_a_page), *real]


@pytest.fixture
def citizen(transactional_db: None) -> User:
    return UserFactory.create(email="borger@example.org")


def _listen(page: Page) -> tuple[list[str], list[Download]]:
    """What a script would do, and what is saved."""
    ran: list[str] = []
    saved: list[Download] = []

    def dismiss(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    def keep(download: Download) -> None:
        saved.append(download)

    page.on("dialog", dismiss)
    page.on("download", keep)
    return ran, saved


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")  # a word in the log, no reason to refuse
def test_every_kept_file_is_saved_and_runs_nothing(
    open_page: Callable[..., Page],
    sign_in: Callable[[Page, User], None],
    citizen: User,
    private_files: Path,
) -> None:
    draft = application(status=ApplicationStatus.DRAFT, by=citizen)
    kept = {}
    for name, (_kind, make) in GOOD.items():
        with actions.storing(inspect(make()), name=name, by=citizen) as stored:
            ApplicationFile.objects.create(application=draft, stored_file=stored, added_by=citizen)
        kept[stored.public_id] = stored

    page = open_page(390)
    sign_in(page, citizen)
    page.goto("/overview/")
    ran, saved = _listen(page)
    for public_id, stored in kept.items():
        with page.expect_download() as download:
            page.evaluate(
                "address => { location.href = address }",
                f"/applications/{draft.public_id}/files/{public_id}/",
            )
        came = Path(download.value.path()).read_bytes()
        with storage.private().open(stored.storage_name) as own:
            assert came == own.read(), stored.name
    assert ran == []
    assert len(saved) == len(GOOD)
    assert page.url.endswith("/overview/"), "No file became the page."


@pytest.mark.usefixtures("citizen")
def test_control_the_same_bytes_as_a_page_would_run(
    open_page: Callable[..., Page], settings: Settings
) -> None:
    settings.ROOT_URLCONF = __name__
    page = open_page(390)
    ran, _saved = _listen(page)
    page.goto("/planted/upload/")
    assert ran != []
