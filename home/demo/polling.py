"""«Spørg kvarteret» in the demo: a question that is open, two that are over, and a draft."""

from __future__ import annotations

from home.demo.clock import Calendar, Story
from home.demo.data import Row, read, token
from initiatives.actions import polls
from initiatives.enums import Influence
from initiatives.models import Poll
from portal.areas.models import Neighbourhood
from portal.users.models import User

_ASKER = "programleder@example.org"


def polling_stories(calendar: Calendar) -> list[Story]:
    """One for each question."""
    return [_story(row, calendar) for row in read("polls")["poll"]]


def _story(row: Row, calendar: Calendar) -> Story:
    asker = User.objects.get(email=_ASKER)
    yield calendar.work(max(row["opened"] + 3, 1), hour=11)
    poll = _draft(row, calendar, asker)
    if row.get("is_draft"):
        return
    poll = polls.confirm(poll.pk, version=poll.version, by=asker)
    for number, chosen in enumerate(row["answers"]):
        if number % 3 == 0:
            yield calendar.ago(max(row["opened"] - number // 3, 0), hour=8, minute=number)
        polls.answer(poll.pk, choices=chosen, version=poll.version, by=_neighbours()[number])
    if "closed" not in row:
        return
    yield calendar.ago(row["closed"] - 1, hour=0, minute=10)
    polls.close_those_due()
    if "reply" in row:
        yield calendar.work(row["reply"], hour=14)
        poll.refresh_from_db()
        poll = polls.reply(poll.pk, text=row["words"], version=poll.version, by=asker)
    if "corrected" in row:
        yield calendar.work(row["corrected"], hour=10)
        why = row["because"]
        polls.correct(poll.pk, text=row["right_words"], reason=why, version=poll.version, by=asker)


def _draft(row: Row, calendar: Calendar, asker: User) -> Poll:
    return polls.draft(
        token=token("poll", row["question"]),
        neighbourhood_id=Neighbourhood.objects.get(slug=row["place"]).pk,
        question=row["question"],
        why=row["why"],
        influence=Influence(row["influence"]),
        options=row["options"],
        takes_several=row.get("takes_several", False),
        opens_on=calendar.day(-row["opened"]),
        closes_on=calendar.day(row["closes"] if "closes" in row else -row["closed"]),
        by=asker,
    )


def _neighbours() -> list[User]:
    """Those who answer: people of the demo without a role in the municipality, the oldest first."""
    return list(User.objects.filter(groups=None, is_active=True).order_by("pk")[:12])
