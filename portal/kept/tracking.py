"""What others hang on a shared address to follow people around. The portal never reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PREFIX = "utm_"
NAMES = frozenset(
    {
        "fbclid", "igsh", "igshid", "mibextid", "gclid", "dclid", "gbraid", "wbraid", "_gl",
        "msclkid", "twclid", "ttclid", "li_fat_id", "mc_cid", "mc_eid", "yclid",
    }
)  # fmt: skip
"""Of the large networks, their advertising, and mailing lists. None is a parameter of ours."""


class WithoutTracking:
    """Takes such parameters off a request before anything reads its address.

    Stands first: then no page, link, log or kept page can hold them. Decision 0121.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on as if the address had come without them."""
        query = request.META.get("QUERY_STRING", "")
        if query:
            request.META["QUERY_STRING"] = without_tracking(query)
        return self.get_response(request)


def without_tracking(query: str) -> str:
    """The rest of a query, to the letter and in its order."""
    return "&".join(part for part in query.split("&") if not _tracks(part))


def _tracks(part: str) -> bool:
    name = unquote_plus(part.partition("=")[0]).lower()
    return name.startswith(PREFIX) or name in NAMES
