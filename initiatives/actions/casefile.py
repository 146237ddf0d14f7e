"""The case file: notes that stay, and the whole file made ready to be handed out."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from procrastinate.contrib.django import app

from initiatives import permissions
from initiatives.actions import moves
from initiatives.errors import EditConflict, TransitionNotAllowed
from initiatives.models import CaseFileExport, CaseFileNote, CaseFileStatus
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.files import storage
from portal.files.actions import storing
from portal.files.content import Content
from portal.files.enums import ContentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from initiatives.models import Application
    from portal.files.models import StoredFile
    from portal.users.models import User

MAKE_CASE_FILE = "initiatives.make_case_file"
"""The job's name. It calls this module, so it stands above it and is deferred by name."""

_GIVEN_UP_AFTER = datetime.timedelta(hours=1)


class Direction(models.TextChoices):
    """Whether a document came in, went out or stayed. Source: offentlighedsloven § 15."""

    IN = "IN", gettext_lazy("Ind")
    OUT = "OUT", gettext_lazy("Ud")
    INTERNAL = "INTERNAL", gettext_lazy("Internt")


@dataclass
class Document:
    """One document of a case: what the index says of it, and all that it says itself.

    `is_internal` marks work notes and what else is the municipality's own thinking. `stored` is
    the file that belongs to it, handed out through the address `url`.
    """

    when: datetime.datetime
    direction: Direction
    title: str
    kind: str
    by: str = ""
    text: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)
    stored: StoredFile | None = None
    is_internal: bool = False
    url: str = ""
    read_at: datetime.datetime | None = None


@transaction.atomic
def write_note(
    application_id: int,
    *,
    kind: str,
    text: str,
    is_internal: bool,
    token: UUID,
    by: User,
    supersedes: UUID | None = None,
) -> CaseFileNote:
    """Write a note on the case («notat»); the same form sent twice is one note.

    Args: supersedes: the note that this one takes the place of; both stay.
    Raises: NotPermitted, ConflictOfInterest, ReasonsMissing (no text), EditConflict (somebody else
        has replaced that note). Source: offentlighedsloven § 13.
    Effects: audit `initiatives.file_note_written`.
    """
    application = moves.lock(application_id)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=permissions.can_write_note(by, application))
    sent = CaseFileNote.objects.filter(submission_token=token, written_by=by).first()
    if sent:
        return sent
    earlier = None
    if supersedes is not None:
        earlier = application.file_notes.select_related("superseded_by").get(public_id=supersedes)
        if hasattr(earlier, "superseded_by"):
            raise EditConflict(_("En anden har allerede rettet notatet. Læs det nye først."))
    note = CaseFileNote.objects.create(
        application=application,
        kind=kind,
        text=moves.require_text(text, _("Skriv, hvad der blev sagt.")),
        is_internal=is_internal,
        written_by=by,
        supersedes=earlier,
        submission_token=token,
    )
    audit.record(
        AuditAction.FILE_NOTE_WRITTEN,
        target=application,
        by=by,
        data={"note": note.pk, "is_internal": is_internal, "supersedes": note.supersedes_id},
    )
    return note


@transaction.atomic
def order(application_id: int, *, with_internal: bool, by: User) -> CaseFileExport:
    """Have the whole file made as PDF and ZIP; one that is being made already is handed back.

    Raises: NotPermitted, ConflictOfInterest. Effects: defers the job; audit
    `initiatives.case_file_ordered`.
    """
    application = moves.lock(application_id)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=permissions.can_write_note(by, application))
    made, is_new = CaseFileExport.objects.get_or_create(
        application=application,
        with_internal=with_internal,
        status=CaseFileStatus.WAITING,
        defaults={"ordered_by": by},
    )
    if is_new:
        audit.record(
            AuditAction.CASE_FILE_ORDERED,
            target=application,
            by=by,
            data={"with_internal": with_internal},
        )
        app.configure_task(MAKE_CASE_FILE).defer(export_id=made.pk)
    return made


def make(
    export_id: int,
    *,
    gather: Callable[[Application], Sequence[Document]],
    write: Callable[[Application, Sequence[Document], Callable[[int], None]], bytes],
) -> CaseFileExport:
    """Make what was ordered. For the job; done twice, it changes nothing.

    Args: gather: the case's documents by date. write: the PDF of them, telling how far it is.
    Raises: FileNotKept.
    """
    row = CaseFileExport.objects.select_related("ordered_by").get(pk=export_id)
    if row.status != CaseFileStatus.WAITING:
        return row
    with override(row.ordered_by.locale):
        application = row.application
        found = [doc for doc in gather(application) if row.with_internal or not doc.is_internal]
        mine = CaseFileExport.objects.filter(pk=export_id)
        mine.update(total=len(found), done=0)

        def tell(number: int) -> None:
            mine.update(done=number)

        pdf = write(application, found, tell)
        packed = _zip(application, found, pdf)
        name = _("Sag %(number)s") % {"number": application.initiative.number}
    with (
        storing(
            Content(ContentKind.PDF, pdf), name=f"{name}.pdf", by=row.ordered_by, is_our_own=True
        ) as first,
        storing(
            Content(ContentKind.ZIP, packed), name=f"{name}.zip", by=row.ordered_by,
            is_our_own=True,
        ) as second,
    ):  # fmt: skip
        waiting = CaseFileExport.objects.select_for_update().get(pk=export_id)
        if waiting.status != CaseFileStatus.WAITING:
            raise IntegrityError("Another worker was first.")
        waiting.pdf, waiting.zip, waiting.status = first, second, CaseFileStatus.READY
        waiting.done = waiting.total
        waiting.save()
    return waiting


def give_up_lost(now: datetime.datetime) -> int:
    """Say of files that were ordered long ago that they could not be made. For the clock."""
    lost = CaseFileExport.objects.filter(
        status=CaseFileStatus.WAITING, ordered_at__lt=now - _GIVEN_UP_AFTER
    )
    return lost.update(status=CaseFileStatus.FAILED)


@transaction.atomic
def fetch(export_id: int, *, form: str, by: User) -> StoredFile:
    """Hand out a file that was made, and log who got it.

    Args: form: "pdf" or "zip".
    Raises: TransitionNotAllowed, when it is not made.
    Effects: audit `initiatives.case_file_fetched`.
    """
    row = CaseFileExport.objects.select_related("pdf", "zip", "application").get(pk=export_id)
    stored: StoredFile | None = row.pdf if form == "pdf" else row.zip
    if stored is None:
        raise TransitionNotAllowed(_("Filen er ikke lavet endnu."))
    audit.record(
        AuditAction.CASE_FILE_FETCHED,
        target=row.application,
        by=by,
        data={"form": form, "with_internal": row.with_internal},
    )
    return stored


def _zip(application: Application, documents: Sequence[Document], pdf: bytes) -> bytes:
    """The PDF, each file as it was, and a list that another case system can read."""
    listed, packed = [], io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sag.pdf", pdf)
        for number, document in enumerate(documents, start=1):
            name = ""
            if document.stored is not None and document.stored.is_ready:
                name = f"{number:03}-{document.stored.name}"
                archive.writestr(name, storage.read(document.stored.storage_name))
            listed.append(_metadata(number, document, name))
        text = json.dumps({**_case(application), "documents": listed}, ensure_ascii=False, indent=2)
        archive.writestr("metadata.json", text.encode())
    return packed.getvalue()


def _case(application: Application) -> dict[str, Any]:
    pool = application.funding_round.pool
    return {
        "case_number": application.initiative.number,
        "title": application.initiative.title,
        "journal_number": getattr(pool, "journal_number", ""),
        "kle": " ".join(
            str(getattr(pool, name, "")) for name in ("kle_subject", "kle_facet")
        ).strip(),
        "legal_basis": pool.legal_basis,
        "status": str(application.get_status_display()),
        "made": timezone.now().isoformat(timespec="seconds"),
    }


def _metadata(number: int, document: Document, name: str) -> dict[str, Any]:
    return {
        "number": number,
        "date": document.when.isoformat(timespec="seconds"),
        "direction": document.direction.value,
        "title": document.title,
        "by": document.by,
        "internal": document.is_internal,
        "file": name,
        "sha256": document.stored.sha256 if document.stored else "",
    }
