"""How the directory says when a community meets, and for whom it is."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from guides.enums import Rhythm, Weekday

if TYPE_CHECKING:
    from guides.models import Community

register = template.Library()

_OFTEN = {
    Rhythm.WEEKLY: lambda: _("Hver %(days)s"),
    Rhythm.EVERY_OTHER_WEEK: lambda: _("Hver anden %(days)s"),
    Rhythm.MONTHLY: lambda: _("En gang om måneden, %(days)s"),
    Rhythm.VARIES: lambda: _("Skiftende dage, ofte %(days)s"),
}


@register.filter
def when(community: Community) -> str:
    """When people meet, in one sentence: «Hver tirsdag og torsdag kl. 19.00-21.00»."""
    days = _joined([str(Weekday(day).label).lower() for day in sorted(community.weekdays)])
    rhythm = Rhythm(community.rhythm)
    often = _OFTEN[rhythm]() % {"days": days} if days else str(rhythm.label)
    return f"{often} {clock(community)}".strip()


@register.filter
def clock(community: Community) -> str:
    """From when to when; empty when it is not told."""
    if community.starts_at is None:
        return ""
    told = {"start": _told(community.starts_at), "end": _told(community.ends_at)}
    if community.ends_at is None:
        return _("kl. %(start)s") % told
    return _("kl. %(start)s-%(end)s") % told


@register.filter
def week(community: Community) -> list[dict[str, Any]]:
    """The seven days of a week, each with whether people meet then."""
    return [
        {
            "name": day.label,
            "short": str(day.label)[:3],
            "is_on": day.value in community.weekdays,
            "clock": clock(community),
        }
        for day in Weekday
    ]


@register.filter
def ages(community: Community) -> str:
    """For whom it is by age; empty when it is for all."""
    told = {"start": community.age_from, "end": community.age_to}
    if community.age_from is not None and community.age_to is not None:
        return _("%(start)s-%(end)s år") % told
    if community.age_from is not None:
        return _("Fra %(start)s år") % told
    if community.age_to is not None:
        return _("Til og med %(end)s år") % told
    return ""


def _told(moment: datetime.time | None) -> str:
    return moment.strftime("%H.%M") if moment else ""


def _joined(words: list[str]) -> str:
    """«a, b og c»."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
