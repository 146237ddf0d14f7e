"""Typing that goes to another, the plan on a person's word, and files for a panel member."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives import permissions
from initiatives.actions import assisted, casework, plans
from initiatives.enums import ApplicationStatus, AwardStatus
from initiatives.errors import ConfirmationMissing, ConflictOfInterest, NotPermitted
from initiatives.models import Application, PanelAssignment, PanelMember, TypingHandover
from portal.audit.models import AuditEvent
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.files import attached
from tests.factories.initiatives import application
from tests.factories.users import UserFactory, staff
from tests.initiatives.views.test_speaking import CONFIRMED, at, granted, typed

__all__ = ["typed"]
SignIn = Callable[[User], Client]
WHY = "Kollegaen er stoppet."


def test_typing_goes_to_another_and_neither_handles_the_case(
    typed: Application, caseworker: User, sign_in: SignIn
) -> None:
    lead, new = staff(Role.PROGRAMME_LEAD), staff(Role.CASEWORKER)
    browser = sign_in(lead)
    listed = browser.get(reverse("initiatives:typing")).content.decode()
    where = reverse("initiatives:typing-hand-over", args=[typed.public_id])
    assert where in listed
    assert "Vælg, hvem der skal skrive" in browser.post(where, {"reason": WHY}).content.decode()
    browser.post(where, {"person": new.pk, "reason": WHY})
    typed.assisted_entry.refresh_from_db()
    assert typed.assisted_entry.entered_by == new
    made = TypingHandover.objects.get()
    assert (made.was_typed_by, made.goes_to, made.handed_over_by) == (caseworker, new, lead)
    assert AuditEvent.objects.get(action="initiatives.typing_handed_over").actor == lead
    fresh = Application.objects.get(pk=typed.pk)
    assert permissions.Standing(new, fresh).acts_for_applicant
    for person in (caseworker, new):
        assert not permissions.Standing(person, fresh).handles
    assisted.hand_over(typed.pk, to_id=new.pk, reason=WHY, by=lead)
    assert TypingHandover.objects.count() == 1


def test_one_who_had_a_say_or_no_right_takes_no_typing(
    typed: Application, approver: User, applicant: User
) -> None:
    lead, judge = staff(Role.PROGRAMME_LEAD), staff(Role.CASEWORKER)
    Application.objects.filter(pk=typed.pk).update(caseworker=judge)
    for person in (judge, applicant, approver):
        if person == approver:
            casework.declare_impartiality(typed.pk, is_impartial=False, by=approver)
        with pytest.raises(ConflictOfInterest):
            assisted.hand_over(typed.pk, to_id=person.pk, reason=WHY, by=lead)
    with pytest.raises(NotPermitted):
        assisted.hand_over(typed.pk, to_id=lead.pk, reason=WHY, by=approver)
    assert not TypingHandover.objects.exists()


def test_typist_changes_the_plan_on_the_persons_word(
    typed: Application, caseworker: User, approver: User, sign_in: SignIn
) -> None:
    award = granted(typed, approver)
    award.status = AwardStatus.ACCEPTED
    award.save()
    day = timezone.localdate() + timedelta(days=200)
    with pytest.raises(ConfirmationMissing):
        plans.ask(award.pk, new_ends_on=day, text="", by=caseworker)
    answers = {"new_ends_on": f"{day:%d/%m/%Y}", "text": "Vi venter på foråret."}
    browser = sign_in(caseworker)
    assert "Vælg, hvordan personen" in browser.post(at(typed, "plan"), answers).content.decode()
    browser.post(at(typed, "plan"), answers | CONFIRMED)
    assert award.plan_changes.get().asked_by == caseworker
    logged = AuditEvent.objects.filter(action="initiatives.application_confirmed").first()
    assert logged is not None
    assert logged.data["to"] == "ASK_PLAN_CHANGE"


def test_panel_member_fetches_files_only_after_the_declaration(
    caseworker: User, sign_in: SignIn, private_files: Path
) -> None:
    row = application(status=ApplicationStatus.UNDER_REVIEW)
    file = attached(row)
    member, other = UserFactory.create(), UserFactory.create()
    seat = PanelMember.objects.create(user=member, funding_round=row.funding_round)
    given = PanelAssignment.objects.create(
        application=row, member=seat, due_on=timezone.localdate(), assigned_by=caseworker
    )
    where = reverse(
        "initiatives:assessment-file", args=[given.public_id, file.stored_file.public_id]
    )
    assert sign_in(member).get(where).status_code == 404
    casework.declare_impartiality(row.pk, is_impartial=True, by=member)
    page = reverse("initiatives:assessment", args=[given.public_id])
    assert where in sign_in(member).get(page).content.decode()
    assert sign_in(other).get(where).status_code == 404
    answer = sign_in(member).get(where)
    assert b"".join(answer)
    read = AuditEvent.objects.filter(action="initiatives.application_read", actor=member)
    assert any("file" in event.data for event in read)
    given.withdrawn_at = timezone.now()
    given.save()
    assert sign_in(member).get(where).status_code == 404
