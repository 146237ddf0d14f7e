"""What the clock does to mails, each one call. Done twice, it changes nothing."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from portal.post import digest, keeping, tasks
from portal.post.models import Delivery

LATE = timedelta(minutes=10)
"""A mail that is this late has lost its job: the worker that had it was killed."""


@app.periodic(cron="*/5 * * * *")
@app.task(name="post.catch_up", queueing_lock="post.catch_up")
def catch_up(timestamp: int) -> None:
    """Give each mail that is late a new job; every five minutes."""
    late = Delivery.objects.overdue(timezone.now() - LATE)
    for delivery_id in late.values_list("pk", flat=True):
        tasks.defer(delivery_id)


@app.periodic(cron="5 * * * *")
@app.task(name="post.collect", queueing_lock="post.collect")
def collect(timestamp: int) -> None:
    """Send the day's collected mails; asked every hour, done from seven in the morning."""
    digest.collect_all(timezone.now())


@app.periodic(cron="50 3 * * *")
@app.task(name="post.tidy", queueing_lock="post.tidy")
def tidy(timestamp: int) -> None:
    """Forget old mails; every night."""
    keeping.tidy(timezone.now())
