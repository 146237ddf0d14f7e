"""Putting files with an application, and taking them away again while it is a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import applications, moves
from initiatives.enums import Step
from initiatives.errors import NotPermitted, TooManyFiles, TransitionNotAllowed
from initiatives.models import Application, ApplicationFile, Inquiry
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.files import actions as stored_files
from portal.files.inspect import inspect

if TYPE_CHECKING:
    from portal.files.models import StoredFile
    from portal.users.models import User

MOST_FILES = 5
"""With one application. Source: the form's table in the Danish context, section 8."""


def add(application_id: int, *, data: bytes, name: str, by: User) -> ApplicationFile:
    """Put a file with a draft, or with a sent application that is asked for files.

    The same file chosen twice stands there once.

    Args: data: the bytes as sent. name: as the person called it.
    Raises: FileRefused (kind, size, content), NotPermitted, TransitionNotAllowed (sent already),
        TooManyFiles, FileNotKept.
    Effects: audit `initiatives.file_added`; defers the virus scan. Outside a transaction of the
        caller's, file and row are kept together or not at all.
    """
    # The slow part before any lock. Nothing of it is trusted to be allowed yet.
    _require_editor(Application.objects.get(pk=application_id), by)
    content = inspect(data)
    try:
        with stored_files.storing(content, name=name, by=by) as stored:
            return _attach(application_id, stored, by=by)
    except _StandsThere as twice:
        return twice.row


def answer(
    application_id: int, *, question_id: str, data: bytes, name: str, by: User
) -> ApplicationFile:
    """Answer one of the round's own questions with a file, in place of the one there was.

    It stands among the files of the application and counts as one of them.

    Args: data: the bytes as sent. name: as the person called it.
    Raises: as `add`; ValueError (no question of the round's).
    Effects: as `add` and `remove`; the answer is signed.
    """
    row = add(application_id, data=data, name=name, by=by)
    with transaction.atomic():
        application = moves.lock(application_id)
        if not application.files.filter(pk=row.pk).exists():
            return row  # somebody took the very same file away in this moment
        before = application.extra_answers.get(question_id)
        application = applications.save_step(
            application_id,
            step=Step.EXTRA_QUESTIONS,
            answers={question_id: str(row.stored_file.public_id)},
            by=by,
        )
        if before and before not in application.extra_answers.values():
            remove(application_id, file_id=UUID(before), by=by)
    return row


@transaction.atomic
def remove(application_id: int, *, file_id: UUID, by: User) -> None:
    """Take a file away from a draft; one that is gone already stays gone.

    Args: file_id: the public id of the file.
    While a sent application is asked for files, only those added since can be taken away.

    Raises: NotPermitted, TransitionNotAllowed (sent already).
    Effects: audit `initiatives.file_removed`; the bytes are deleted; a question of the round's own
        that it answered is open again.
    """
    application = moves.lock(application_id)
    _require_editor(application, by)
    row = application.files.with_content().filter(stored_file__public_id=file_id).first()
    if row is None:
        return
    asked = None if application.is_editable else _asked_for(application, by)
    if asked is not None and row.added_at <= asked.asked_at:
        raise TransitionNotAllowed(_("Filen er sendt og kan ikke fjernes."))
    _log(AuditAction.FILE_REMOVED, row, application, by=by)
    answered = [name for name, kept in application.extra_answers.items() if kept == str(file_id)]
    if answered and application.is_editable:
        cleared = dict.fromkeys(answered)
        applications.save_step(application_id, step=Step.EXTRA_QUESTIONS, answers=cleared, by=by)
    row.delete()
    stored_files.discard(row.stored_file)


class _StandsThere(Exception):
    """The application has this very file already; the new copy is let go."""

    def __init__(self, row: ApplicationFile) -> None:
        super().__init__()
        self.row = row


def _attach(application_id: int, stored: StoredFile, *, by: User) -> ApplicationFile:
    application = moves.lock(application_id)
    _require_editor(application, by)
    there = application.files.with_content().filter(stored_file__sha256=stored.sha256).first()
    if there is not None:
        raise _StandsThere(there)
    if application.files.count() >= MOST_FILES:
        raise TooManyFiles(
            _("I har allerede lagt %(most)s filer op. Fjern en, før du lægger en ny op.")
            % {"most": MOST_FILES}
        )
    row = ApplicationFile.objects.create(application=application, stored_file=stored, added_by=by)
    _log(AuditAction.FILE_ADDED, row, application, by=by)
    return row


def _require_editor(application: Application, by: User) -> None:
    if not permissions.can_edit(by, application):
        raise NotPermitted(_("Kun gruppen bag ansøgningen kan skrive i den."))
    if not application.is_editable and _asked_for(application, by) is None:
        raise TransitionNotAllowed(_("Ansøgningen er sendt og kan ikke ændres."))


def _asked_for(application: Application, by: User) -> Inquiry | None:
    """The open question that asks for files, for the one who answers for the group."""
    if not permissions.can_answer(by, application):
        return None
    return application.inquiries.filter(closed_at=None, open_fields__contains=["files"]).first()


def _log(action: AuditAction, row: ApplicationFile, application: Application, *, by: User) -> None:
    """Log the file by id and fingerprint: its name may name people. The draft was saved now."""
    stored = row.stored_file
    data = {"file": str(stored.public_id), "sha256": stored.sha256, "size": stored.size}
    audit.record(action, target=application, by=by, data=data)
    application.saved_at = timezone.now()
    application.save(update_fields=["saved_at"])
