"""Administrative law, one test for each rule, named after it. Source: the rules' own paragraphs.

Ombudsmanden expects a new system to be tried against these rules before it is used.
"""

import datetime
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import Settings

from initiatives.actions import awards, casefile, casework, letters, messages
from initiatives.enums import ApplicationMove, ApplicationStatus, Audience, AwardStatus, OpenToAll
from initiatives.errors import (
    ConflictOfInterest,
    DeadlineTooSoon,
    NotPermitted,
    ReasonsMissing,
)
from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.models import Application, CaseFileNote, Decision, InitiativeMember, Letter
from initiatives.queries import missing, reasons_against
from portal.files import storage
from portal.post.models import Delivery
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.users import grant
from tests.initiatives.actions.conftest import REASONS, World

M, S = ApplicationMove, ApplicationStatus
SignIn = Callable[[User], Client]


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def refused(world: World, private_files: Path, run_jobs: Callable[[], int]) -> Application:
    """A refused application whose letter is sent."""
    row = world.application(S.READY_FOR_DECISION)
    world.make(M.REFUSE, row)
    run_jobs()
    row.refresh_from_db()
    return row


def letter_text(row: Application) -> str:
    return text_of(storage.read(row.letters.get().stored_file.storage_name))


@pytest.mark.parametrize("move", [M.REFUSE, M.DISMISS, M.AWARD_IN_PART])
def test_begrundelse_fvl_22(world: World, move: ApplicationMove) -> None:
    """Fvl § 22: whatever does not give all that was asked for must have its reasons."""
    row = world.application(S.UNDER_REVIEW if move == M.DISMISS else S.READY_FOR_DECISION)
    calls: dict[ApplicationMove, Callable[[], object]] = {
        M.REFUSE: lambda: awards.refuse(
            row.pk, reasons="Nej.", criteria_ids=[world.criterion.pk], version=row.version,
            by=world.approver,
        ),
        M.DISMISS: lambda: casework.dismiss(
            row.pk, reasons="Nej.", version=row.version, by=world.caseworker
        ),
        M.AWARD_IN_PART: lambda: awards.award(
            row.pk, amount=row.amount_requested / 2, reasons="Nej.", version=row.version,
            criteria_ids=[world.criterion.pk], by=world.approver,
        ),
    }  # fmt: skip
    with pytest.raises(ReasonsMissing):
        calls[move]()
    # The database says the same, whoever writes there.
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            application=row, outcome=S.REFUSED, legal_basis="x", decided_by=world.approver
        )
    world.make(move, row)  # the control: with reasons it goes through
    assert row.decisions.get().reasons == REASONS


def test_begrundelse_fvl_24(refused: Application, world: World) -> None:
    """Fvl § 24: the reasons name the legal rule, the considerations and the main facts."""
    other = world.application(S.READY_FOR_DECISION)
    with pytest.raises(ReasonsMissing):
        awards.refuse(
            other.pk, reasons=REASONS, criteria_ids=[], version=other.version, by=world.approver
        )
    text = letter_text(refused)
    assert refused.funding_round.pool.legal_basis in text
    assert world.criterion.name in text
    assert REASONS in text


def test_partshoering_fvl_19(world: World, sign_in: SignIn) -> None:
    """Fvl § 19: facts against the group are put to it first, with time to answer."""
    row = world.application(S.UNDER_REVIEW)
    asked: dict[str, Any] = {"text": "Boligforeningen siger nej.", "by": world.caseworker}
    with pytest.raises(DeadlineTooSoon):
        casework.open_hearing(
            row.pk, due_on=timezone.localdate() + datetime.timedelta(days=3),
            version=row.version, **asked,
        )  # fmt: skip
    casework.open_hearing(row.pk, version=row.version, **asked)
    row.refresh_from_db()
    for move in (M.REFUSE, M.DISMISS, M.RECOMMEND):
        assert not row.allows(move)  # nothing is decided before they were heard
    address = reverse("initiatives:application-answer", args=[row.public_id])
    assert "Boligforeningen siger nej." in sign_in(world.applicant).get(address).content.decode()


def test_vejledning_fvl_7(world: World, sign_in: SignIn, settings: Settings) -> None:
    """Fvl § 7: each step of the form says whom to call, and what is missing is said plainly."""
    row = world.application(S.DRAFT)
    browser = sign_in(world.applicant)
    for step in ("idea", "money", "about-you"):
        address = reverse("initiatives:application-step", args=[row.public_id, step])
        assert "hjælp" in browser.get(address).content.decode().lower()
    Application.objects.filter(pk=row.pk).update(why_here="")
    row.refresh_from_db()
    assert [problem.message for problem in missing(row) if problem.field == "why_here"] == [
        "Skriv, hvorfor det er vigtigt her"
    ]


def test_inhabilitet_fvl_3(world: World) -> None:
    """Fvl § 3: nobody handles a case they have a part in, and all who assess or decide declare."""
    row = world.application(S.READY_FOR_DECISION)
    decide: dict[str, Any] = {
        "amount": row.amount_requested, "version": row.version, "by": world.approver,
    }  # fmt: skip
    row.declarations.filter(user=world.approver).delete()
    with pytest.raises(NotPermitted):
        awards.award(row.pk, **decide)
    casework.declare_impartiality(row.pk, is_impartial=False, by=world.approver)
    with pytest.raises(ConflictOfInterest):
        awards.award(row.pk, **decide)
    assert not Application.objects.visible_to(world.approver).filter(pk=row.pk).exists()
    other = world.application(S.READY_FOR_DECISION)
    InitiativeMember.objects.create(initiative=other.initiative, user=world.caseworker)
    with pytest.raises(ConflictOfInterest):
        casework.reopen(other.pk, reason="Nyt.", by=world.caseworker)


def test_notatpligt_offl_13(world: World) -> None:
    """Offl § 13: what is said by word of mouth is noted with its time, and stays as it was."""
    row = world.application(S.UNDER_REVIEW)
    note = casefile.write_note(
        row.pk, kind="PHONE", text="Udlejer siger ja.", is_internal=False, token=uuid4(),
        by=world.caseworker,
    )  # fmt: skip
    assert timezone.now() - note.written_at < datetime.timedelta(minutes=1)
    for change in (
        lambda: CaseFileNote.objects.filter(pk=note.pk).update(text="Udlejer siger nej."),
        lambda: CaseFileNote.objects.filter(pk=note.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_journalisering_offl_15(
    world: World, refused: Application, run_jobs: Callable[[], int]
) -> None:
    """Offl § 15: each document has its date, whether it came in or went out, and what it is."""
    messages.send(refused.pk, text="Hvorfor?", token=uuid4(), by=world.applicant)
    order = casefile.order(refused.pk, with_internal=False, by=world.caseworker)
    run_jobs()
    order.refresh_from_db()
    packed = zipfile.ZipFile(io.BytesIO(storage.read(order.zip.storage_name)))
    told = json.loads(packed.read("metadata.json"))
    assert {"case_number", "journal_number", "kle", "documents"} <= set(told)
    assert {document["direction"] for document in told["documents"]} >= {"IN", "OUT"}
    for document in told["documents"]:
        assert datetime.datetime.fromisoformat(document["date"])
        assert document["title"]


def test_brev_fvl_32_b(world: World, refused: Application) -> None:
    """Fvl § 32 b: a letter says who sent it, on the day it was sent, and never changes after."""
    row = Letter.objects.get()
    was = storage.read(row.stored_file.storage_name)
    assert row.sender_name == world.approver.full_name
    assert row.sender_name in text_of(was)
    sent = timezone.localdate(row.sent_at)
    assert f"{sent.day}. " in text_of(was)
    Decision.objects.update(reasons="Andre grunde. " * 10)
    assert letters.send(row.decision_id) == row
    assert storage.read(row.stored_file.storage_name) == was
    assert row.sha256 == hashlib.sha256(was).hexdigest()


def test_klagevejledning_fvl_25(refused: Application) -> None:
    """Fvl § 25: who does not get all is told whom to turn to."""
    text = letter_text(refused)
    for body in ("se på sagen igen", "Ankestyrelsen", "Ombudsmand", "domstolene"):
        assert body in text


def test_aktindsigt_fvl_9(world: World, refused: Application, run_jobs: Callable[[], int]) -> None:
    """Fvl § 9, offl § 7: all of a case can be handed out; internal documents only when chosen."""
    casefile.write_note(
        refused.pk, kind="OTHER", text="Mine egne overvejelser.", is_internal=True, token=uuid4(),
        by=world.caseworker,
    )  # fmt: skip
    texts = {}
    for internal in (False, True):
        order = casefile.order(refused.pk, with_internal=internal, by=world.caseworker)
        run_jobs()
        order.refresh_from_db()
        texts[internal] = text_of(storage.read(order.pdf.storage_name))
    assert "Brev: Afslag" in texts[False]
    assert "Mine egne overvejelser." not in texts[False]
    assert "Mine egne overvejelser." in texts[True]


def test_tavshedspligt_fvl_27(
    world: World, refused: Application, sign_in: SignIn, stranger: User
) -> None:
    """Fvl § 27: others learn nothing of a case, and no mail says what it is about."""
    letter = refused.letters.get()
    for name, more in (("application-detail", []), ("application-letter", [letter.public_id])):
        address = reverse(f"initiatives:{name}", args=[refused.public_id, *more])
        assert sign_in(stranger).get(address).status_code == 404
    told = json.dumps([row.context for row in Delivery.objects.all()], default=str)
    told += "".join(f"{message.subject} {message.body}" for message in mail.outbox)
    assert Delivery.objects.exists()
    for secret in (REASONS, refused.initiative.title, "Afslag"):
        assert secret not in told


def test_almennyttigt_kommunalfuldmagt(world: World) -> None:
    """Kommunalfuldmagten: support goes to what others than oneself gain by, never to a firm."""
    row = world.application(S.DRAFT)
    assert [problem.field for problem in missing(row) if problem.field == "open_to_all"] == []
    Application.objects.filter(pk=row.pk).update(open_to_all=OpenToAll.NO)
    row.refresh_from_db()
    assert [problem.field for problem in missing(row) if problem.field == "open_to_all"]
    said = {"in_municipality": True, "open_to_all": OpenToAll.YES}
    assert reasons_against(applicant_kind="OTHER", **said)
    assert not reasons_against(applicant_kind="GROUP", **said)
    assert world.funding_round.pool.legal_basis  # and each decision says what it rests on


def test_funktionsadskillelse(world: World, settings: Settings) -> None:
    """Separation of duties: who assesses does not decide, and who decides does not pay."""
    row = world.application(S.UNDER_REVIEW)
    world.make(M.RECOMMEND, row)
    row.refresh_from_db()
    grant(world.caseworker, Role.APPROVER)
    both = User.objects.get(pk=world.caseworker.pk)
    with pytest.raises(ConflictOfInterest):
        awards.award(row.pk, amount=row.amount_requested, version=row.version, by=both)
    award = world.award(AwardStatus.ACCEPTED)
    grant(world.approver, Role.PAYER)
    decider = User.objects.get(pk=world.approver.pk)
    with pytest.raises((ConflictOfInterest, NotPermitted)):
        world.pay(award, award.amount, by=decider)


def test_boerneattest_only_declared(world: World) -> None:
    """Børneattestloven: work with children under 15 is declared; no certificate is ever taken."""
    row = world.application(S.DRAFT)
    Application.objects.filter(pk=row.pk).update(audience=[Audience.CHILDREN])
    row.refresh_from_db()
    wanted = "declares_child_certificates"
    assert wanted in [problem.field for problem in missing(row)]
    Application.objects.filter(pk=row.pk).update(declares_child_certificates=True)
    row.refresh_from_db()
    assert wanted not in [problem.field for problem in missing(row)]
    for form in FORM_OF_STEP.values():
        asked = form.asked(row.funding_round)
        assert not [name for name in asked if "certificate" in name and name != wanted]
