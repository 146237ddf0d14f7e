"""Notes written, put right, replaced, opened to others, and kept before they are sent."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from guides.actions import notes
from guides.enums import CaseOutcome, CaseStatus, NoteKind, NoteVisibility
from guides.errors import NotPermitted, TransitionNotAllowed
from guides.models import Case, CaseNote, CommunityGuide, NoteDraft
from guides.models.note import CORRECTION, NOTE_DRAFT_DAYS
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import led_by

pytestmark = pytest.mark.django_db

OWN, STAFF, ALL = NoteVisibility.ORGANISATION, NoteVisibility.CASEWORKER, NoteVisibility.CITIZEN


def _of(guide: CommunityGuide, status: CaseStatus = CaseStatus.ACTIVE) -> Case:
    """A course of this guide's in a status."""
    ended = status == CaseStatus.CLOSED
    return CaseFactory.create(
        guide=guide,
        status=status,
        outcome=CaseOutcome.REALISED if ended else "",
        closed_at=timezone.now() if ended else None,
    )


def _note(case: Case, by: User, **changes: Any) -> CaseNote:
    told: dict[str, Any] = {
        "token": uuid4(),
        "kind": NoteKind.CALL,
        "minutes": 10,
        "text": "Vi aftalte at mødes.",
        "visibility": OWN,
    }
    return notes.write(case.pk, **(told | changes), by=by)


def _age(note: CaseNote, by: datetime.timedelta) -> None:
    CaseNote.objects.filter(pk=note.pk).update(written_at=note.written_at - by)


def _events(case: Case) -> list[str]:
    rows = AuditEvent.objects.filter(target_type="guides.case", target_id=case.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


# --- Written -----------------------------------------------------------------------------------


def test_note_on_a_new_course_is_its_first_contact(guide: CommunityGuide) -> None:
    case = _of(guide, CaseStatus.NEW)

    note = _note(case, guide.user)

    case.refresh_from_db()
    assert case.status == CaseStatus.CONTACTED
    assert case.contacted_at == case.last_contact_at == note.written_at
    assert _events(case) == [AuditAction.CASE_CONTACTED, AuditAction.CASE_NOTE_WRITTEN]


def test_note_on_a_contacted_course_leaves_its_status(guide: CommunityGuide) -> None:
    case = _of(guide, CaseStatus.CONTACTED)

    _note(case, guide.user)

    case.refresh_from_db()
    assert case.status == CaseStatus.CONTACTED


def test_note_sent_twice_is_one_note(guide: CommunityGuide) -> None:
    case, token = _of(guide), uuid4()

    first = _note(case, guide.user, token=token)
    second = _note(case, guide.user, token=token, text="Noget andet")

    assert first == second
    assert case.notes.get().text == "Vi aftalte at mødes."
    assert _events(case) == [AuditAction.CASE_NOTE_WRITTEN]


def test_note_plans_the_next_step_only_when_it_says_one(guide: CommunityGuide) -> None:
    case, day = _of(guide), datetime.date(2027, 3, 12)

    _note(case, guide.user, next_step="Ring til Åse", next_step_on=day)
    _note(case, guide.user)

    case.refresh_from_db()
    assert (case.next_step, case.next_step_on) == ("Ring til Åse", day)


def test_note_for_the_citizen_tells_the_citizen(
    guide: CommunityGuide, applicant: User, mails: Mails
) -> None:
    case = CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE, initiative=led_by(applicant))

    _note(case, guide.user, visibility=NoteVisibility.CASEWORKER)
    _note(case, guide.user, visibility=NoteVisibility.CITIZEN)

    assert mails() == [("guides/note_shared", applicant.email)]


def test_note_by_another_guide_or_on_a_closed_course_is_refused(
    guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    with pytest.raises(NotPermitted):
        _note(_of(guide), other_guide.user)
    with pytest.raises(NotPermitted):
        _note(CaseFactory.create(), guide.user)
    with pytest.raises(TransitionNotAllowed):
        _note(_of(guide, CaseStatus.CLOSED), guide.user)


def test_note_that_replaces_another_is_no_new_contact(guide: CommunityGuide) -> None:
    case = _of(guide)
    old = _note(case, guide.user)
    spoken = Case.objects.get(pk=case.pk).last_contact_at

    new = _note(case, guide.user, replaces_id=old.pk, text="Vi aftalte at ringes ved.")

    assert new.replaces == old
    assert Case.objects.get(pk=case.pk).last_contact_at == spoken
    with pytest.raises(TransitionNotAllowed, match="erstattet"):
        _note(case, guide.user, replaces_id=old.pk)
    with pytest.raises(NotPermitted):
        _note(_of(guide), guide.user, replaces_id=new.pk)


# --- Put right ---------------------------------------------------------------------------------


def test_new_note_is_corrected_and_its_old_words_are_kept(guide: CommunityGuide) -> None:
    case = _of(guide)
    note = _note(case, guide.user)

    corrected = notes.correct(
        note.pk, kind=NoteKind.VISIT, minutes=30, text="Vi mødes mandag.", by=guide.user
    )

    assert corrected.corrected_at
    kept = CaseNote.pgh_event_model.objects.filter(pgh_obj=note).order_by("pgh_id")  # type: ignore[attr-defined]
    assert [event.text for event in kept] == ["Vi aftalte at mødes.", "Vi mødes mandag."]
    assert _events(case)[-1] == AuditAction.CASE_NOTE_CORRECTED


def test_correction_that_changes_nothing_leaves_no_trace(guide: CommunityGuide) -> None:
    case = _of(guide)
    note = _note(case, guide.user)

    notes.correct(note.pk, kind=note.kind, minutes=10, text=note.text, by=guide.user)

    note.refresh_from_db()
    assert note.corrected_at is None
    assert AuditAction.CASE_NOTE_CORRECTED not in _events(case)


def test_note_is_corrected_by_its_author_alone_while_it_is_new_and_stands(
    guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    def correct(note: CaseNote, by: User) -> None:
        notes.correct(note.pk, kind=note.kind, minutes=5, text="Nyt", by=by)

    case = _of(guide)
    note, old, replaced = (_note(case, guide.user) for _ in range(3))
    _age(old, CORRECTION)
    _note(case, guide.user, replaces_id=replaced.pk)
    with pytest.raises(NotPermitted):
        correct(note, other_guide.user)
    with pytest.raises(TransitionNotAllowed, match="over en time"):
        correct(old, guide.user)
    with pytest.raises(TransitionNotAllowed, match="erstattet"):
        correct(replaced, guide.user)
    Case.objects.filter(pk=case.pk).update(guide=other_guide)
    with pytest.raises(NotPermitted):
        correct(note, guide.user)  # handed over: no longer theirs
    with pytest.raises(NotPermitted, match="der skrev notatet"):
        correct(note, other_guide.user)
    assert not CaseNote.objects.filter(text="Nyt").exists()


# --- Opened to others --------------------------------------------------------------------------


def test_note_is_opened_to_the_group_which_is_told_once(
    guide: CommunityGuide, applicant: User, mails: Mails
) -> None:
    case = CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE, initiative=led_by(applicant))
    note = _note(case, guide.user)

    notes.open_to(note.pk, visibility=ALL, by=guide.user)
    notes.open_to(note.pk, visibility=OWN, by=guide.user)
    notes.open_to(note.pk, visibility=ALL, by=guide.user)

    assert mails() == [("guides/note_shared", applicant.email)]
    assert _events(case).count(AuditAction.CASE_NOTE_OPENED_TO) == 3


def test_note_that_others_have_read_is_not_taken_back(
    guide: CommunityGuide, applicant: User, caseworker: User
) -> None:
    case = CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE, initiative=led_by(applicant))
    note = _note(case, guide.user, visibility=STAFF)

    notes.mark_read([note], by=guide.user)  # its author reads nothing new
    assert not notes.has_been_read(note)
    notes.mark_read([note], by=caseworker)
    notes.mark_read([note], by=caseworker)

    assert AuditEvent.objects.filter(action=AuditAction.CASE_NOTE_READ).count() == 1
    with pytest.raises(TransitionNotAllowed, match="læst af andre"):
        notes.open_to(note.pk, visibility=OWN, by=guide.user)
    assert notes.open_to(note.pk, visibility=ALL, by=guide.user).visibility == ALL


def test_note_is_opened_by_its_author_alone(
    guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    note = _note(_of(guide), guide.user)
    with pytest.raises(NotPermitted):
        notes.open_to(note.pk, visibility=ALL, by=other_guide.user)


# --- Kept before it is sent --------------------------------------------------------------------


def test_draft_is_one_for_each_guide_and_course_and_goes_when_the_note_is_sent(
    guide: CommunityGuide,
) -> None:
    case, token = _of(guide), uuid4()
    notes.keep_draft(case.pk, token=token, answers={"text": "Vi t"}, by=guide.user)
    notes.keep_draft(case.pk, token=token, answers={"text": "Vi talte"}, by=guide.user)
    assert NoteDraft.objects.of(guide.user).get().answers == {"text": "Vi talte"}

    _note(case, guide.user, token=token)

    assert not NoteDraft.objects.exists()
    # What was on its way when the note was sent comes too late to be a draft.
    late = notes.keep_draft(case.pk, token=token, answers={"text": "Vi talte"}, by=guide.user)
    assert late is None
    assert not NoteDraft.objects.exists()


def test_draft_is_its_authors_alone_and_ends_with_the_course(
    guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    case = _of(guide)
    notes.keep_draft(case.pk, token=uuid4(), answers={"text": "Fortroligt"}, by=guide.user)

    with pytest.raises(NotPermitted):
        notes.keep_draft(case.pk, token=uuid4(), answers={}, by=other_guide.user)
    notes.drop_draft(case.pk, by=other_guide.user)
    Case.objects.filter(pk=case.pk).update(guide=other_guide)

    assert NoteDraft.objects.exists()
    assert not NoteDraft.objects.of(other_guide.user).exists()
    assert not NoteDraft.objects.of(guide.user).exists()
    closed = _of(guide, CaseStatus.CLOSED)
    with pytest.raises(TransitionNotAllowed):
        notes.keep_draft(closed.pk, token=uuid4(), answers={}, by=guide.user)


def test_draft_nobody_goes_on_with_is_thrown_away(guide: CommunityGuide) -> None:
    now = timezone.now()
    for _ in range(2):
        notes.keep_draft(_of(guide).pk, token=uuid4(), answers={"text": "x"}, by=guide.user)
    old = NoteDraft.objects.first()
    assert old
    age = datetime.timedelta(days=NOTE_DRAFT_DAYS, minutes=1)
    NoteDraft.objects.filter(pk=old.pk).update(saved_at=now - age)

    assert notes.forget_drafts(now) == 1
    assert NoteDraft.objects.count() == 1
