"""How often one origin may read what a machine would read too often.

The log-in library's own limits do not count what is only read.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.cache import cache

if TYPE_CHECKING:
    from django.http import HttpRequest

TOO_MANY = 429


def has_room(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count this reading among those of its origin in this span of time.

    The counts stand in the cache that all processes share.
    """
    span = int(time.time()) // seconds
    key = f"{what}:{get_adapter(request).get_client_ip(request)}:{span}"
    cache.add(key, 0, timeout=seconds)
    return bool(cache.incr(key) <= most)
