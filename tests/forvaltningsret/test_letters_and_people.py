"""What each letter says and who may act: one test for each rule, named after it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import Settings

from initiatives.actions import assessments, awards, casefile, casework, letters, panels
from initiatives.enums import ApplicationMove, ApplicationStatus, DecisionLevel
from initiatives.errors import ConflictOfInterest, NotPermitted
from initiatives.models import Application, AssessmentKind, ImpartialityDeclaration, PanelMember
from portal.audit.models import AuditEvent
from portal.files import storage
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.users import UserFactory, grant, staff
from tests.initiatives.actions.conftest import REASONS, World

M, S = ApplicationMove, ApplicationStatus
SignIn = Callable[[User], Client]
LEGAL_BASIS = "Ældrelovens § 6 og kommunalfuldmagten"


def decided(world: World, move: ApplicationMove) -> tuple[Application, str]:
    """A case with this outcome, and the text of its letter."""
    pool = world.funding_round.pool
    pool.legal_basis = LEGAL_BASIS
    pool.save(update_fields=["legal_basis"])
    row = world.application(S.UNDER_REVIEW if move == M.DISMISS else S.READY_FOR_DECISION)
    world.make(move, row)
    letter = letters.send(row.decisions.get().pk)
    pages = PdfReader(io.BytesIO(storage.read(letter.stored_file.storage_name))).pages
    return row, " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("move", [M.AWARD_IN_FULL, M.AWARD_IN_PART, M.REFUSE, M.DISMISS])
def test_hjemmel_in_every_letter(world: World, private_files: Path, move: ApplicationMove) -> None:
    """The legal basis is the pool's own, and stands in the letter of every outcome."""
    _row, text = decided(world, move)
    assert LEGAL_BASIS in text


@pytest.mark.parametrize("move", [M.AWARD_IN_PART, M.REFUSE, M.DISMISS])
def test_begrundelse_and_klagevejledning_for_every_outcome_against(
    world: World, private_files: Path, move: ApplicationMove
) -> None:
    """Fvl §§ 22, 24 and 25: the reasons, and whom to turn to, unless all was given."""
    _row, text = decided(world, move)
    assert REASONS in text
    assert "Ankestyrelsen" in text
    assert "Ombudsmand" in text


def test_control_full_award_needs_no_reasons_fvl_22(world: World, private_files: Path) -> None:
    _row, text = decided(world, M.AWARD_IN_FULL)
    assert REASONS not in text


def test_inhabilitet_fvl_3_guide_who_helped(world: World) -> None:
    """Fvl § 3: who helped the group decides nothing, also when the help is over."""
    row = world.application(S.READY_FOR_DECISION)
    helper = staff(Role.APPROVER)
    CaseFactory.create(initiative=row.initiative, guide=guide_in(user=helper))
    with pytest.raises(ConflictOfInterest):
        casework.declare_impartiality(row.pk, is_impartial=True, by=helper)
    ImpartialityDeclaration.objects.create(application=row, user=helper, is_impartial=True)
    with pytest.raises(ConflictOfInterest):
        awards.award(row.pk, amount=row.amount_requested, version=row.version, by=helper)


def test_inhabilitet_fvl_3_panel_member(world: World, sign_in: SignIn) -> None:
    """Fvl § 3: a panel member declares before the case is shown, and is shut out by a conflict."""
    row = world.application(S.UNDER_REVIEW)
    member = UserFactory.create()
    seat = PanelMember.objects.create(user=member, funding_round=row.funding_round)
    due_on = timezone.localdate() + datetime.timedelta(days=7)
    (given,) = panels.assign(row.pk, member_ids=[seat.pk], due_on=due_on, by=world.caseworker)
    browser = sign_in(member)
    address = reverse("initiatives:assessment", args=[given.public_id])
    shown = browser.get(address, follow=True).content.decode()
    assert row.why_here not in shown
    says = {
        "kind": AssessmentKind.PANEL, "scores": [assessments.Scored(2, "Godt.")], "comment": "",
        "version": 0, "is_done": True, "by": member,
    }  # fmt: skip
    with pytest.raises(NotPermitted):
        assessments.save(row.pk, **says)
    casework.declare_impartiality(row.pk, is_impartial=False, by=member)
    with pytest.raises(ConflictOfInterest):
        assessments.save(row.pk, **says)
    assert browser.get(address).status_code == 404


def test_delegation_levels(world: World) -> None:
    """A panel and a vote advise; whatever the level is, an approver of the municipality decides."""
    row = world.application(S.READY_FOR_DECISION)
    member = UserFactory.create()
    PanelMember.objects.create(user=member, funding_round=row.funding_round)
    for level in DecisionLevel:
        row.funding_round.decision_level = level
        row.funding_round.save(update_fields=["decision_level"])
        for person in (member, world.caseworker, world.applicant):
            with pytest.raises(NotPermitted):
                awards.refuse(
                    row.pk, reasons=REASONS, criteria_ids=[world.criterion.pk],
                    version=row.version, by=person,
                )  # fmt: skip
    world.make(M.REFUSE, row)  # the control: the approver may


@pytest.mark.parametrize("level", DecisionLevel)
def test_offentlighed_of_names_is_said_before_sending(
    world: World, sign_in: SignIn, level: DecisionLevel
) -> None:
    """What a committee decides is public, names too; the group reads so before it sends."""
    row = world.application(S.DRAFT)
    row.funding_round.decision_level = level
    row.funding_round.save(update_fields=["decision_level"])
    address = reverse("initiatives:application-check", args=[row.public_id])
    page = sign_in(world.applicant).get(address).content.decode()
    assert ("offentlig dagsorden" in page) is (level == DecisionLevel.COMMITTEE)


def test_funktionsadskillelse_override_is_logged(world: World, settings: Settings) -> None:
    """A tiny team may let one person do both, by a setting; each time is in the log."""
    settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE = True
    row = world.application(S.UNDER_REVIEW)
    world.make(M.RECOMMEND, row)
    row.refresh_from_db()
    grant(world.caseworker, Role.APPROVER)
    both = User.objects.get(pk=world.caseworker.pk)
    awards.award(row.pk, amount=row.amount_requested, version=row.version, by=both)
    logged = AuditEvent.objects.get(action="initiatives.separation_overridden")
    assert (logged.actor, logged.target_id) == (both, row.pk)


def test_aktindsigt_offl_7_in_date_order(
    world: World, private_files: Path, run_jobs: Callable[[], int]
) -> None:
    """Offl § 7: documents come in the order of their dates, in the file and in its list."""
    row, _text = decided(world, M.REFUSE)
    for text in ("Første samtale.", "Anden samtale."):
        casefile.write_note(
            row.pk, kind="PHONE", text=text, is_internal=False, token=uuid4(), by=world.caseworker
        )
    order = casefile.order(row.pk, with_internal=False, by=world.caseworker)
    run_jobs()
    order.refresh_from_db()
    pages = PdfReader(io.BytesIO(storage.read(order.pdf.storage_name))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert text.rindex("Første samtale.") < text.rindex("Anden samtale.")


def test_partshoering_fvl_19_gives_fourteen_days(world: World) -> None:
    """Fvl § 19: who says nothing else gives the group a fortnight to answer."""
    row = world.application(S.UNDER_REVIEW)
    inquiry = casework.open_hearing(
        row.pk, text="Boligforeningen siger nej.", version=row.version, by=world.caseworker
    )
    assert inquiry.due_on == timezone.localdate() + datetime.timedelta(days=14)
