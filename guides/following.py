"""News from communities and courses for those who follow a neighbourhood or a theme."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guides.models import Community, TrainingCourse
from initiatives.following import MOST_NEWS, News, register_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from initiatives.following import Subjects

AHEAD = datetime.timedelta(days=21)
"""A course is news so long before it begins: a course has no day on which it became public."""


def register() -> None:
    """Tell the news of this app; called once, in `apps.ready`."""
    register_source(_communities)
    register_source(_courses)


def _communities(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    rows = Community.objects.listed().filter(
        subjects.rows("neighbourhood", "theme"), added_at__gt=since, added_at__lte=until
    )
    for row in rows.select_related("neighbourhood").order_by("-added_at")[:MOST_NEWS]:
        path = reverse("guides:community", args=[row.public_id])
        place = row.neighbourhood.name
        yield News(row.added_at, _("Nyt fællesskab"), row.name, path, place, row.what)


def _courses(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    first, last = (timezone.localdate(moment + AHEAD) for moment in (since, until))
    rows = (
        TrainingCourse.objects.upcoming()
        .filter(subjects.rows("neighbourhoods"), starts_on__gt=first, starts_on__lte=last)
        .distinct()
    )
    for row in rows[:MOST_NEWS]:
        day = datetime.datetime.combine(row.starts_on, datetime.time(8)) - AHEAD
        path = reverse("guides:training-course", args=[row.public_id])
        when = timezone.make_aware(day)
        yield News(when, _("Hold begynder snart"), row.title, path, row.place, row.about)
