"""The letter of a decision: made once, on the day it is sent, and never again."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from initiatives import exports
from initiatives.actions import dispatches, moves
from initiatives.models import Decision, Letter
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.files.actions import storing
from portal.files.content import Content
from portal.files.enums import ContentKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.users.models import User

SEND_LETTER = "initiatives.send_letter"
"""The job's name. It calls this module, so it stands above it and is deferred by name."""

_LOOKS_BACK = datetime.timedelta(days=7)


def defer(decision: Decision) -> None:
    """Have the letter of a decision made and sent; a row of the caller's transaction."""
    app.configure_task(SEND_LETTER).defer(decision_id=decision.pk)


@transaction.atomic
def send(decision_id: int) -> Letter:
    """Make the letter of a decision and put it where the group reads it; once, whoever asks again.

    Content, date and who signed are frozen here. Source: forvaltningsloven § 32 b.

    Raises: FileNotKept. Effects: audit `initiatives.letter_sent`, a private file.
    """
    moves.lock(Decision.objects.values_list("application_id", flat=True).get(pk=decision_id))
    sent = Letter.objects.filter(decision=decision_id).first()
    if sent:
        return sent
    decision = _with_all(decision_id)
    signer, now = decision.decided_by, timezone.now()
    reader = _reader(decision)
    with override(reader.locale):
        name = _("Brev %(number)s") % {"number": decision.application.initiative.number}
        data = _compose(decision, now)
    content = Content(ContentKind.PDF, data)
    with storing(content, name=f"{name}.pdf", by=signer, is_our_own=True) as stored:
        letter = Letter.objects.create(
            application=decision.application,
            decision=decision,
            stored_file=stored,
            sha256=content.sha256,
            sender_name=signer.full_name,
            sender_title=signer.job_title,
            sent_at=now,
        )
        dispatches.plan(letter, recipient=reader)
        audit.record(AuditAction.LETTER_SENT, target=decision.application, by=None)
    return letter


def preview(application_id: int, decide: Callable[[], object]) -> bytes | None:
    """Make the letter that a decision would send today, byte for byte, and decide nothing.

    The decision is made, its letter set by the same code as the one that is sent, and then all of
    it is taken back: nothing is kept, sent or logged.

    Args: decide: makes the decision, and raises what the real one would.
    Returns: None, when what was done is not yet a decision.
    """
    with transaction.atomic():
        rows = Decision.objects.filter(application=application_id)
        before = list(rows.values_list("pk", flat=True))
        decide()
        made = rows.exclude(pk__in=before).last()
        data = None
        if made is not None:
            decision = _with_all(made.pk)
            with override(_reader(decision).locale):
                data = _compose(decision, timezone.now())
        transaction.set_rollback(True)
    return data


def _reader(decision: Decision) -> User:
    """Whom the letter is to."""
    found: User = decision.application.initiative.lead or decision.application.applicant
    return found


def _compose(decision: Decision, now: datetime.datetime) -> bytes:
    """Set the letter in the active language, as of the local day of `now`."""
    signer = decision.decided_by
    return exports.decision_letter(
        decision,
        award=getattr(decision, "award", None),
        sender=(signer.full_name, signer.job_title),
        day=timezone.localdate(now),
    )


def defer_missing() -> int:
    """Defer the letters of the last days whose own job was lost, and tell how many. For the clock.

    A worker that is killed in the middle leaves its job neither done nor waiting.
    """
    since = timezone.now() - _LOOKS_BACK
    lacking = Decision.objects.filter(letter=None, decided_at__gte=since).order_by("pk")
    found = list(lacking)
    for decision in found:
        defer(decision)
    return len(found)


@transaction.atomic
def mark_read(letter_id: int, *, by: User) -> None:
    """Note that the group has opened its letter, the first time that one of them does.

    Effects: audit `initiatives.letter_read`.
    """
    unread = Letter.objects.filter(pk=letter_id, first_read_at=None)
    if unread.update(first_read_at=timezone.now()):
        letter = Letter.objects.select_related("application").get(pk=letter_id)
        audit.record(AuditAction.LETTER_READ, target=letter.application, by=by)


def _with_all(decision_id: int) -> Decision:
    rows = Decision.objects.select_related(
        "application__initiative", "application__funding_round", "application__applicant",
        "decided_by", "award",
    )  # fmt: skip
    return rows.prefetch_related("criteria").get(pk=decision_id)
