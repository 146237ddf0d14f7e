"""Answers visitors from the kept pages. Why they are never out of date: decision 0090."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from portal.kept import changes
from portal.kept.marks import PARAMETERS
from portal.kept.shelf import KeptPage, Shelf, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

SHELF = Shelf()
"""One for each process: what others keep need not be cleared, since the state is in the page."""

_READING = {"GET", "HEAD"}
_MEGABYTE = 1_000_000
_QUARTER = 15 * 60
_LONGEST_QUERY = 200
_LARGEST = 400_000
"""Bytes of a page; a larger one would drive out too many others."""


class KeptPagesMiddleware:
    """Must stand below the session's middleware and above whatever a page can be drawn without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the kept page if nothing has changed, else draw it and keep it."""
        if not settings.KEPT_PAGES_MB or not _is_a_visitors(request):
            return self.get_response(request)
        address = request.build_absolute_uri()
        asked: Any = request
        page = SHELF.get(address)
        if page is not None:
            asked.kept_state = _state()
            if page.state == asked.kept_state:
                return _answer(request, page)
        asked.may_be_kept = False
        response = self.get_response(request)
        if not asked.may_be_kept or not _is_for_all(request, response):
            return response
        page = _kept(response, asked.kept_state)
        if request.method == "GET":
            SHELF.put(address, page, most=settings.KEPT_PAGES_MB * _MEGABYTE)
        return _answer(request, page)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Note what the page is drawn from, before its view reads anything."""
        parameters = getattr(view, PARAMETERS, None)
        asked: Any = request
        if parameters is None or not hasattr(request, "may_be_kept"):
            return
        query = request.META.get("QUERY_STRING", "")
        if len(query) > _LONGEST_QUERY or not parameters.issuperset(request.GET):
            return
        if not hasattr(request, "kept_state"):
            asked.kept_state = _state()
        asked.may_be_kept = True


def _is_a_visitors(request: HttpRequest) -> bool:
    """Whether anybody would get the same: nobody is signed in, and nothing waits to be told.

    An editor's preview is drawn from a request of its own, with the page's address.
    """
    cookies = request.COOKIES
    return (
        request.method in _READING
        and not cookies.get(settings.SESSION_COOKIE_NAME)
        and CookieStorage.cookie_name not in cookies
        and "HX-Request" not in request.headers
        and not getattr(request, "is_dummy", False)
    )


def _is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether nothing in the answer is for this one visitor alone."""
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and not response.has_header("Cache-Control")
        and not response.cookies
        and not request.session.modified
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and getattr(request, "_csp_nonce", None) is None
        and len(response.content) <= _LARGEST
    )


def _state() -> State:
    """What there is to draw from now."""
    return State(changes.number(), quarter())


def quarter() -> int:
    """The quarter of an hour, which alone opens a round and ends what lasts until a day.

    Days begin on one and nearly all that is arranged does too, so it shows on the dot. A shorter
    time would have each process draw a page anew that few look at, as often as it is looked at.
    """
    return int(timezone.now().timestamp() // _QUARTER)


def _kept(response: HttpResponse, state: State) -> KeptPage:
    # Browsers and proxies may keep it too, and ask each time whether it is still the same.
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    body = response.content
    digest = hashlib.sha256(body, usedforsecurity=False).hexdigest()[:32]
    return KeptPage(state, body, dict(response.headers), f'"{digest}"')


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    response = HttpResponse(page.body, headers={**page.headers, "ETag": page.etag})
    return get_conditional_response(request, etag=page.etag, response=response) or response
