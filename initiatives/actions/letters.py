"""The letter of what was decided or claimed: made once, on the day it is sent, and never again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from initiatives import exports
from initiatives.actions import dispatches, moves
from initiatives.models import Decision, Letter, Repayment, Revocation, Waiver
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.files.actions import storing
from portal.files.content import Content
from portal.files.enums import ContentKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from initiatives.models import Application
    from portal.users.models import User

SEND_LETTER = "initiatives.send_letter"
"""The job's name. It calls this module, so it stands above it and is deferred by name."""

_FIELDS: dict[type[Any], str] = {
    Decision: "decision",
    Repayment: "repayment",
    Waiver: "waiver",
    Revocation: "revocation",
}
"""What has a letter → the letter's field for it."""

_CASE = {
    "decision": "application_id",
    "repayment": "award__application_id",
    "waiver": "repayment__award__application_id",
    "revocation": "award__application_id",
}

Subject = Decision | Repayment | Waiver | Revocation

_LOOKS_BACK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class _About:
    """What a letter is about: whose case, who answers for it, and how its words are set on a day.

    `sender` is the name and title it is signed with.
    """

    application: Application
    signer: User
    sender: tuple[str, str]
    compose: Callable[[tuple[str, str], datetime.date], bytes]


def defer(subject: Subject) -> None:
    """Have the letter of what was decided made and sent; a row of the caller's transaction."""
    app.configure_task(SEND_LETTER).defer(**{f"{_FIELDS[type(subject)]}_id": subject.pk})


def send(decision_id: int) -> Letter:
    """Make the letter of a decision and put it where the group reads it; once, whoever asks again.

    Content, date and who signed are frozen here. Source: forvaltningsloven § 32 b.

    Raises: FileNotKept. Effects: audit `initiatives.letter_sent`, a private file.
    """
    return _send("decision", decision_id)


def send_claim(repayment_id: int) -> Letter:
    """Make the letter of a claim for repayment, and send it once. As `send`."""
    return _send("repayment", repayment_id)


def send_waiver(waiver_id: int) -> Letter:
    """Make the letter of what is waived of a claim, and send it once. As `send`."""
    return _send("waiver", waiver_id)


def send_revocation(revocation_id: int) -> Letter:
    """Make the letter of a grant that lapsed or was set down, and send it once. As `send`."""
    return _send("revocation", revocation_id)


@transaction.atomic
def _send(field: str, pk: int) -> Letter:
    moves.lock(_application_of(field, pk))
    sent = Letter.objects.filter(**{field: pk}).first()
    if sent:
        return sent
    about, now = _about(field, pk), timezone.now()
    reader = _reader(about.application)
    with override(reader.locale):
        name = _("Brev %(number)s") % {"number": about.application.initiative.number}
        data = _compose(about, now)
    content = Content(ContentKind.PDF, data)
    with storing(content, name=f"{name}.pdf", by=about.signer, is_our_own=True) as stored:
        letter = Letter.objects.create(
            application=about.application,
            stored_file=stored,
            sha256=content.sha256,
            sender_name=about.sender[0],
            sender_title=about.sender[1],
            sent_at=now,
            **{f"{field}_id": pk},
        )
        dispatches.plan(letter, recipient=reader)
        audit.record(AuditAction.LETTER_SENT, target=about.application, by=None)
    return letter


def preview(application_id: int, decide: Callable[[], object]) -> bytes | None:
    """Make the letter that an action would send today, byte for byte, and decide nothing.

    It is decided, the letter set by the same code as the one that is sent, and then all of it is
    taken back: nothing is kept, sent or logged.

    Args: decide: decides or claims, and raises what the real one would.
    Returns: None, when what was done has no letter yet.
    """
    data = None
    with transaction.atomic():
        before = _subjects(application_id)
        decide()
        made = [subject for subject in _subjects(application_id) if subject not in before]
        if made:
            about = _about(*made[-1])
            with override(_reader(about.application).locale):
                data = _compose(about, timezone.now())
        transaction.set_rollback(True)
    return data


def _subjects(application_id: int) -> list[tuple[str, int]]:
    """All in a case that has a letter: the field that names it, and its id."""
    return [
        (field, pk)
        for model, field in _FIELDS.items()
        for pk in model.objects.filter(**{_CASE[field]: application_id}).values_list(
            "pk", flat=True
        )
    ]


def _application_of(field: str, pk: int) -> int:
    model = next(model for model, name in _FIELDS.items() if name == field)
    found: int = model.objects.values_list(_CASE[field], flat=True).get(pk=pk)
    return found


def _reader(application: Application) -> User:
    """Whom the letter is to."""
    found: User = application.initiative.lead or application.applicant
    return found


def _compose(about: _About, now: datetime.datetime) -> bytes:
    """Set the letter in the active language, as of the local day of `now`."""
    return about.compose(about.sender, timezone.localdate(now))


def defer_missing() -> int:
    """Defer the letters of the last days whose own job was lost, and tell how many. For the clock.

    A worker that is killed in the middle leaves its job neither done nor waiting.
    """
    since = timezone.now() - _LOOKS_BACK
    found: list[Subject] = [
        *Decision.objects.filter(letter=None, decided_at__gte=since).order_by("pk"),
        *Repayment.objects.filter(letter=None, claimed_at__gte=since).order_by("pk"),
        *Waiver.objects.filter(letter=None, waived_at__gte=since).order_by("pk"),
        *Revocation.objects.filter(letter=None, revoked_at__gte=since).order_by("pk"),
    ]
    for subject in found:
        defer(subject)
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


def _about(field: str, pk: int) -> _About:
    """What the letter says, by the field that names its subject."""
    if field == "decision":
        decision = _decision(pk)
        return _About(
            decision.application,
            decision.decided_by,
            _signature(decision.decided_by),
            lambda sender, day: exports.decision_letter(
                decision, award=getattr(decision, "award", None), sender=sender, day=day
            ),
        )
    case = "award__application__initiative", "award__application__applicant"
    if field == "repayment":
        claim = Repayment.objects.select_related(*case, "claimed_by").get(pk=pk)
        return _About(
            claim.award.application,
            claim.claimed_by,
            _signature(claim.claimed_by),
            lambda sender, day: exports.claim_letter(claim, sender=sender, day=day),
        )
    if field == "revocation":
        return _about_revocation(pk)
    through = [f"repayment__{name}" for name in case]
    waiver = Waiver.objects.select_related(*through, "waived_by").get(pk=pk)
    return _About(
        waiver.repayment.award.application,
        waiver.waived_by,
        _signature(waiver.waived_by),
        lambda sender, day: exports.waiver_letter(waiver, sender=sender, day=day),
    )


def _about_revocation(pk: int) -> _About:
    """What the clock took back is sent by the municipality, and kept by who gave the grant."""
    rows = Revocation.objects.select_related(
        "award__application__initiative", "award__application__applicant",
        "award__decision__decided_by", "revoked_by",
    )  # fmt: skip
    taken = rows.get(pk=pk)
    by = taken.revoked_by
    return _About(
        taken.award.application,
        by or taken.award.decision.decided_by,
        _signature(by) if by else exports.signed_by_none(),
        lambda sender, day: exports.revocation_letter(taken, sender=sender, day=day),
    )


def _signature(user: User) -> tuple[str, str]:
    return user.full_name, user.job_title


def _decision(pk: int) -> Decision:
    rows = Decision.objects.select_related(
        "application__initiative", "application__funding_round", "application__applicant",
        "decided_by", "award",
    )  # fmt: skip
    return rows.prefetch_related("criteria").get(pk=pk)
