"""What the clock does for guides. Done twice, each changes nothing."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guides.actions import oversight


@app.periodic(cron="10 6 * * *")
@app.task(name="guides.escalate_late", queueing_lock="guides.escalate_late")
def escalate_late(timestamp: int) -> None:
    """Tell leads of call-backs that are late; every morning, and only on working days."""
    oversight.escalate_late()


@app.periodic(cron="20 6 * * 1")
@app.task(name="guides.lead_digest", queueing_lock="guides.lead_digest")
def lead_digest(timestamp: int) -> None:
    """Tell each lead how the courses stand; on Mondays."""
    oversight.send_digests()
