"""The job that sends one mail. It keeps its own time, so a lost job is only a late mail."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from portal.post import sending

if TYPE_CHECKING:
    from datetime import datetime


@app.task(name="post.send")
def send(delivery_id: int) -> None:
    """Try to send one mail; when the server is away, come back later."""
    again_at = sending.attempt(delivery_id)
    if again_at is not None:
        defer(delivery_id, at=again_at)


def defer(delivery_id: int, *, at: datetime | None = None) -> None:
    """Have a mail tried, at once or at a time; one job for it is enough."""
    # The savepoint keeps the caller's transaction alive when the job is there already.
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        defer_first(delivery_id, at=at)


def defer_first(delivery_id: int, *, at: datetime | None = None) -> None:
    """Have a new mail tried: no job for it can be there yet. Raises: AlreadyEnqueued."""
    job = send.configure(queueing_lock=f"post.send:{delivery_id}", schedule_at=at)
    job.defer(delivery_id=delivery_id)
