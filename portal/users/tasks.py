"""Background jobs on accounts."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore
from procrastinate.contrib.django import app


@app.periodic(cron="15 * * * *")
@app.task(name="users.forget_sessions", queueing_lock="users.forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Remove sessions that have ended, with all that was held in them; every hour.

    What somebody typed waits in a session too (`initiatives/views/unfinished.py`), and nothing else
    ever removes it.
    """
    SessionStore.clear_expired()
