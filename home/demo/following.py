"""Who follows what in the demo: one with an account, one with an address alone."""

from __future__ import annotations

from home.demo.clock import Calendar, Story
from initiatives.actions import following
from initiatives.models import Follow, Initiative
from portal.areas.models import Neighbourhood, Theme
from portal.users.models import User


def following_stories(calendar: Calendar) -> list[Story]:
    """They begin three weeks ago, and have had two of the week's mails since."""
    return [_follow(calendar)]


def _follow(calendar: Calendar) -> Story:
    yield calendar.ago(21, hour=19)
    citizen = User.objects.get(email="borger@example.org")
    neighbour = User.objects.get(email="nabo@example.org")
    place = Neighbourhood.objects.get(slug="gadehavegaard")
    following.follow(place, by=citizen)
    following.follow(Theme.objects.earliest("order"), by=neighbour)
    following.ask(place, email="foelger@example.org", locale="da")
    following.confirm(Follow.objects.get(follower__email="foelger@example.org").pk)
    yield calendar.ago(12, hour=20)
    shown = Initiative.objects.public().filter(neighbourhood=place).order_by("pk").first()
    if shown is not None:
        following.follow(shown, by=citizen)
    yield calendar.ago(1, hour=9)
    following.tell_all(calendar.ago(1, hour=9))
