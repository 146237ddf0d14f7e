"""What the clock does with local votes: opens them on their first day, closes them when over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from initiatives.actions import votes
from initiatives.errors import TransitionNotAllowed, VoteNotReady
from initiatives.models import LocalVote

if TYPE_CHECKING:
    from collections.abc import Callable

    from initiatives.models.vote import LocalVoteQuerySet


def open_those_due() -> int:
    """Open the prepared votes whose first day has come, and tell how many; run by the clock.

    One that is not ready stays as it is; its page says what is missing.
    """
    return _each(LocalVote.objects.due_to_open(timezone.localdate()), votes.open_vote)


def close_those_due() -> int:
    """Close the open votes whose last day is over, and tell how many; run by the clock."""
    return _each(LocalVote.objects.due_to_close(timezone.localdate()), votes.close)


def _each(rows: LocalVoteQuerySet, act: Callable[..., LocalVote]) -> int:
    done = 0
    for vote_id in list(rows.values_list("pk", flat=True)):
        try:
            act(vote_id, by=None)
        except (VoteNotReady, TransitionNotAllowed):
            continue
        done += 1
    return done
