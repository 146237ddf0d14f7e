"""What the clock does for pages and events. Done twice, each changes nothing."""

from __future__ import annotations

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from home.actions import events


@app.periodic(cron="* * * * *")
@app.task(name="home.publish_scheduled", queueing_lock="home.publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Publish and take down pages whose time has come; every minute.

    In one transaction: no event's page is gone while those who signed up are not told.
    """
    with transaction.atomic():
        call_command("publish_scheduled", verbosity=0)


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
