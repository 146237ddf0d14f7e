"""Pages of somebody who is signed in are kept nowhere but on the server.

A library's computer has many users: after a log-out neither «back» nor a cache on the way
may show what the last one read (ASVS 14.3.2).
"""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class PrivatePagesMiddleware:
    """Forbid to keep the answer; must stand below the session's middleware.

    A view that says itself how long its answer may be kept has the last word.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look whether anything was made for one account; that costs no query."""
        response = self.get_response(request)
        is_personal = request.session.accessed and SESSION_KEY in request.session
        if is_personal and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
