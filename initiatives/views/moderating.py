"""The moderator's way through what waits: where one is, what is next, what was just answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from initiatives import moderation_queue

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Walk:
    """One thing among all that waits, or among those of the chosen kind.

    `position` is 0 for what does not wait. `next_url` is empty where nothing else waits.
    """

    kind: str
    position: int
    number: int
    next_url: str

    @property
    def kind_label(self) -> str:
        """What is walked through, in words; empty for all of it."""
        return str(moderation_queue.Waiting(self.kind).label) if self.kind else ""

    @property
    def queue_url(self) -> str:
        """The list one came from."""
        return with_kind(reverse("initiatives:moderation-queue"), self.kind)


def chosen_kind(request: HttpRequest) -> str:
    """The kind that the address names; empty for every kind, and for one that is none."""
    kind = request.GET.get("kind", "")
    return kind if kind in moderation_queue.Waiting.values else ""


def with_kind(url: str, kind: str) -> str:
    """The address with the kind one is walking through."""
    return f"{url}?{urlencode({'kind': kind})}" if kind else url


def chosen_rows(rows: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Those of the kind, each with an address that keeps to it."""
    found = [row for row in rows if not kind or row["kind"] == kind]
    return [{**row, "url": with_kind(row["url"], kind)} for row in found]


def walk(request: HttpRequest) -> Walk:
    """Where the thing at this address stands. After the last comes the first that was passed by."""
    kind = chosen_kind(request)
    urls = [row["url"] for row in chosen_rows(moderation_queue.waiting(), kind)]
    here = with_kind(request.path, kind)
    if here not in urls:
        return Walk(kind, 0, len(urls), "")
    place = urls.index(here)
    others = urls[place + 1 :] + urls[:place]
    return Walk(kind, place + 1, len(urls), others[0] if others else "")


def go_on(request: HttpRequest, way: Walk, *, said: str, about: str) -> HttpResponse:
    """Say what was answered, with the way back to it, and go to the next that waits.

    Args: way: as it was before the answer. about: what the answer was to, in a few words.
    """
    link = _("Se dit svar om »%(about)s«") % {"about": about}
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, request.path, link))
    return redirect(way.next_url or way.queue_url)
