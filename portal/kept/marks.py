"""How a view says that its pages may be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    View = TypeVar("View", bound=Callable[..., Any])

PARAMETERS = "kept_parameters"


def kept_for_visitors(*parameters: str) -> Callable[[View], View]:
    """Let the answers of a view be kept for those who are not signed in.

    Args: parameters: the only ones an address may have; with others the page is drawn each time.
    """

    def mark(view: View) -> View:
        setattr(view, PARAMETERS, frozenset(parameters))
        return view

    return mark
