"""«Spørg kvarteret»: drafted, confirmed, answered by residents, closed, and answered by staff."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from initiatives import permissions
from initiatives.enums import POLL_TRANSITIONS, Influence, PollMove
from initiatives.errors import (
    DayNotPossible,
    EditConflict,
    NotPermitted,
    PollNotOpen,
    PollNotReady,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Poll, PollAnswer, PollCorrection, PollEntry
from initiatives.models.poll import FEWEST_OPTIONS, MOST_OPTIONS
from portal.areas.models import Neighbourhood
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from portal.users.models import User

_FRAME = (
    "question", "why", "influence", "options", "takes_several", "opens_on", "closes_on",
    "neighbourhood",
)  # fmt: skip


@transaction.atomic
def draft(
    *,
    token: UUID,
    neighbourhood_id: int,
    question: str,
    why: str,
    influence: Influence,
    options: Sequence[str],
    takes_several: bool,
    opens_on: datetime.date,
    closes_on: datetime.date,
    by: User,
) -> Poll:
    """Begin a poll; nobody but those who ask sees it. The form sent twice is one poll.

    Raises: NotPermitted, PollNotReady (question, purpose or options), DayNotPossible.
    Effects: audit `initiatives.poll_drafted`.
    """
    _require_asker(by)
    known = Poll.objects.filter(submission_token=token, made_by=by).first()
    if known is not None:
        return known
    row = Poll(
        neighbourhood=Neighbourhood.objects.active().get(pk=neighbourhood_id),
        question=question.strip(),
        why=why.strip(),
        influence=influence,
        options=_plain(options),
        takes_several=takes_several,
        opens_on=opens_on,
        closes_on=closes_on,
        made_by=by,
        submission_token=token,
    )
    _check_frame(row)
    row.save()
    audit.record(AuditAction.POLL_DRAFTED, target=row, by=by)
    return row


@transaction.atomic
def change(poll_id: int, *, version: int, by: User, **frame: Any) -> Poll:
    """Write a poll anew: all of it until the first answer, and nothing after.

    Args: frame: as `draft`.
    Raises: NotPermitted, EditConflict, TransitionNotAllowed, PollNotReady, DayNotPossible.
    Effects: audit `initiatives.poll_changed`.
    """
    row = locked(poll_id)
    _require_asker(by)
    _require_version(row, version)
    if not can_change(row):
        raise TransitionNotAllowed(_("Nogen har svaret, så spørgsmålet kan ikke ændres mere."))
    place = Neighbourhood.objects.active().get(pk=frame.pop("neighbourhood_id"))
    values = {**frame, "neighbourhood": place, "options": _plain(frame["options"])}
    values |= {name: str(frame[name]).strip() for name in ("question", "why")}
    for name in _FRAME:
        setattr(row, name, values[name])
    _check_frame(row)
    _save(row, *_FRAME)
    audit.record(AuditAction.POLL_CHANGED, target=row, by=by)
    return row


@transaction.atomic
def confirm(poll_id: int, *, version: int, by: User) -> Poll:
    """Ask the question: from its first day everybody sees it and can answer.

    Raises: NotPermitted, EditConflict, TransitionNotAllowed, DayNotPossible (it is over).
    Effects: audit `initiatives.poll_confirmed`.
    """
    row = _for_move(poll_id, PollMove.CONFIRM, version=version, by=by)
    _check_frame(row)
    _make(row, PollMove.CONFIRM)
    audit.record(AuditAction.POLL_CONFIRMED, target=row, by=by)
    return row


@transaction.atomic
def drop(poll_id: int, *, version: int, by: User) -> Poll:
    """Give a draft up. Raises: NotPermitted, EditConflict, TransitionNotAllowed.

    Effects: audit `initiatives.poll_dropped`.
    """
    row = _for_move(poll_id, PollMove.DROP, version=version, by=by)
    _make(row, PollMove.DROP)
    audit.record(AuditAction.POLL_DROPPED, target=row, by=by)
    return row


@sensitive_variables()
@transaction.atomic
def answer(poll_id: int, *, choices: Collection[int], version: int, by: User) -> None:
    """Answer, or change one's answer while the poll is open. One person is one answer.

    Args: choices: places of options, from 0; one of them, or several where that is allowed.
    version: of the question that the person read; its options may be others now.
    Raises: PollNotOpen, EditConflict, PollNotReady (no option of this poll, or too many).
    Effects: audit `initiatives.poll_answered` the first time, without what was chosen.
    """
    row = locked(poll_id)
    if not row.is_open:
        raise PollNotOpen(_("Man kan ikke svare mere."))
    _require_version(row, version)
    chosen = sorted(set(choices))
    if not chosen or not set(chosen) <= set(range(len(row.options))):
        raise PollNotReady(_("Vælg et af svarene"))
    if len(chosen) > 1 and not row.takes_several:
        raise PollNotReady(_("Vælg kun ét svar"))
    entry = PollEntry.objects.select_related("answer").filter(poll=row, user=by).first()
    if entry is not None:
        entry.answer.choices = chosen
        entry.answer.save(update_fields=["choices"])
        return
    given = PollAnswer.objects.create(poll=row, choices=chosen)
    PollEntry.objects.create(poll=row, user=by, answer=given)
    audit.record(AuditAction.POLL_ANSWERED, target=row, by=by)


@transaction.atomic
def close(poll_id: int, *, reason: str, version: int, by: User) -> Poll:
    """Close a poll before its day; everybody reads why.

    Raises: NotPermitted, EditConflict, TransitionNotAllowed, ReasonsMissing.
    Effects: as `close_those_due`.
    """
    row = _for_move(poll_id, PollMove.CLOSE, version=version, by=by)
    if not reason.strip():
        raise ReasonsMissing(_("Skriv, hvorfor I lukker før tid"))
    row.closed_because = reason.strip()
    return _close(row, by=by)


def close_those_due() -> int:
    """Close the polls whose last day is over, and tell how many; run by the clock.

    Effects: the answers are counted and deleted with who gave them; audit
        `initiatives.poll_closed` with their number.
    """
    today, closed = timezone.localdate(), 0
    for pk in list(Poll.objects.due_to_close(today).values_list("pk", flat=True)):
        with transaction.atomic():
            row = locked(pk)
            if row.allows(PollMove.CLOSE) and row.closes_on < today:
                _close(row, by=None)
                closed += 1
    return closed


@transaction.atomic
def reply(poll_id: int, *, text: str, version: int, by: User) -> Poll:
    """Tell the neighbourhood what came of its answers: «Det gjorde vi».

    Raises: NotPermitted, EditConflict, TransitionNotAllowed, ReasonsMissing (no text).
    Effects: audit `initiatives.poll_replied`; those who follow the place read of it.
    """
    row = _for_move(poll_id, PollMove.ANSWER, version=version, by=by)
    if not text.strip():
        raise ReasonsMissing(_("Skriv, hvad I gjorde"))
    row.reply, row.replied_at = text.strip(), timezone.now()
    _make(row, PollMove.ANSWER, "reply", "replied_at")
    audit.record(AuditAction.POLL_REPLIED, target=row, by=by)
    return row


@transaction.atomic
def correct(poll_id: int, *, text: str, reason: str, version: int, by: User) -> Poll:
    """Put right what was told of a poll; that it was, and why, is public, and nobody is mailed.

    Raises: NotPermitted, EditConflict, TransitionNotAllowed (nothing is told yet), ReasonsMissing
        (no text, no reason, or the same text).
    Effects: audit `initiatives.poll_corrected`; the words before are kept for staff.
    """
    row = _for_move(poll_id, PollMove.CORRECT, version=version, by=by)
    words, why = text.strip(), reason.strip()
    if not words or not why:
        raise ReasonsMissing(_("Skriv både det rigtige og hvorfor I retter"))
    if words == row.reply:
        raise ReasonsMissing(_("Der er ikke rettet noget"))
    PollCorrection.objects.create(poll=row, before=row.reply, reason=why, corrected_by=by)
    row.reply = words
    _make(row, PollMove.CORRECT, "reply")
    audit.record(AuditAction.POLL_CORRECTED, target=row, by=by)
    return row


def can_change(poll: Poll) -> bool:
    """Tell whether the question can still be written anew: until the first answer."""
    if poll.allows(PollMove.CONFIRM):
        return True
    return poll.allows(PollMove.CLOSE) and not poll.entries.exists()


def locked(poll_id: int) -> Poll:
    """Lock a poll's row: answers are given, counted and deleted one at a time."""
    rows = Poll.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("neighbourhood").get(pk=poll_id)


def _close(row: Poll, *, by: User | None) -> Poll:
    """Count, and keep nothing but the sums."""
    given = list(row.answers.values_list("choices", flat=True))
    chosen = Counter(place for choices in given for place in choices)
    row.result = [chosen[place] for place in range(len(row.options))]
    row.answer_count, row.closed_at = len(given), timezone.now()
    row.entries.all().delete()
    row.answers.all().delete()
    _make(row, PollMove.CLOSE, "result", "answer_count", "closed_at", "closed_because")
    audit.record(AuditAction.POLL_CLOSED, target=row, by=by, data={"answers": len(given)})
    return row


def _plain(options: Sequence[str]) -> list[str]:
    return [text.strip() for text in options if text.strip()]


def _check_frame(row: Poll) -> None:
    if not row.question or not row.why:
        raise PollNotReady(_("Skriv både spørgsmålet, og hvad I bruger svarene til."))
    if not FEWEST_OPTIONS <= len(row.options) <= MOST_OPTIONS:
        raise PollNotReady(_("Skriv mellem 2 og 8 svar."))
    if len({text.casefold() for text in row.options}) < len(row.options):
        raise PollNotReady(_("To af svarene er ens."))
    if row.closes_on < row.opens_on:
        raise DayNotPossible(_("Sidste dag skal være efter første dag."))
    if row.closes_on < timezone.localdate():
        raise DayNotPossible(_("Sidste dag skal være i dag eller senere."))


def _require_asker(by: User) -> None:
    if not permissions.asks_neighbourhoods(by):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))


def _require_version(row: Poll, version: int) -> None:
    if row.version != version:
        raise EditConflict(_("Spørgsmålet er ændret, siden du åbnede siden."))


def _for_move(poll_id: int, move: PollMove, *, version: int, by: User) -> Poll:
    row = locked(poll_id)
    _require_asker(by)
    _require_version(row, version)
    if not row.allows(move):
        raise TransitionNotAllowed(
            _("Det kan ikke gøres nu. Status er »%(status)s«.")
            % {"status": row.get_status_display()}
        )
    return row


def _make(row: Poll, move: PollMove, *fields: str) -> None:
    row.status = POLL_TRANSITIONS[move][1]
    _save(row, "status", *fields)


def _save(row: Poll, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
