"""An entry of the directory in words, before and after."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from guides.actions import communities
from guides.enums import Rhythm, SuggestionStatus, Weekday
from guides.models import Community
from portal.areas.models import Neighbourhood, Theme

if TYPE_CHECKING:
    from guides.models import CommunitySuggestion


def rows(suggestion: CommunitySuggestion) -> list[dict[str, Any]]:
    """Each field that a guide is asked to write: its name, what stands there, what is suggested."""
    community = suggestion.community
    answered = suggestion.status != SuggestionStatus.WAITING
    standing = communities.now_standing(community) if community and not answered else {}
    names = _names()
    return [
        {
            "label": _label(field),
            "before": _told(field, standing.get(field), names),
            "after": _told(field, value, names),
        }
        for field, value in _ordered(suggestion)
        if suggestion.community_id or value not in (None, "", [], False)
    ]


def suggested(suggestion: CommunitySuggestion) -> list[dict[str, Any]]:
    """What its sender suggested, for the sender: never what else stands there."""
    names = _names()
    return [
        {"label": _label(field), "after": _told(field, value, names)}
        for field, value in _ordered(suggestion)
        if suggestion.community_id or value not in (None, "", [], False)
    ]


def _ordered(suggestion: CommunitySuggestion) -> list[tuple[str, Any]]:
    return [
        (name, suggestion.changes[name])
        for name in communities.FIELDS
        if name in suggestion.changes
    ]


def _names() -> dict[str, dict[int, str]]:
    return {
        "neighbourhood": dict(Neighbourhood.objects.values_list("pk", "name")),
        "theme": dict(Theme.objects.values_list("pk", "name")),
    }


def _label(field: str) -> str:
    return str(getattr(Community._meta.get_field(field), "verbose_name", field))


def _told(field: str, value: Any, names: dict[str, dict[int, str]]) -> str:
    """A plain value in words."""
    if field in names:
        return names[field].get(value, "")
    if field == "weekdays":
        return ", ".join(str(Weekday(day).label) for day in value or [])
    if field == "rhythm":
        return str(Rhythm(value).label) if value else ""
    if field in {"starts_at", "ends_at"} and value:
        return datetime.time.fromisoformat(value).strftime("%H.%M")
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    return "" if value is None else str(value)
