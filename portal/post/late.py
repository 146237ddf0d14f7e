"""Values that a mail gets only when it is written, so that they lie in no row: a secret link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Filler = Callable[[dict[str, Any], str], dict[str, Any] | None]

_fillers: dict[str, Filler] = {}


def fill(template: str, filler: Filler) -> None:
    """Name what fills in a template's missing values; called once, in `apps.ready`.

    It gets the row's context and the language, and answers None when the mail has lost its
    point meanwhile.
    """
    _fillers[template] = filler


def filled(template: str, context: dict[str, Any], locale: str) -> dict[str, Any] | None:
    """The whole context of a mail that is about to be sent; None when it shall not be."""
    filler = _fillers.get(template)
    more = filler(context, locale) if filler else {}
    return None if more is None else {**context, **more}
