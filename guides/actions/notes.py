"""Notes: written, put right while they are new, replaced afterwards, and shown to whom.

`docs/decisions/0051` says why a note is never silently changed.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails
from guides.actions.cases import own, refusal
from guides.enums import WIDTH, CaseMove, CaseStatus, NoteKind, NoteVisibility
from guides.errors import NotPermitted, TransitionNotAllowed
from guides.models import Case, CaseNote, NoteDraft
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from portal.users.models import User


@transaction.atomic
def write(
    case_id: int,
    *,
    token: UUID,
    kind: NoteKind,
    minutes: int,
    text: str,
    visibility: NoteVisibility,
    by: User,
    next_step: str = "",
    next_step_on: datetime.date | None = None,
    replaces_id: int | None = None,
) -> CaseNote:
    """Log a contact; the same form sent twice is one note.

    A note on a new course is its first contact. An empty `next_step` leaves the planned one.

    Args: token: the form's own. minutes: time spent, 0 when not told. replaces_id: the older note
        of the course that this one is to be read instead of.
    Raises: NotPermitted, TransitionNotAllowed (the course is closed, or another note replaces that
        one already).
    Effects: audit `guides.case_note_written`, and `guides.case_contacted` for the first contact;
        the person's kept draft of a note goes; tells the citizen by mail of a note for them.
    """
    case = own(case_id, by=by)
    sent_before = CaseNote.objects.filter(submission_token=token, case=case).first()
    if sent_before is not None:
        return sent_before
    if not case.is_open:
        raise TransitionNotAllowed(refusal(case))
    _require_replaceable(case, replaces_id)
    note = CaseNote.objects.create(
        case=case,
        author=by,
        kind=kind,
        minutes=minutes,
        text=text,
        visibility=visibility,
        submission_token=token,
        replaces_id=replaces_id,
    )
    changed = [] if replaces_id else _note_contact(case, note, by=by)
    if next_step:
        case.next_step, case.next_step_on = next_step, next_step_on
        changed += ["next_step", "next_step_on"]
    case.version += 1
    case.save(update_fields=[*changed, "version"])
    NoteDraft.objects.filter(case=case, author=by).delete()
    facts = {"note": note.pk, "kind": kind, "visibility": visibility, "replaces": replaces_id}
    record(AuditAction.CASE_NOTE_WRITTEN, target=case, by=by, data=facts)
    if visibility == NoteVisibility.CITIZEN:
        emails.note_shared(note)
    return note


@transaction.atomic
def correct(note_id: int, *, kind: NoteKind, minutes: int, text: str, by: User) -> CaseNote:
    """Put one's own new note right; the words that stood there are kept in its history.

    Raises: NotPermitted (not the author, or no longer the course's guide), TransitionNotAllowed
        (too old, replaced, or the course is closed).
    Effects: audit `guides.case_note_corrected`.
    """
    note = _of_author(note_id, by=by)
    if not note.can_still_be_corrected:
        raise TransitionNotAllowed(_("Notatet er over en time gammelt. Erstat det i stedet."))
    if (note.kind, note.minutes, note.text) == (kind, minutes, text):
        return note
    note.kind, note.minutes, note.text = kind, minutes, text
    note.corrected_at = timezone.now()
    note.save(update_fields=["kind", "minutes", "text", "corrected_at"])
    record(AuditAction.CASE_NOTE_CORRECTED, target=note.case, by=by, data={"note": note.pk})
    return note


@transaction.atomic
def open_to(note_id: int, *, visibility: NoteVisibility, by: User) -> CaseNote:
    """Let more people read one's own note; or fewer, as long as nobody else has read it.

    Raises: NotPermitted (not the author, or no longer the course's guide), TransitionNotAllowed
        (read outside the organisation, replaced, or the course is closed).
    Effects: audit `guides.case_note_opened_to`; tells the citizen by mail of a note that is now
        for them.
    """
    note = _of_author(note_id, by=by)
    was = NoteVisibility(note.visibility)
    if visibility == was:
        return note
    if WIDTH[visibility] < WIDTH[was] and has_been_read(note):
        raise TransitionNotAllowed(
            _("Notatet er læst af andre. Skriv et nyt, hvis der skal stå noget andet.")
        )
    note.visibility = visibility
    note.save(update_fields=["visibility"])
    facts = {"note": note.pk, "from": was, "to": visibility}
    record(AuditAction.CASE_NOTE_OPENED_TO, target=note.case, by=by, data=facts)
    if visibility == NoteVisibility.CITIZEN:
        emails.note_shared(note)
    return note


def has_been_read(note: CaseNote) -> bool:
    """Tell whether anybody outside the guide's organisation has had the note on their screen."""
    return _readings([note.pk]).exists()


def mark_read(notes: Iterable[CaseNote], *, by: User) -> None:
    """Note in the log that these shared notes were on this person's screen; each only once.

    Effects: audit `guides.case_note_read` for each note that is new to them.
    """
    shown = {note.pk: note for note in notes if note.author_id != by.pk}
    if not shown:
        return
    known = set(_readings(shown).filter(actor=by).values_list("target_id", flat=True))
    for pk, note in shown.items():
        if pk not in known:
            facts = {"visibility": note.visibility}
            record(AuditAction.CASE_NOTE_READ, target=note, by=by, data=facts)


@transaction.atomic
def keep_draft(case_id: int, *, token: UUID, answers: dict[str, Any], by: User) -> NoteDraft | None:
    """Keep what stands in the form; None when the note it belongs to is sent already.

    Raises: NotPermitted, TransitionNotAllowed (the course is closed).
    """
    case = own(case_id, by=by)
    if not case.is_open:
        raise TransitionNotAllowed(refusal(case))
    if CaseNote.objects.filter(submission_token=token).exists():
        return None
    draft, _is_new = NoteDraft.objects.update_or_create(
        case=case, author=by, defaults={"token": token, "answers": answers}
    )
    return draft


@transaction.atomic
def drop_draft(case_id: int, *, by: User) -> None:
    """Throw away what one has not sent about a course."""
    NoteDraft.objects.of(by).filter(case=case_id).delete()


def forget_drafts(now: datetime.datetime) -> int:
    """Throw away the notes nobody has gone on with; for the clock. Tells how many."""
    deleted, _by_model = NoteDraft.objects.forgotten(now).delete()
    return deleted


def _readings(note_ids: Iterable[int]) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(
        action=AuditAction.CASE_NOTE_READ,
        target_type=CaseNote._meta.label_lower,
        target_id__in=list(note_ids),
    )


def _of_author(note_id: int, *, by: User) -> CaseNote:
    """Lock the course of one's own note, which can be changed. Raises: as the callers say."""
    case = own(CaseNote.objects.values_list("case", flat=True).get(pk=note_id), by=by)
    note = CaseNote.objects.select_for_update(of=("self",)).get(pk=note_id)
    note.case = case
    if note.author_id != by.pk:
        raise NotPermitted(_("Kun den, der skrev notatet, kan rette det."))
    if not case.is_open:
        raise TransitionNotAllowed(refusal(case))
    if CaseNote.objects.filter(replaces=note).exists():
        raise TransitionNotAllowed(_("Notatet er erstattet af et nyt."))
    return note


def _require_replaceable(case: Case, note_id: int | None) -> None:
    if note_id is None:
        return
    if not case.notes.filter(pk=note_id).exists():
        raise NotPermitted(_("Notatet hører til et andet forløb."))
    if CaseNote.objects.filter(replaces=note_id).exists():
        raise TransitionNotAllowed(_("Notatet er erstattet af et nyt."))


def _note_contact(case: Case, note: CaseNote, *, by: User) -> list[str]:
    """Write that there was contact, the first one as a move of the course, and name the fields."""
    case.last_contact_at = note.written_at
    if not case.allows(CaseMove.CONTACT):
        return ["last_contact_at"]
    case.status = CaseStatus.CONTACTED
    case.contacted_at = note.written_at
    facts = {"from": CaseStatus.NEW, "to": case.status, "note": note.pk}
    record(AuditAction.CASE_CONTACTED, target=case, by=by, data=facts)
    return ["last_contact_at", "status", "contacted_at"]
