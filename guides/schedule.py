"""What the clock does for guides. Done twice, each changes nothing."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from guides.actions import (
    ambassadors,
    communities,
    enrolments,
    notes,
    oversight,
    referrals,
    reminders,
    sessions,
    suggestions,
)


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


@app.periodic(cron="15 6 * * *")
@app.task(name="guides.ask_communities", queueing_lock="guides.ask_communities")
def ask_communities(timestamp: int) -> None:
    """Ask communities whose entry is a year old to confirm it; every morning."""
    communities.ask_to_confirm(timezone.localdate())


@app.periodic(cron="25 6 * * *")
@app.task(name="guides.remind_of_referrals", queueing_lock="guides.remind_of_referrals")
def remind_of_referrals(timestamp: int) -> None:
    """Remind guides to ask how referrals went; every morning."""
    referrals.remind(timezone.localdate())


@app.periodic(cron="15 4 * * *")
@app.task(name="guides.forget_suggestions", queueing_lock="guides.forget_suggestions")
def forget_suggestions(timestamp: int) -> None:
    """Delete suggestions answered a year ago; every night."""
    suggestions.forget(timezone.now())


@app.periodic(cron="15 * * * *")
@app.task(name="guides.remind_of_sessions", queueing_lock="guides.remind_of_sessions")
def remind_of_sessions(timestamp: int) -> None:
    """Remind people in training of their next session; every hour."""
    sessions.remind(timezone.now())


@app.periodic(cron="30 7 * * *")
@app.task(name="guides.look_after_roles", queueing_lock="guides.look_after_roles")
def look_after_roles(timestamp: int) -> None:
    """Tell whose role can be renewed or is over, and ask who is still active; each morning."""
    today = timezone.localdate()
    ambassadors.tell_of_windows(today)
    ambassadors.ask_those_due(today)


@app.periodic(cron="10 4 * * *")
@app.task(name="guides.erase_needs", queueing_lock="guides.erase_needs")
def erase_needs(timestamp: int) -> None:
    """Forget what people needed on courses that are over; every night."""
    enrolments.erase_needs(timezone.localdate())


@app.periodic(cron="15 * * * *")
@app.task(name="guides.remind", queueing_lock="guides.remind")
def remind(timestamp: int) -> None:
    """Tell guides of their day, groups of tomorrow and of who stands in; asked every hour."""
    now = timezone.now()
    reminders.remind_guides(now)
    reminders.tell_of_covers(now)
    reminders.remind_of_appointments(now)


@app.periodic(cron="30 3 * * *")
@app.task(name="guides.forget_note_drafts", queueing_lock="guides.forget_note_drafts")
def forget_note_drafts(timestamp: int) -> None:
    """Throw away notes that were never sent; every night."""
    notes.forget_drafts(timezone.now())
