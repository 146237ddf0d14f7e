"""Signed links for people without an account: each for one thing, and for a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing

CONFIRM_VALID = timedelta(days=60)
"""Long enough for the reminder a month after the first mail."""
ANSWER_VALID = timedelta(days=365)

_CONFIRM = "guides.community_confirm"
_ANSWER = "guides.suggestion_answer"


def to_confirm(public_id: UUID, number: int) -> str:
    """What stands in the link to confirm an entry, for its next confirmation alone."""
    return signing.dumps([str(public_id), number], salt=_CONFIRM)


def read_confirm(token: str) -> tuple[UUID, int] | None:
    """Which entry and confirmation a link is for; None when it is not ours or too old."""
    told = _read(token, _CONFIRM, CONFIRM_VALID)
    return None if told is None else (UUID(told[0]), int(told[1]))


def to_answer(public_id: UUID) -> str:
    """What stands in the link to the answer to a suggestion."""
    return signing.dumps([str(public_id)], salt=_ANSWER)


def read_answer(token: str) -> UUID | None:
    """Which suggestion a link is for; None when it is not ours or too old."""
    told = _read(token, _ANSWER, ANSWER_VALID)
    return None if told is None else UUID(told[0])


def _read(token: str, salt: str, valid: timedelta) -> list[Any] | None:
    try:
        told: list[Any] = signing.loads(token, salt=salt, max_age=valid)
    except signing.BadSignature:
        return None
    return told
