"""What more stands in the calendar one can subscribe to, told by apps above this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.areas.models import Neighbourhood
    from portal.calendars import Event

    Source = Callable[[Neighbourhood | None], list[Event]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Let an app above add what is to come in one neighbourhood, or in all; once, in `ready`."""
    _sources.append(source)


def more(place: Neighbourhood | None) -> list[Event]:
    """All that they tell."""
    return [event for source in _sources for event in source(place)]
