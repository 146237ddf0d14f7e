"""A decision's letter: made once, frozen, and read by the group (fvl §§ 22, 24, 25, 32 b)."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from wagtail.models import Site

from home.models import SiteSettings
from initiatives.actions import letters
from initiatives.enums import ApplicationMove, ApplicationStatus
from initiatives.models import Application, Decision, Letter
from portal.audit.models import AuditEvent
from portal.files import storage
from portal.files.models import StoredFile
from portal.templatetags.portal_tags import dato
from portal.users.models import User
from tests.conftest import Jobs
from tests.initiatives.actions.conftest import REASONS, World, world

__all__ = ["world"]

SignIn = Callable[[User], Client]
READY = ApplicationStatus.READY_FOR_DECISION


def text_of(row: Letter) -> str:
    pages = PdfReader(io.BytesIO(storage.read(row.stored_file.storage_name))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def decided(world: World, move: ApplicationMove) -> Application:
    """Decide an application; the letter is still to be made."""
    before = ApplicationStatus.UNDER_REVIEW if move == ApplicationMove.DISMISS else READY
    made = world.application(before)
    world.make(move, made)
    return made


@pytest.fixture(autouse=True)
def _titled(approver: User, private_files: Path) -> None:
    approver.job_title = "Leder af Fællesskaber"
    approver.save()


@pytest.mark.parametrize(
    ("move", "first"),
    [
        (ApplicationMove.AWARD_IN_FULL, "I får 5.000 kr. til"),
        (ApplicationMove.AWARD_IN_PART, "I får 2.000 kr. til"),
        (ApplicationMove.REFUSE, "I får ikke tilskud til"),
        (ApplicationMove.DISMISS, "Vi har afvist ansøgningen"),
    ],
)
def test_letter_says_what_the_law_asks_and_the_reasons_first(
    world: World, run_jobs: Callable[[], int], move: ApplicationMove, first: str
) -> None:
    application = decided(world, move)
    run_jobs()
    row = application.letters.get()
    text = text_of(row)
    wanted = [first, "Svaret bygger på", application.funding_round.pool.legal_basis,
              "Hvis I er uenige", "Ankestyrelsen", row.sender_name]  # fmt: skip
    if move != ApplicationMove.AWARD_IN_FULL:
        wanted.insert(1, REASONS)
    at = [text.find(part) for part in wanted]
    assert -1 not in at
    assert at == sorted(at)
    assert dato(timezone.localdate()) in text
    assert application.initiative.number in text
    assert ("Gem" in text or "I gemmer kvitteringerne" in text) == (
        move in {ApplicationMove.AWARD_IN_FULL, ApplicationMove.AWARD_IN_PART}
    )
    if move != ApplicationMove.DISMISS:
        assert row.sender_title == "Leder af Fællesskaber"
        assert text.rindex("Gorm Godkender Leder af Fællesskaber")


def test_letter_is_in_the_readers_language_and_the_municipalitys_words(
    world: World, run_jobs: Callable[[], int]
) -> None:
    chosen = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    chosen.municipality_name, chosen.phone = "Høje-Taastrup Kommune", "43591000"
    chosen.complaint_guidance = "Klag til Ankestyrelsen inden 4 uger."
    chosen.save()
    world.applicant.locale, world.applicant.postal_address = "en", "Vej 1\n2630 Taastrup"
    world.applicant.save()
    application = decided(world, ApplicationMove.REFUSE)
    run_jobs()
    row = application.letters.get()
    pdf = PdfReader(io.BytesIO(storage.read(row.stored_file.storage_name)))
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "Høje-Taastrup Kommune" in pdf.metadata.author
    text = text_of(row)
    for part in ["Klag til Ankestyrelsen inden 4 uger.", "43 59 10 00", "Vej 1 2630 Taastrup"]:
        assert part in text
    assert "klageinstans" not in text


def test_letter_is_made_once_and_never_changes(
    world: World, jobs: Callable[[], Jobs], run_jobs: Callable[[], int]
) -> None:
    application = decided(world, ApplicationMove.REFUSE)
    assert [name for name, _ in jobs()].count(letters.SEND_LETTER) == 1
    run_jobs()
    row = application.letters.get()
    was = storage.read(row.stored_file.storage_name)
    assert row.sha256 == hashlib.sha256(was).hexdigest() == row.stored_file.sha256
    initiative, funding_round = application.initiative, application.funding_round
    initiative.title, funding_round.title = "Noget andet", "En anden runde"
    initiative.save()
    funding_round.save()
    Decision.objects.update(reasons="Helt andre grunde. " * 10)
    world.approver.full_name = "En Ny"
    world.approver.save()
    run_jobs()
    again = letters.send(application.decisions.get().pk)
    assert again == row
    assert storage.read(again.stored_file.storage_name) == was
    assert (again.sender_name, StoredFile.objects.count()) == ("Gorm Godkender", 1)
    assert AuditEvent.objects.filter(action="initiatives.letter_sent").count() == 1


def test_job_that_dies_in_the_middle_leaves_nothing_and_is_done_again(
    world: World,
    private_files: Path,
    run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application = decided(world, ApplicationMove.REFUSE)
    with monkeypatch.context() as broken:
        broken.setattr(Letter.objects, "create", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            letters.send(application.decisions.get().pk)
    assert not Letter.objects.exists()
    assert [path for path in private_files.rglob("*") if path.is_file()] == []
    assert letters.defer_missing() == 1
    run_jobs()
    assert application.letters.count() == 1
    assert letters.defer_missing() == 0


def test_group_reads_its_letter_and_staff_see_when(
    world: World, run_jobs: Callable[[], int], sign_in: SignIn, stranger: User
) -> None:
    application = decided(world, ApplicationMove.AWARD_IN_PART)
    group, staff = sign_in(world.applicant), sign_in(world.caseworker)
    page = reverse("initiatives:application-detail", args=[application.public_id])
    case = reverse("initiatives:casework-detail", args=[application.public_id])
    assert "Hent brevet" not in group.get(page).content.decode()
    run_jobs()
    row = application.letters.get()
    address = reverse("initiatives:application-letter", args=[application.public_id, row.public_id])
    assert address in group.get(page).content.decode()
    assert sign_in(stranger).get(address).status_code == 404
    answer = staff.get(address)
    assert b"".join(answer) == storage.read(row.stored_file.storage_name)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Ikke læst endnu" in staff.get(case).content.decode()
    for _ in range(2):
        assert b"".join(group.get(address)).startswith(b"%PDF")
    assert "Læst " in staff.get(case).content.decode()
    reads = AuditEvent.objects.filter(action="initiatives.letter_read")
    assert [event.actor for event in reads] == [world.applicant]
    row.refresh_from_db()
    assert row.first_read_at is not None


def test_letter_of_another_case_is_not_there(
    world: World, run_jobs: Callable[[], int], sign_in: SignIn, stranger: User
) -> None:
    first = decided(world, ApplicationMove.REFUSE)
    run_jobs()
    row = first.letters.get()
    own = world.application(READY)
    mixed = reverse("initiatives:application-letter", args=[own.public_id, row.public_id])
    assert sign_in(world.applicant).get(mixed).status_code == 404
