"""Two who write the same answer at the same moment: one stands, and the other is told."""

import pytest

from initiatives import permissions
from initiatives.actions import applications
from initiatives.enums import ApplicationStatus
from initiatives.models import Application, InitiativeMember
from initiatives.queries import stamp
from portal.users.models import User
from tests.factories.initiatives import application
from tests.factories.users import UserFactory
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def write_both(applicant: User, monkeypatch: pytest.MonkeyPatch, *, knows: bool) -> tuple[int, str]:
    """Write a title each; tell how many saw their own stand, and which one stands."""
    draft = application(status=ApplicationStatus.DRAFT, by=applicant)
    member = UserFactory.create()
    InitiativeMember.objects.create(initiative=draft.initiative, user=member)
    seen = {"title": {stamp(draft.initiative.title)}} if knows else None
    meeting = Meeting(2, patience=1)
    monkeypatch.setattr(permissions, "can_edit", meeting.after(permissions.can_edit))

    def write(text: str, by: User) -> bool:
        kept = applications.save_step(
            draft.pk, step="idea", answers={"title": text}, seen=seen, by=by
        )
        return kept.initiative.title == text

    stood = together([lambda: write("Højbede", applicant), lambda: write("Grill", member)])
    return sum(stood), Application.objects.get(pk=draft.pk).initiative.title


def test_one_of_two_titles_stands_and_the_other_is_not_taken_for_kept(
    applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood, title = write_both(applicant, monkeypatch, knows=True)
    assert stood == 1
    assert title in {"Højbede", "Grill"}


def test_control_who_does_not_know_what_was_shown_overwrites_unseen(
    applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert write_both(applicant, monkeypatch, knows=False)[0] == 2
