"""Everything in a case as documents by date: on the case's page, and as the whole file on paper."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from pypdf import PdfReader

from initiatives.actions.casefile import Direction, Document
from initiatives.enums import PaymentStatus
from initiatives.views import progress, versions
from initiatives.whole_case import read_whole
from portal.audit.enums import READS, AuditAction
from portal.files import storage
from portal.files.enums import CONTENT_TYPES, ContentKind
from portal.letters.render import render
from portal.prepared import PreparedRows, kept_for_a_day, slot
from portal.templatetags.portal_tags import dato, klok, kr
from portal.users.roles import CASE_STAFF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from initiatives.models import Application, Award, Letter
    from portal.files.models import StoredFile

_A = AuditAction
_TOLD_BY_DOCUMENT = {
    _A.APPLICATION_SUBMITTED, _A.FILE_ADDED, _A.INFORMATION_REQUESTED, _A.INFORMATION_ANSWERED,
    _A.HEARING_OPENED, _A.MESSAGE_SENT, _A.LETTER_SENT, _A.FILE_NOTE_WRITTEN,
    _A.APPLICATION_RECOMMENDED, _A.APPLICATION_AWARDED, _A.APPLICATION_REFUSED,
    _A.APPLICATION_DISMISSED, _A.PLAN_CHANGE_ASKED, _A.AWARD_REPORTED,
    _A.AWARD_REPAYMENT_DUE, _A.REPAYMENT_WAIVED, _A.AWARD_REDUCED,
}  # fmt: skip
"""Lines of the log that say no more than a document of the same moment."""

_EVENTS_SHOWN = 200
_SHORT = 280
_PICTURES = {ContentKind.JPEG: "jpg", ContentKind.PNG: "png"}
_IN, _OUT, _INTERNAL = Direction.IN, Direction.OUT, Direction.INTERNAL


def read_documents(application: Application) -> list[Document]:
    """Read a case whole and give its documents."""
    read_whole(application)
    return documents(application)


def documents(application: Application, *, in_full: bool = True) -> list[Document]:
    """All documents of a case that was read whole, by date, the oldest first.

    Args: in_full: with all answers of each version, which are told on paper alone.
    """
    found = [
        *_versions(application, in_full=in_full),
        *_files(application),
        *_messages(application),
        *_inquiries(application),
        *_notes(application),
        *_advice(application),
        *_decisions(application),
    ]
    # All of them: one that lapsed when the case was taken up anew is a part of the file too.
    for award in application.awards.all():
        found += [*_plan(award), *_payments(award), *_report(award, application)]
        found += [*_taken_back(award), *_claims(award)]
    found += _letters_after(application)
    return sorted(found, key=lambda document: document.when)


def _versions(application: Application, *, in_full: bool) -> Iterator[Document]:
    rows = list(application.versions.all())
    for first in rows[:1]:
        yield Document(first.sent_at, _IN, _("Ansøgning"), "answers", str(first.sent_by),
                       rows=versions.whole(application, first) if in_full else [])  # fmt: skip
    found = versions.changes(application) if in_full and rows[1:] else []
    changed = {version.number: version.rows for version in found}
    for _before, after in pairwise(rows):
        told = [
            (
                row.label,
                _("Før: %(before)s\nNu: %(now)s") % {"before": row.before, "now": row.after},
            )
            for row in changed.get(after.number, [])
        ]
        title = _("Rettede svar, version %(number)s") % {"number": after.number}
        yield Document(after.sent_at, _IN, title, "answers", str(after.sent_by), rows=told)


def _files(application: Application) -> Iterator[Document]:
    for row in application.files.all():
        url = reverse(
            "initiatives:application-file",
            args=[application.public_id, row.stored_file.public_id],
        )
        yield Document(row.added_at, _IN, _("Bilag: %(name)s") % {"name": row.stored_file.name},
                       "file", str(row.added_by), stored=row.stored_file,
                       url=url if row.stored_file.is_ready else "")  # fmt: skip


def _messages(application: Application) -> Iterator[Document]:
    staff = {role.value for role in CASE_STAFF}
    url = reverse("initiatives:messages", args=[application.public_id])
    for row in application.messages.all():
        is_ours = any(group.name in staff for group in row.author.groups.all())
        yield Document(row.sent_at, _OUT if is_ours else _IN, _("Besked"), "message",
                       str(row.author), row.text, url=url)  # fmt: skip


def _inquiries(application: Application) -> Iterator[Document]:
    for row in application.inquiries.all():
        due = _("Svar senest %(day)s.") % {"day": dato(row.due_on)}
        title = str(row.get_kind_display())
        yield Document(row.asked_at, _OUT, title, "inquiry", str(row.asked_by),
                       f"{row.text}\n{due}")  # fmt: skip
        if row.answer and row.closed_at:
            told = _("Svar: %(what)s") % {"what": title}
            yield Document(row.closed_at, _IN, told, "inquiry", text=row.answer)


def _notes(application: Application) -> Iterator[Document]:
    for row in application.file_notes.all():
        title = _("Notat: %(kind)s") % {"kind": row.get_kind_display()}
        if hasattr(row, "superseded_by"):
            title = _("%(note)s (erstattet af et nyere)") % {"note": title}
        url = "" if hasattr(row, "superseded_by") else reverse(
            "initiatives:casework-note-replace", args=[application.public_id, row.public_id]
        )  # fmt: skip
        yield Document(row.written_at, _INTERNAL, title, "note", str(row.written_by), row.text,
                       is_internal=row.is_internal, url=url)  # fmt: skip


def _advice(application: Application) -> Iterator[Document]:
    for row in application.recommendations.all():
        yield Document(row.recommended_at, _INTERNAL, _("Indstilling"), "advice",
                       str(row.recommended_by), f"{kr(row.amount)}\n{row.reasons}",
                       is_internal=True)  # fmt: skip
        if row.sent_back_at:
            yield Document(row.sent_back_at, _INTERNAL, _("Sendt tilbage"), "advice",
                           str(row.sent_back_by), row.sent_back_reason,
                           is_internal=True)  # fmt: skip


def _decisions(application: Application) -> Iterator[Document]:
    for row in application.decisions.all():
        outcome = row.get_outcome_display()
        title = _("Afgørelse: %(outcome)s") % {"outcome": outcome}
        told = [kr(row.amount) if row.amount else "", row.reasons, row.conditions, row.legal_basis]
        yield Document(row.decided_at, _INTERNAL, title, "decision", str(row.decided_by),
                       "\n".join(part for part in told if part))  # fmt: skip
        letter = getattr(row, "letter", None)
        if letter is not None:
            yield _letter(letter, application, outcome)


def _taken_back(award: Award) -> Iterator[Document]:
    """A grant that lapsed or was set down, and why."""
    for row in award.revocations.all():
        title = _("Bevilling bortfaldet") if row.is_lapse else _("Bevilling sat ned")
        by = str(row.revoked_by) if row.revoked_by else _("Portalen")
        told = f"{kr(row.amount_before)} → {kr(row.amount_after)}\n{row.reasons}"
        yield Document(row.revoked_at, _INTERNAL, title, "decision", by, told)


def _claims(award: Award) -> Iterator[Document]:
    """What is claimed back and what of it is waived."""
    claim = getattr(award, "repayment", None)
    if claim is None:
        return
    told = f"{kr(claim.amount)}\n{claim.reason}"
    yield Document(claim.claimed_at, _INTERNAL, _("Krav om tilbagebetaling"), "decision",
                   str(claim.claimed_by), told)  # fmt: skip
    for row in claim.waivers.all():
        yield Document(row.waived_at, _INTERNAL, _("Tilbagebetaling eftergivet"), "decision",
                       str(row.waived_by), f"{kr(row.amount)}\n{row.reasons}")  # fmt: skip


def _letters_after(application: Application) -> Iterator[Document]:
    """The letters after the decision: what was claimed, waived or taken back."""
    for letter in application.letters.all():
        if letter.decision_id is None:
            yield _letter(letter, application, letter.title)


def _letter(letter: Letter, application: Application, outcome: str) -> Document:
    url = reverse("initiatives:application-letter", args=[application.public_id, letter.public_id])
    return Document(letter.sent_at, _OUT, _("Brev: %(outcome)s") % {"outcome": outcome},
                    "letter", letter.sender_name, stored=letter.stored_file, url=url,
                    read_at=letter.first_read_at)  # fmt: skip


def _plan(award: Award) -> Iterator[Document]:
    for row in award.plan_changes.all():
        told = [row.text]
        if row.new_ends_on:
            told.append(_("Ny slutdato: %(day)s") % {"day": dato(row.new_ends_on)})
        yield Document(row.asked_at, _IN, _("Ønske om at ændre planen"), "plan",
                       str(row.asked_by), "\n".join(part for part in told if part))  # fmt: skip
        if row.answered_at and row.answered_by_id:
            title = _("Svar om planen: %(answer)s") % {"answer": row.get_status_display()}
            yield Document(row.answered_at, _OUT, title, "plan", str(row.answered_by), row.answer)


def _payments(award: Award) -> Iterator[Document]:
    for row in award.payments.all():
        when = row.recorded_at
        if when and row.status == PaymentStatus.PAID:
            yield Document(when, _OUT, _("Udbetaling"), "payment", str(row.recorded_by or ""),
                           f"{kr(row.amount)} {dato(row.paid_on)}".strip())  # fmt: skip


def _report(award: Award, application: Application) -> Iterator[Document]:
    report = getattr(award, "report", None)
    if report is not None:
        told = [
            (_("Hvad skete der?"), report.what_happened),
            (_("Hvor mange kom?"), str(report.participants)),
            (_("Hvor mange frivillige?"), str(report.volunteers)),
            (_("Brugt i alt"), kr(report.amount_spent)),
            (_("Ét råd til de næste"), report.advice),
        ]
        told += [(line.text, kr(line.amount_spent)) for line in report.lines.all()]
        yield Document(report.submitted_at, _IN, _("Afrapportering"), "report",
                       str(report.submitted_by),
                       rows=[row for row in told if row[1]])  # fmt: skip
    for row in award.files.all():
        url = reverse(
            "initiatives:award-file", args=[application.public_id, row.stored_file.public_id]
        )
        told_as = f"{row.get_kind_display()}: {row.stored_file.name}"
        yield Document(row.added_at, _IN, told_as, "file", str(row.added_by),
                       stored=row.stored_file,
                       url=url if row.stored_file.is_ready else "")  # fmt: skip


# --- On the page -------------------------------------------------------------------------------


def timeline(application: Application) -> list[dict[str, Any]]:
    """Documents and what else happened in one list, the newest first."""
    awards = [award.pk for award in application.awards.all()]
    events = _events(len(awards)).read(numbers=[application.pk, *awards])
    rows: list[dict[str, Any]] = [
        {"when": event.at, "by": event.actor or "", "title": AuditAction(event.action).label}
        for event in events
    ]
    rows += [_entry(document) for document in documents(application, in_full=False)]
    return sorted(rows, key=lambda row: row["when"], reverse=True)


@kept_for_a_day
def _events(awards: int) -> PreparedRows:
    """What the log tells besides the documents, of a case with so many awards."""
    rows = progress.events_of(slot(0), awards=[slot(1 + place) for place in range(awards)])
    told = rows.exclude(action__in=READS | _TOLD_BY_DOCUMENT).select_related("actor")
    return PreparedRows(told[:_EVENTS_SHOWN])


def _entry(document: Document) -> dict[str, Any]:
    text = document.text
    return {
        "when": document.when,
        "by": document.by,
        "title": document.title,
        "direction": document.direction.label,
        "text": text[:_SHORT].rstrip() + " …" if len(text) > _SHORT else text,
        "url": document.url,
        "kind": document.kind,
        "is_internal": document.is_internal,
        "read_at": document.read_at,
    }


# --- On paper ----------------------------------------------------------------------------------


def as_pdf(
    application: Application, found: Sequence[Document], tell: Callable[[int], None]
) -> bytes:
    """The whole file as one PDF: an index with page numbers, then each document by date.

    Pictures are shown, and every file is in the PDF as it was kept; internal notes come last.
    Args: tell: is told how many documents are ready.
    """
    number = application.initiative.number
    files: dict[str, bytes] = {}
    told = []
    for place, document in enumerate(found, start=1):
        told.append(_on_paper(place, document, files))
        tell(place)
    now = timezone.now()
    data = {
        "facts": [
            [_("Sagsnummer"), number],
            [_("Runde"), application.funding_round.title],
            [_("Lavet"), f"{dato(now)} {klok(now)}"],
            [_("Dokumenter"), str(len(found))],
        ],
        "words": {
            "index": _("Indhold"),
            "number": _("Nr."),
            "date": _("Dato"),
            "title": _("Dokument"),
            "documents": _("Dokumenter"),
            "page": _("Side"),
            "direction": _("Retning"),
            "internal": _("Interne arbejdsdokumenter"),
        },
        "documents": [row for row in told if not row["internal"]],
        "internal": [row for row in told if row["internal"]],
        "footer": f"{number} · {application.initiative.title}",
    }
    title = _("Samlet sag: %(title)s") % {"title": application.initiative.title}
    return render("casefile", data, title=title, day=timezone.localdate(now), files=files)


def _on_paper(place: int, document: Document, files: dict[str, bytes]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "key": f"akt-{place}",
        "number": str(place),
        "date": f"{dato(document.when)} {klok(document.when)}",
        "day": f"{timezone.localtime(document.when):%d.%m.%Y}",
        "direction": str(document.direction.label),
        "title": document.title,
        "by": document.by,
        "text": document.text,
        "answers": [{"label": label, "value": value} for label, value in document.rows],
        "internal": document.is_internal,
    }
    if document.stored is not None:
        row["file"] = _file(place, document.stored, files)
        if document.kind == "letter" and row["file"]["path"]:
            row["text"] = _words(files[row["file"]["path"]])
    return row


def _words(letter: bytes) -> str:
    """What one of the portal's own letters says, so that it can be read in the file itself."""
    pages = PdfReader(io.BytesIO(letter)).pages
    return "\n".join(page.extract_text().strip() for page in pages)


def _file(place: int, stored: StoredFile, files: dict[str, bytes]) -> dict[str, str]:
    """What stands of a file on paper; its bytes go along when it may be handed out."""
    kind = ContentKind(stored.kind)
    told = {
        "name": stored.name,
        "line": _("Fil: %(name)s") % {"name": stored.name},
        "mark": f"SHA-256: {stored.sha256}",
        "mime": CONTENT_TYPES[kind],
        "path": "",
        "picture": "",
    }
    if not stored.is_ready:
        told["line"] = _("%(name)s kan ikke hentes.") % {"name": stored.name}
        return told
    told["path"] = f"files/{place}.{kind.value.lower()}"
    files[told["path"]] = storage.read(stored.storage_name)
    told["picture"] = _PICTURES.get(kind, "")
    return told
