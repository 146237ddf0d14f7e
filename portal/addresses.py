"""What an address must not hold: it is kept in histories, logs and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.form_fields import contains_cpr_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_READING = {"GET", "HEAD"}
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class AddressWithoutCprMiddleware:
    """Leads a search for a CPR number to the same page without it, and says so.

    A search box is a form that is sent by its address, so no form can refuse the number before it
    stands in one. The person's history then holds the clean address alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or redirect when a value of the query is like a CPR number."""
        if request.method not in _READING or not _is_told(request):
            return self.get_response(request)
        kept = request.GET.copy()
        for name, values in request.GET.lists():
            kept.setlist(name, [value for value in values if not _is_like_cpr(value)])
        messages.warning(
            request, _("Søg ikke på et CPR-nummer. Søg på navn, titel eller nummeret på sagen.")
        )
        told = kept.urlencode()
        return redirect(f"{request.path}?{told}" if told else request.path)


def _is_told(request: HttpRequest) -> bool:
    return any(_is_like_cpr(value) for _name, rows in request.GET.lists() for value in rows)


def _is_like_cpr(value: str) -> bool:
    """A key of ours holds such digits by chance, one in a few thousand, and is no search."""
    return contains_cpr_number(value) and not _KEY.fullmatch(value)
