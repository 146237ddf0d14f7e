"""What the clock does to the count of changes. Done twice, it changes nothing."""

from __future__ import annotations

from procrastinate.contrib.django import app

from portal.kept import changes


@app.periodic(cron="*/10 * * * *")
@app.task(name="kept.join_old", queueing_lock="kept.join_old")
def join_old(timestamp: int) -> None:
    """Keep the table of changes short; every ten minutes."""
    changes.join_old()
