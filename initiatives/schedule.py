"""What the clock does, each one action call. Done twice, it changes nothing."""

from __future__ import annotations

from procrastinate.contrib.django import app

from initiatives.actions import awards


@app.periodic(cron="20 3 * * *")
@app.task(name="initiatives.start_awards", queueing_lock="initiatives.start_awards")
def start_awards(timestamp: int) -> None:
    """Start the accepted awards whose first day has come; every night."""
    awards.start_those_due()
