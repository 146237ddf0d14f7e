"""What the clock does for events. Done twice, each changes nothing."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from home.actions import events


@app.periodic(cron="35 * * * *")
@app.task(name="home.remind_of_events", queueing_lock="home.remind_of_events")
def remind_of_events(timestamp: int) -> None:
    """Remind people of the events of tomorrow; every hour, each person once."""
    events.remind(timezone.now())


@app.periodic(cron="25 4 * * *")
@app.task(name="home.erase_sign_ups", queueing_lock="home.erase_sign_ups")
def erase_sign_ups(timestamp: int) -> None:
    """Erase who signed up for events that are long over; every night."""
    events.erase_sign_ups(timezone.now())
