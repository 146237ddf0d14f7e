"""Content Security Policy: what a browser may load on the portal's pages and in the editors' admin.

The public policy lets nothing inline run and nothing foreign load. Wagtail's admin still has inline
scripts in a few of its form widgets, so only `/admin/` gets a policy of its own.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse

ADMIN_PREFIX = "/admin/"

_DIRECTIVES: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    # Wagtail's preview shows our own pages in a frame of the admin.
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
}

PUBLIC_POLICY: dict[str, Any] = {"DIRECTIVES": _DIRECTIVES}


def public_policy(*, log_in_service: str = "") -> dict[str, Any]:
    """The policy of every page outside `/admin/`.

    Args: log_in_service: address of an outside log-in that our log-in form may send people to.
    """
    if not log_in_service:
        return PUBLIC_POLICY
    parts = urlsplit(log_in_service)
    allowed = [SELF, f"{parts.scheme}://{parts.netloc}"]
    return {"DIRECTIVES": {**_DIRECTIVES, "form-action": allowed}}


ADMIN_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        **_DIRECTIVES,
        "script-src": [SELF, "'unsafe-inline'"],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
    }
}


class AdminPolicyMiddleware:
    """Give pages under `/admin/` the editors' policy; must stand below django-csp's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer, so that django-csp writes the admin's policy instead."""
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN_PREFIX):
            response._csp_config = ADMIN_POLICY["DIRECTIVES"]  # type: ignore[attr-defined]
        return response
