"""What people write to each other about a case, and two groups whose plans change."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from home.demo.applying import Office
from home.demo.data import token
from initiatives.actions import messages, plans
from initiatives.models import Application

if TYPE_CHECKING:
    from home.demo.clock import Calendar, Story
    from portal.users.models import User


def talking_stories(calendar: Calendar) -> list[Story]:
    """A thread with a message that is not read yet, a plan put off, and one that is asked about."""
    return [_thread(calendar), _extension(calendar), _wish(calendar)]


def _case(title: str) -> tuple[Application, User]:
    """A case by its initiative's title, and the group's «tovholder»."""
    rows = Application.objects.select_related("initiative")
    case = rows.get(initiative__title=title)
    lead = case.initiative.lead
    assert lead is not None  # noqa: S101 - every initiative of the demo has one
    return case, lead


def _thread(calendar: Calendar) -> Story:
    title = "Åbent musikrum fredag"
    yield calendar.work(6, hour=13)
    case, lead = _case(title)
    worker = Office().caseworker
    said = [
        (lead, "Hej. Vi har bedt om en skriftlig aftale og venter på svar. Er det nok for nu?"),
        (worker, "Hej Jonas. Ja. Svar på spørgsmålet, når I har aftalen."),
        (lead, "Tak. Den kommer i denne uge, siger de."),
        (worker, "Godt. Ring gerne, hvis fristen bliver for kort. Så finder vi en ny."),
    ]
    for number, (writer, text) in enumerate(said):
        if number:
            yield calendar.work(6 - 1.5 * number, hour=14, minute=10)
        messages.send(case.pk, text=text, token=token("message", f"{title} {number}"), by=writer)


def _extension(calendar: Calendar) -> Story:
    yield calendar.ago(20, hour=19)
    case, lead = _case("Byttehylde og reparationscafé i vaskeriet")
    ends_on = case.initiative.ends_on
    if ends_on is not None:
        plans.extend(case.awards.get().pk, ends_on=ends_on, by=lead)


def _wish(calendar: Calendar) -> Story:
    yield calendar.ago(2, hour=18, minute=40)
    case, lead = _case("Klimavenlig fællesspisning hver måned")
    ends_on = case.initiative.ends_on or calendar.today
    plans.ask(
        case.awards.get().pk,
        new_ends_on=ends_on + datetime.timedelta(days=30),
        text="Køkkenet bliver malet i en måned. Vi vil gerne holde den sidste middag senere.",
        by=lead,
    )
