"""Letters on their way: planned when a letter is made, sent once, and seen to when they fail."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.actions import moves
from initiatives.errors import NotPermitted, TransitionNotAllowed
from initiatives.models import (
    SENDERS,
    Dispatch,
    DispatchChannel,
    DispatchStatus,
    Letter,
    PostExport,
)
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.files import storage
from portal.files.actions import storing
from portal.files.content import Content
from portal.files.enums import ContentKind
from portal.post import actions as post
from portal.post.enums import DeliveryStatus
from portal.post.models import Delivery

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from portal.users.models import User

LARGEST_EXPORT = 200
"""Letters in one ZIP; the rest waits for the next one."""

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SAME_TIME = (2026, 1, 1, 0, 0, 0)


def plan(letter: Letter, *, recipient: User) -> list[Dispatch]:
    """Write down how a letter that was just made reaches its reader; the caller's transaction.

    Who has no e-mail, and whom others typed for and who wants letters, gets it on paper. Everybody
    who can sign in reads it in the portal, and where the municipality's post system takes all
    letters (setting LETTERS_TO_POST_SYSTEM) it goes there as well.
    """
    entry = getattr(letter.application, "assisted_entry", None)
    on_paper = not recipient.email or (entry is not None and entry.wants_letters_by_post)
    made = []
    if recipient.email:
        made.append(_in_portal(letter, recipient))
    if on_paper or settings.LETTERS_TO_POST_SYSTEM:
        channel = DispatchChannel.PAPER if on_paper else DispatchChannel.POST_EXPORT
        made.append(Dispatch(letter=letter, recipient=recipient, channel=channel))
    return Dispatch.objects.bulk_create(made)


def _in_portal(letter: Letter, recipient: User) -> Dispatch:
    return Dispatch(
        letter=letter,
        recipient=recipient,
        channel=DispatchChannel.PORTAL,
        status=DispatchStatus.SENT,
        sent_at=letter.sent_at,
        notice=_notice_of(letter, recipient),
    )


def _notice_of(letter: Letter, recipient: User) -> Delivery | None:
    """The mail that told of what the letter is about; it went with that itself."""
    about: Any = letter.application
    logged: dict[str, Any] = {"data__has_key": "to"}
    if letter.decision is not None:
        since = letter.decision.decided_at
    elif letter.repayment is not None:
        about, since = letter.repayment.award, letter.repayment.claimed_at
        logged = {"action": AuditAction.AWARD_REPAYMENT_DUE}
    elif letter.waiver is not None:
        about, since = letter.waiver.repayment.award, letter.waiver.waived_at
        logged = {"action": AuditAction.REPAYMENT_WAIVED}
    elif letter.revocation is not None:
        about, since = letter.revocation.award, letter.revocation.revoked_at
        logged = {"action__in": [AuditAction.AWARD_LAPSED, AuditAction.AWARD_REDUCED]}
    events = AuditEvent.objects.filter(
        target_type=about._meta.label_lower, target_id=about.pk, at__gte=since, **logged
    )
    event = events.order_by("pk").first()
    if event is None:
        return None
    return Delivery.objects.of_event(f"initiatives.news:{event.pk}").filter(
        recipient=recipient
    ).first()  # fmt: skip


@transaction.atomic
def mark_sent(dispatch_id: int, *, sent_on: datetime.datetime, by: User) -> Dispatch:
    """Say that a letter on paper is in the post.

    Args: sent_on: when it was; its day is the real day of sending. Source: fvl § 32 b.
    Raises: NotPermitted, TransitionNotAllowed. Effects: audit `initiatives.dispatch_sent`.
    """
    row = _locked(dispatch_id, by=by)
    if row.channel != DispatchChannel.PAPER or row.status == DispatchStatus.SENT:
        raise TransitionNotAllowed(_("Brevet er allerede sendt."))
    if not row.letter.sent_at.date() <= sent_on.date() <= timezone.localdate():
        raise TransitionNotAllowed(_("Vælg en dag fra brevets dato til i dag."))
    return _settle(row, AuditAction.DISPATCH_SENT, by=by, status=DispatchStatus.SENT,
                   sent_at=sent_on, sent_by=by, failure="")  # fmt: skip


@transaction.atomic
def mark_failed(dispatch_id: int, *, failure: str, by: User) -> Dispatch:
    """Say that a letter came back or never arrived, and why.

    Raises: NotPermitted, TransitionNotAllowed, ReasonsMissing.
    Effects: audit `initiatives.dispatch_failed`.
    """
    row = _locked(dispatch_id, by=by)
    if row.channel == DispatchChannel.PORTAL or row.status == DispatchStatus.FAILED:
        raise TransitionNotAllowed(_("Kun et brev med posten kan komme tilbage."))
    why = moves.require_text(failure, _("Skriv, hvorfor brevet ikke kom frem."))
    return _settle(row, AuditAction.DISPATCH_FAILED, by=by, status=DispatchStatus.FAILED,
                   sent_at=None, sent_by=None, failure=why)  # fmt: skip


@transaction.atomic
def again(dispatch_id: int, *, by: User) -> Dispatch:
    """Try once more: a letter that came back waits anew, a mail that was given up is sent again.

    Raises: NotPermitted, TransitionNotAllowed, NotToBeSentAgain.
    Effects: audit `initiatives.dispatch_again`.
    """
    row = _locked(dispatch_id, by=by)
    if row.notice and row.notice.status == DeliveryStatus.GIVEN_UP:
        post.try_again(row.notice.pk, by=by)
        audit.record(AuditAction.DISPATCH_AGAIN, target=row.letter.application, by=by)
        return row
    if row.status != DispatchStatus.FAILED:
        raise TransitionNotAllowed(_("Forsendelsen er ikke gået galt."))
    return _settle(row, AuditAction.DISPATCH_AGAIN, by=by, status=DispatchStatus.WAITING,
                   failure="", export=None)  # fmt: skip


@transaction.atomic
def put_in_export(dispatch_id: int, *, by: User) -> Dispatch:
    """Let the municipality's post system take a letter that waits to be printed.

    Raises: NotPermitted, TransitionNotAllowed. Effects: audit `initiatives.dispatch_again`.
    """
    row = _locked(dispatch_id, by=by)
    if row.channel != DispatchChannel.PAPER or row.status != DispatchStatus.WAITING:
        raise TransitionNotAllowed(_("Brevet er allerede sendt."))
    return _settle(row, AuditAction.DISPATCH_AGAIN, by=by, channel=DispatchChannel.POST_EXPORT)


@transaction.atomic
def export(*, by: User) -> PostExport:
    """Put what waits for the municipality's post system into one ZIP; each letter once.

    Two at once: the second finds nothing left. A disk that is full leaves all as it was.

    Raises: NotPermitted, TransitionNotAllowed (nothing waits), FileNotKept.
    Effects: the letters count as sent; audit `initiatives.dispatch_sent` for each.
    """
    if not by.has_role(*SENDERS):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    mine = Dispatch.objects.visible_to(by).for_export().values_list("pk", flat=True)
    waiting = Dispatch.objects.select_for_update(of=("self",)).for_export()
    rows = list(
        waiting.filter(pk__in=list(mine)).order_by("pk").select_related(
            "letter__stored_file", "letter__decision", "letter__application__initiative",
            "recipient",
        )[:LARGEST_EXPORT]
    )  # fmt: skip
    if not rows:
        raise TransitionNotAllowed(_("Der er ingen breve, der venter på en postpakke."))
    now = timezone.now()
    content = Content(ContentKind.ZIP, _zip(rows, now))
    name = _("Breve %(when)s") % {"when": f"{timezone.localtime(now):%Y-%m-%d %H%M}"}
    with storing(content, name=f"{name}.zip", by=by, is_our_own=True) as stored:
        made = PostExport.objects.create(stored_file=stored, letters=len(rows), made_by=by)
        Dispatch.objects.filter(pk__in=[row.pk for row in rows]).update(
            status=DispatchStatus.SENT, sent_at=now, sent_by=by, export=made
        )
        for row in rows:
            audit.record(
                AuditAction.DISPATCH_SENT,
                target=row.letter.application,
                by=by,
                data={"channel": row.channel, "export": made.pk},
            )
    return made


def _locked(dispatch_id: int, *, by: User) -> Dispatch:
    """Lock one dispatch that this person may see to. Raises: NotPermitted."""
    if not Dispatch.objects.visible_to(by).filter(pk=dispatch_id).exists():
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    rows = Dispatch.objects.select_for_update(of=("self",))
    return rows.select_related("letter__application", "notice").get(pk=dispatch_id)


def _settle(row: Dispatch, action: AuditAction, *, by: User, **fields: Any) -> Dispatch:
    data = {"channel": row.channel, "was": row.status, "export": row.export_id}
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields])
    audit.record(action, target=row.letter.application, by=by, data=data)
    return row


def _zip(rows: Sequence[Dispatch], now: datetime.datetime) -> bytes:
    """The letters as they were frozen, and the list of them twice: for people and for machines."""
    listed, packed = [], io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, row in enumerate(rows, start=1):
            line = _line(row, number, now)
            listed.append(line)
            data = storage.read(row.letter.stored_file.storage_name)
            archive.writestr(zipfile.ZipInfo(line["file"], _SAME_TIME), data)
        text = json.dumps({"letters": listed}, ensure_ascii=False, indent=2)
        archive.writestr("manifest.json", text.encode())
        archive.writestr("manifest.csv", _csv(listed))
    return packed.getvalue()


def _line(row: Dispatch, number: int, now: datetime.datetime) -> dict[str, str]:
    letter, application = row.letter, row.letter.application
    return {
        "file": f"{number:03}-{application.initiative.number}.pdf",
        "dispatch": str(row.public_id),
        "case_number": application.initiative.number,
        "title": letter.title,
        "recipient": application.contact_name or row.recipient.full_name,
        "address": ", ".join(row.recipient.postal_address.splitlines()),
        "dated": f"{timezone.localdate(letter.sent_at):%Y-%m-%d}",
        "sent": f"{timezone.localdate(now):%Y-%m-%d}",
        "signed_by": letter.sender_name,
        "sha256": letter.sha256,
    }


def _csv(lines: Sequence[dict[str, str]]) -> bytes:
    """The list for a spreadsheet: semicolons, UTF-8 with BOM, and no text read as a formula."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(lines[0].keys())
    for line in lines:
        cells = [f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell
                 for cell in line.values()]  # fmt: skip
        writer.writerow(cells)
    return ("\ufeff" + written.getvalue()).encode()
